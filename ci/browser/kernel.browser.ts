// What a learner expects of any notebook in Lab: charts, completion, help, errors with lines, an interrupt that works.
import {strict as assert} from 'node:assert';
import type {Browser} from 'playwright-core';
import {type Lab, startLab, workCopy} from './lab';
import {launch, NotebookPage} from './notebook-page';

describe('the welcome notebook in JupyterLab', () => {
  let lab: Lab;
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    lab = await startLab();
    browser = await launch();
    notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 900}}));
    await notebook.open(lab.url(workCopy('notebooks/welcome.ipynb')));
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  /** Types a new last cell, runs it and returns it. */
  async function runNew(source: string) {
    const cell = await notebook.appendCell(source);
    await notebook.runSelected();
    return cell;
  }

  it('opens at the address that npm start prints, and draws its chart', async () => {
    assert.match(lab.output(), /\/lab\/tree\/notebooks\/welcome\.ipynb\?token=/);
    await notebook.runAllCellByCell();
    await notebook.cells().locator('.js-plotly-plot svg.main-svg').first().waitFor();
    await (await notebook.cellWith('Four series of 50 steps')).scrollIntoViewIfNeeded();
    await notebook.screenshot('welcome');
    assert.equal(
      await notebook.cells().locator('.jp-OutputArea-output.jp-RenderedText[data-mime-type*="error"]').count(),
      0,
    );
  });

  it('completes a name of the library', async () => {
    const cell = await notebook.appendCell('data.generateTi');
    await notebook.page.keyboard.press('Tab');
    await notebook.page.locator('.jp-Completer-item', {hasText: 'generateTimeSeries'}).waitFor({timeout: 15000});
    await notebook.screenshot('completion');
    await notebook.page.keyboard.press('Enter');
    await cell.locator('.cm-content', {hasText: 'data.generateTimeSeries'}).waitFor({timeout: 15000});
  });

  it('shows the signature under the cursor on Shift+Tab', async () => {
    await notebook.appendCell('data.generateTimeSeries');
    await notebook.page.keyboard.press('Shift+Tab');
    const tooltip = notebook.page.locator('.jp-Tooltip');
    await tooltip.waitFor({timeout: 15000});
    assert.match((await tooltip.textContent()) ?? '', /generateTimeSeries/);
    await notebook.screenshot('inspection');
    await notebook.page.keyboard.press('Escape');
  });

  it('shows a type error before the cell runs, with its line', async () => {
    const cell = await runNew('const count = 3;\nconst wrong: string = count;');
    const text = await notebook.outputText(cell);
    assert.match(text, /TS2322/);
    assert.match(text, /:2:/, 'the line in the cell');
  });

  it('shows an exception with the line of the cell that threw', async () => {
    const cell = await runNew('function fails(): never {\n  throw new RangeError("too far");\n}\nfails();');
    const text = await notebook.outputText(cell);
    assert.match(text, /RangeError: too far/);
    assert.match(text, /In\[\d+\]:2/);
    await cell.scrollIntoViewIfNeeded();
    await notebook.screenshot('error');
  });

  it('draws the live chart of a training up to its last epoch', async () => {
    const cell = await runNew(
      [
        "import {models, training} from 'unroll';",
        'const pairs = data.inputsAndTargets(data.generateTimeSeries(500, 51), {lookback: 50, horizon: 1});',
        'const net = training.compile(models.buildLstm({units: [20, 20]}));',
        'await training.fit(net, pairs, {epochs: 120, batchSize: 32, progress: true});',
        "console.log('trained');",
      ].join('\n'),
    );
    const chart = cell.locator('.jp-RenderedSVG img');
    await cell
      .locator(`.jp-RenderedSVG img[src*="${encodeURIComponent('epoch 120 of 120')}"]`)
      .waitFor({timeout: 15000});
    assert.equal(await chart.count(), 1, 'one chart, replaced as the training goes on');
    await cell.scrollIntoViewIfNeeded();
    await notebook.screenshot('live-chart');
  });

  it('stops an endless loop and keeps the variables', async () => {
    await runNew('const kept = 41;');
    const loop = await notebook.appendCell('while (true) {}');
    await notebook.page.keyboard.press('Shift+Enter');
    await loop.locator('.jp-InputPrompt', {hasText: '[*]'}).waitFor();
    await notebook.page
      .locator(
        '.jp-NotebookPanel:visible [data-command="notebook:interrupt-kernel"], .jp-NotebookPanel:visible jp-button[title*="Interrupt"]',
      )
      .first()
      .click();
    await loop
      .locator('.jp-OutputArea-output', {hasText: /Interrupt/})
      .first()
      .waitFor({timeout: 15000});
    const next = await runNew('kept + 1');
    assert.match(await notebook.outputText(next), /42/);
  });

  it('leaves no error on the browser console', () => {
    assert.deepEqual(notebook.consoleErrors, []);
  });
});
