// Exercise 20 as a learner works on it: blank, wrong, hint, right.
import {strict as assert} from 'node:assert';
import {ExercisePage} from './exercise-page';

describe('exercise 20 in JupyterLab', () => {
  let page: ExercisePage;
  before(async () => {
    page = await ExercisePage.open('20-backpropagation-by-hand.ipynb');
  });
  after(() => page?.close());

  it('sets up, and its blank parts compile', async () => {
    await page.setUp();
    const cell = await page.notebook.run(await page.notebook.cellWith('function forwardThree('));
    assert.equal(await cell.locator('.jp-OutputArea-output').count(), 0);
  });

  it('says of a blank part that it is not implemented', async () => {
    const verdict = await page.check('20.1');
    assert.match(verdict, /not implemented/i);
    assert.match(verdict, /CheckFailed/);
    await page.notebook.screenshot('exercise-blank');
  });

  it('keeps the solution until a part was tried', async () => {
    assert.match(await page.ask('bptt', "notebook.solution('20.3')"), /opens after a try/);
  });

  it('names the slip of a wrong answer', async () => {
    const fromZero = page.solved('e20-forward').replace('wh * h0', 'wh * 0');
    const verdict = await page.answer('forwardThree', '20.1', fromZero);
    assert.match(verdict, /h0/);
    assert.match(verdict, /CheckFailed/);
    await page.picture('20.1', 'exercise-wrong');
  });

  it('opens one hint at a time', async () => {
    assert.match(await page.ask('forwardThree', "notebook.hint('20.1')"), /\?/, 'the first hint asks a question');
    await page.notebook.screenshot('exercise-hint');
  });

  it('passes the right answer', async () => {
    const verdict = await page.answer('forwardThree', '20.1', page.solved('e20-forward'));
    assert.match(verdict, /passed/);
    assert.doesNotMatch(verdict, /CheckFailed/);
    await page.picture('20.1', 'exercise-right');
  });

  it("names tanh' when a backward pass lacks it, then passes the whole one", async () => {
    const right = page.solved('e20-backward');
    const wrong = right.replaceAll(/ \* \(1 - h\d \*\* 2\)/g, '');
    assert.notEqual(wrong, right, 'the slip was made');
    assert.match(await page.answer('gradientsThree', '20.2', wrong), /tanh/);
    await page.picture('20.2', 'exercise-wrong-gradient');
    assert.match(await page.answer('gradientsThree', '20.2', right), /passed/);
  });

  it('shows the solution after a try, and the progress with its time', async () => {
    const solution = await page.ask('gradientsThree', "notebook.solution('20.2')");
    assert.match(solution, /Solution of 20\.2/);
    assert.doesNotMatch(solution, /BEGIN SOLUTION|hiddenCheck/);
    await page.notebook.screenshot('exercise-solution');
    const progress = await page.ask('gradientsThree', "notebook.show(notebook.progress('20'))");
    assert.match(progress, /20\.1.*✓/s);
    await page.notebook.screenshot('exercise-progress');
  });

  it('leaves no error on the browser console', () => {
    assert.deepEqual(page.notebook.consoleErrors, []);
  });
});
