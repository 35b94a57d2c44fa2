// Exercise 14 worked through as a learner would: wrong answers, messages, hints, right answers, a trained network, progress.
import {strict as assert} from 'node:assert';
import {ExercisePage} from './exercise-page';

describe('exercise 14 in JupyterLab', () => {
  let page: ExercisePage;
  before(async () => {
    page = await ExercisePage.open('14-named-entities.ipynb');
  });
  after(() => page?.close());

  it('sets up without an error', () => page.setUp());

  it('says of a blank part that it is not implemented', async () => {
    await page.notebook.run(await page.notebook.cellWith('function tagsOf('));
    assert.match(await page.check('14.1'), /not implemented/);
  });

  it('names a name that begins with I, then passes the right tags', async () => {
    const allInside = page.slipped('e14-tags', 't === start ?', 't < 0 ?');
    const verdict = await page.answer('tagsOf', '14.1', allInside);
    assert.match(verdict, /no name begins with B/);
    assert.match(verdict, /CheckFailed/);
    await page.picture('14.1', 'exercise-14-wrong-tags');
    assert.match(await page.answer('tagsOf', '14.1', page.solved('e14-tags')), /passed, 1 point$/);
  });

  it("names the greedy choice in place of Viterbi's", async () => {
    const greedy = `/** Greedy. */
function bestRow(E: number[][], field: Field, length: number): number[] {
  return E.slice(0, length).map((row) => row.indexOf(Math.max(...row)));
}`;
    const verdict = await page.answer('bestRow', '14.5', greedy);
    assert.match(verdict, /CheckFailed/);
    assert.match(verdict, /each word takes its own best tag/);
    await page.picture('14.5', 'exercise-14-wrong-row');
  });

  it('opens a hint, then passes the best row', async () => {
    assert.match(await page.ask('bestRow', "notebook.hint('14.5')"), /\?/);
    await page.notebook.screenshot('exercise-14-hint');
    assert.match(await page.answer('bestRow', '14.5', page.solved('e14-best')), /passed, 3 points/);
  });

  it('trains a tagger that reaches the limit', async () => {
    const cell = await page.notebook.cellWith('function trainTagger(');
    await page.notebook.replaceSource(cell, page.solved('e14-tagger'));
    await page.notebook.runSelected();
    assert.match(await page.check('14.7'), /passed, 2 points/);
    await page.picture('14.7', 'exercise-14-trained');
  });

  it('sums up the progress', async () => {
    const progress = await page.ask('bestRow', "notebook.show(notebook.progress('14'))");
    assert.match(progress, /6 of 14 points/);
    await page.notebook.screenshot('exercise-14-progress');
  });

  it('leaves no error on the browser console', () => {
    assert.deepEqual(page.notebook.consoleErrors, []);
  });
});
