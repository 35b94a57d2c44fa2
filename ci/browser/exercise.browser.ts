// Exercise 20 as a learner works on it: blank, wrong, hint, right.
import {strict as assert} from 'node:assert';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser} from 'playwright-core';
import {type Lab, root, startLab, workCopy} from './lab';
import {launch, NotebookPage} from './notebook-page';

const exercise = '20-backpropagation-by-hand.ipynb';

/** The solution's code of a cell, found by its grade id. */
function solved(gradeId: string): string {
  const {cells} = JSON.parse(readFileSync(join(root, 'solutions', exercise), 'utf8'));
  const cell = cells.find(
    (one: {metadata: {nbgrader?: {grade_id: string}}}) => one.metadata.nbgrader?.grade_id === gradeId,
  );
  return cell.source.join('');
}

describe('exercise 20 in JupyterLab', () => {
  let lab: Lab;
  let browser: Browser;
  let notebook: NotebookPage;
  const state = mkdtempSync(join(tmpdir(), 'unroll-learner-'));

  before(async () => {
    lab = await startLab({UNROLL_STATE: join(state, 'progress.json')});
    browser = await launch();
    notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 900}}));
    await notebook.open(lab.url(workCopy(join('exercises', exercise))));
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(state, {recursive: true, force: true});
  });

  /** Puts an answer into the cell that declares `name`, runs it and the check below it; the text of the verdict. */
  async function answer(name: string, part: string, source: string): Promise<string> {
    const cell = await notebook.cellWith(`function ${name}(`);
    await notebook.replaceSource(cell, source);
    await notebook.runSelected();
    return check(part);
  }

  async function check(part: string): Promise<string> {
    const cell = await notebook.run(await notebook.cellWith(`notebook.check('${part}'`));
    return (await cell.locator('.jp-OutputArea').first().textContent()) ?? '';
  }

  it('sets up, and its blank parts compile', async () => {
    await notebook.run(await notebook.cellWith("from 'unroll'"));
    const cell = await notebook.run(await notebook.cellWith('function forwardThree('));
    assert.equal(await cell.locator('.jp-OutputArea-output').count(), 0);
  });

  it('says of a blank part that it is not implemented', async () => {
    const verdict = await check('20.1');
    assert.match(verdict, /not implemented/i);
    assert.match(verdict, /CheckFailed/);
    await notebook.screenshot('exercise-blank');
  });

  it('names the slip of a wrong answer', async () => {
    const fromZero = solved('e20-forward').replace('wh * h0', 'wh * 0');
    const verdict = await answer('forwardThree', '20.1', fromZero);
    assert.match(verdict, /h0/);
    assert.match(verdict, /CheckFailed/);
    await (await notebook.cellWith("notebook.check('20.1'")).scrollIntoViewIfNeeded();
    await notebook.screenshot('exercise-wrong');
  });

  it('opens one hint at a time', async () => {
    await notebook.run(await notebook.cellWith('function forwardThree('));
    const cell = await notebook.appendCell("notebook.hint('20.1')");
    await notebook.runSelected();
    const hint = await cell.locator('.jp-OutputArea').first().textContent();
    assert.match(hint ?? '', /\?/, 'the first hint asks a question');
    await cell.scrollIntoViewIfNeeded();
    await notebook.screenshot('exercise-hint');
  });

  it('passes the right answer', async () => {
    const verdict = await answer('forwardThree', '20.1', solved('e20-forward'));
    assert.match(verdict, /passed/);
    assert.doesNotMatch(verdict, /CheckFailed/);
    await (await notebook.cellWith("notebook.check('20.1'")).scrollIntoViewIfNeeded();
    await notebook.screenshot('exercise-right');
  });

  it("names tanh' when a backward pass lacks it, then passes the whole one", async () => {
    const right = solved('e20-backward');
    const wrong = right.replaceAll(/ \* \(1 - h\d \*\* 2\)/g, '');
    assert.notEqual(wrong, right, 'the slip was made');
    assert.match(await answer('gradientsThree', '20.2', wrong), /tanh/);
    await notebook.screenshot('exercise-wrong-gradient');
    assert.match(await answer('gradientsThree', '20.2', right), /passed/);
  });

  it('leaves no error on the browser console', () => {
    assert.deepEqual(notebook.consoleErrors, []);
  });
});
