// Exercise 11 worked through as a learner would: wrong answers, messages, hints, right answers, solution, progress.
import {strict as assert} from 'node:assert';
import {ExercisePage} from './exercise-page';

describe('exercise 11 in JupyterLab', () => {
  let page: ExercisePage;
  before(async () => {
    page = await ExercisePage.open('11-lstm-backward.ipynb');
  });
  after(() => page?.close());

  it('sets up without an error', () => page.setUp());

  it('names gates in another order', async () => {
    const swapped = page.slipped('e11-step', '[box(0), box(1), box(3)]', '[box(1), box(0), box(3)]');
    assert.match(await page.answer('lstmStep', '11.1', swapped), /another order/);
    await page.picture('11.1', 'exercise-11-wrong-order');
  });

  it('passes the right step', async () => {
    assert.match(await page.answer('lstmStep', '11.1', page.solved('e11-step')), /passed, 2 points/);
  });

  it('shows the cell, and the types of the next part compile', async () => {
    await page.setUp('plots.lstmCell()', 'interface StepGradients');
  });

  it('says which gates and which term are off when the carry of the cell state is missing', async () => {
    const withoutCarry = page.slipped('e11-back', 'value + dh[j] * o[j]', '0 * value + dh[j] * o[j]');
    const verdict = await page.answer('lstmBackward', '11.2', withoutCarry);
    assert.match(verdict, /dc.*is missing.*gates i, f and c/s);
    await page.picture('11.2', 'exercise-11-wrong-carry');
  });

  it('opens three hints, one a call, the third nearly the line', async () => {
    for (let i = 0; i < 2; i++) await page.ask('lstmBackward', "notebook.hint('11.2')");
    assert.match(await page.ask('lstmBackward', "notebook.hint('11.2')"), /That was the last hint/);
    await page.notebook.screenshot('exercise-11-hints');
  });

  it('passes the right step back', async () => {
    assert.match(await page.answer('lstmBackward', '11.2', page.solved('e11-back')), /passed, 5 points/);
    await page.picture('11.2', 'exercise-11-right');
  });

  it('names time steps when nothing comes from the next one', async () => {
    await page.setUp('interface LstmGradients', 'function stepForward(');
    const alone = page.slipped('e11-bptt', '[dhNext, dcNext] = [dhBefore, dcBefore];', '');
    assert.match(await page.answer('lstmBptt', '11.3', alone), /time steps|h0, c0/);
    await page.picture('11.3', 'exercise-11-wrong-steps');
    assert.match(await page.answer('lstmBptt', '11.3', page.solved('e11-bptt')), /passed, 4 points/);
  });

  it('sums up the progress', async () => {
    const progress = await page.ask('lstmBptt', "notebook.show(notebook.progress('11'))");
    assert.match(progress, /11 of 18 points/);
    await page.notebook.screenshot('exercise-11-progress');
  });

  it('leaves no error on the browser console', () => {
    assert.deepEqual(page.notebook.consoleErrors, []);
  });
});
