import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pageText} from '../page';
import {withReadmeSection} from '../readme';
import {type BenchResults, curvesOf, rowsOf} from '../results';
import type {Measured} from '../rounds';
import {markdownPage, terminalTable} from '../table';

const root = resolve(__dirname, '../../..');
const one = (ms: number[], peakMb = 100): Measured => ({ms, peakMb, parameters: 5});
const sizes = {batch: 32, length: 50, units: 20, embedding: 0, vocabulary: 0};

const results: BenchResults = {
  command: 'npm run bench --',
  date: '2026-01-02',
  machine: {processor: 'Some CPU', cores: 2, memoryGb: 8, system: 'Linux 6.1, x64'},
  rounds: 3,
  versions: {keras: {keras: '3.0.0'}},
  workloads: [
    {
      ...{name: 'lstm', title: 'LSTM', batch: 32, notBuilt: {'model.fit': 'layers.none'}, failed: {}, retired: []},
      goals: {'training.fit': {keras: 0.2, torch: 0.6}, 'model.fit': {keras: 0.7, torch: 1.5}},
      measured: {
        'training.fit': one([2, 4, 2], 120),
        keras: one([10, 20, 12]),
        'torch-1': one([2.5, 5, 2.5]),
        'torch-2': one([9, 2, 9]),
      },
    },
  ],
  curves: [
    {axis: 'batch', sizes: {...sizes, batch: 8}, batches: 3, measured: {'training.fit': one([1]), keras: one([7])}},
  ],
  load: {kernels: [6, 4, 5], firstCall: [2, 2, 2]},
  failures: [],
};

describe('results of the bench', () => {
  const [fit, plain] = rowsOf(results);

  it('compare medians of paired ratios with the goal', () => {
    assert.equal(fit.ours?.ms, 2);
    assert.equal(fit.ratios.keras?.ratio.median, 0.2);
    assert.equal(fit.ratios.keras?.reached, true);
    assert.equal(fit.ratios.torch?.reached, false);
  });

  it('take the number of threads with which PyTorch is faster over all rounds', () => {
    assert.equal(fit.theirs.torch?.threads, 1);
    assert.equal(fit.ratios.torch?.ratio.median, 0.8);
  });

  it('say why a row is missing', () => {
    assert.equal(plain.ours, undefined);
    assert.match(terminalTable(results), /model\.fit: not built yet: layers\.none/);
    assert.match(markdownPage(results, 'x.json'), /not built yet: layers\.none/);
  });

  it('name what failed', () => {
    const failing = structuredClone(results);
    failing.workloads[0].failed = {keras: 'Keras ended with code 1'};
    failing.failures = ['units 64: PyTorch ended with code 1'];
    assert.match(terminalTable(failing), /lstm: Keras ended with code 1\nunits 64: PyTorch ended with code 1$/);
  });

  it('hold memory and kernel load against what is wanted', () => {
    assert.match(terminalTable(results), /first row: 120 MB ✓ < 250/);
    assert.match(terminalTable(results), /Kernel load: 5 ms ✓ < 50/);
  });

  it('make curves by contestant', () => {
    assert.deepEqual(curvesOf(results), [
      {axis: 'batch', contestant: 'ours', points: [[8, 1]]},
      {axis: 'batch', contestant: 'keras', points: [[8, 7]]},
    ]);
  });

  it('are complete where no peer took part', () => {
    const alone = structuredClone(results);
    for (const name of ['keras', 'torch-1', 'torch-2']) delete alone.workloads[0].measured[name];
    assert.deepEqual(rowsOf(alone)[0].ratios, {});
    assert.match(terminalTable(alone), /training\.fit +2\.00 +- +-/);
    assert.doesNotMatch(pageText(alone, 'plotly.js'), /id="ratios"/);
  });
});

describe('the page of the bench', () => {
  it('has every figure with a text that says what it shows', () => {
    const page = pageText(results, '../plotly.js');
    for (const id of ['ratios', 'times', 'curves', 'memory'])
      assert.match(page, new RegExp(`<p class="alt">[^<]+</p>\n<div id="${id}"`));
    assert.ok(page.includes('<script src="../plotly.js">'));
  });

  it('cannot be broken by a name', () => {
    const odd = structuredClone(results);
    odd.workloads[0].title = '</script><script>alert(1)</script>';
    assert.doesNotMatch(pageText(odd, 'p.js'), /<\/script><script>alert/);
  });
});

describe('the stored results', () => {
  const source = 'ci/bench/results/bench.json';
  let stored: BenchResults;
  before(() => {
    stored = JSON.parse(readFileSync(join(root, source), 'utf8')) as BenchResults;
  });

  it('are what docs/bench.md shows', () => {
    const page = readFileSync(join(root, 'docs/bench.md'), 'utf8');
    assert.equal(page, markdownPage(stored, source));
    assert.match(
      page.split('\n')[0],
      /^<!-- Generated from ci\/bench\/results\/bench\.json by `npm run bench -- --write`/,
    );
  });

  it('are what the table in README shows', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    assert.equal(readme, withReadmeSection(readme, stored));
  });

  it('compare the same models: Keras has as many parameters as we have, PyTorch a second bias at most', () => {
    for (const {name, measured} of stored.workloads) {
      const {keras, 'torch-1': torch, 'torch-2': torch2, ...ours} = measured;
      for (const [way, {parameters}] of Object.entries(ours)) {
        if (keras) assert.equal(parameters, keras.parameters, `${name}, ${way}`);
        if (torch) assert.ok(torch.parameters >= parameters && torch.parameters < parameters * 1.1, name);
        if (torch2) assert.equal(torch2.parameters, torch.parameters, name);
      }
    }
  });
});
