// Every lesson, run cell by cell in JupyterLab: no error, every chart and formula drawn.
import {strict as assert} from 'node:assert';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Browser} from 'playwright-core';
import {type Lab, root, startLab, workCopy} from './lab';
import {launch, NotebookPage} from './notebook-page';

const plotly = 'application/vnd.plotly.v1+json';
interface Output {
  data?: Record<string, unknown>;
}

const lessons = readdirSync(join(root, 'notebooks'), {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .flatMap(({name}) => readdirSync(join(root, 'notebooks', name)).map((file) => join('notebooks', name, file)))
  .filter((path) => /\d\.\d-[^/]*\.ipynb$/.test(path))
  .sort();

/** How many charts each cell of a lesson has in its stored outputs. */
function storedCharts(path: string): number[] {
  const {cells} = JSON.parse(readFileSync(join(root, path), 'utf8')) as {cells: {outputs?: Output[]}[]};
  return cells.map(({outputs = []}) => outputs.filter((output) => output.data?.[plotly]).length);
}

/** Which cells of a lesson are prose with a formula between dollar signs. */
function proseWithFormulas(path: string): boolean[] {
  const {cells} = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
    cells: {cell_type: string; source: string[]}[];
  };
  return cells.map(
    ({cell_type, source}) => cell_type === 'markdown' && /\$[^$\n]+\$/.test(source.join('').replace(/`[^`]*`/g, '')),
  );
}

describe('a lesson in JupyterLab', () => {
  let lab: Lab;
  let browser: Browser;
  before(async () => {
    lab = await startLab();
    browser = await launch();
  });
  afterEach(() => lab.endKernels());
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  for (const path of lessons) {
    it(`${path} runs cell by cell, with its charts and formulas drawn`, async () => {
      const notebook = new NotebookPage(await browser.newPage({viewport: {width: 1280, height: 1000}}));
      await notebook.open(lab.url(workCopy(path)));
      const name = path.replace(/^.*\/(\d\.\d)-.*$/, '$1');
      const charts = storedCharts(path);
      assert.ok(
        charts.some((count) => count > 0),
        'the lesson has charts',
      );
      const hasFormula = proseWithFormulas(path);
      assert.ok(hasFormula.some(Boolean), 'the lesson has formulas');
      await notebook.runAllCellByCell(async (cell, index) => {
        const errors = await cell
          .locator(
            '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]',
          )
          .count();
        assert.equal(errors, 0, `cell ${index + 1} of ${path} shows an error`);
        if (hasFormula[index]) await cell.locator('mjx-container').first().waitFor({timeout: 20000, state: 'attached'});
        if (charts[index]) {
          await cell.locator('.js-plotly-plot svg.main-svg').first().waitFor({timeout: 20000});
          // live charts of a training stand beside the stored ones
          const drawn = await cell.locator('.js-plotly-plot').count();
          assert.ok(drawn >= (charts[index] ?? 0), `cell ${index + 1} draws ${drawn} of its ${charts[index]} charts`);
        }
        await notebook.photograph(cell, `lesson-${name}-cell-${String(index + 1).padStart(2, '0')}`);
      });
      assert.deepEqual(notebook.consoleErrors, []);
      await notebook.page.close();
    }).timeout(600000);
  }
});
