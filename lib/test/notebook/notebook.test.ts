import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as notebook from '../../src/notebook';
import {readState, statePath} from '../../src/notebook/state';
import {lines, unrolledRnn} from '../../src/plots';

interface Shown {
  bundle: Record<string, unknown>;
  options?: notebook.DisplayOptions;
}

const HOOK = Symbol.for('jupyter.display');
const world = globalThis as unknown as Record<symbol, unknown>;
let shown: Shown[] = [];
let folder = '';

const figure = lines([{name: 'a', y: [1, 2]}], {
  title: 'A title',
  x: {label: 'x', unit: ''},
  y: {label: 'y', unit: ''},
});
const lastShape = (batch: number, _t: number, _f: number, units: number) => [batch, units];

describe('the notebook room', () => {
  beforeEach(() => {
    shown = [];
    folder = mkdtempSync(join(tmpdir(), 'unroll-notebook-'));
    process.env.UNROLL_STATE = join(folder, 'deep', 'progress.json');
    world[HOOK] = (bundle: Record<string, unknown>, options?: notebook.DisplayOptions) => shown.push({bundle, options});
  });
  afterEach(() => {
    delete world[HOOK];
    delete process.env.UNROLL_STATE;
    rmSync(folder, {recursive: true});
  });

  describe('show', () => {
    it('sends figures, diagrams, tables and HTML with a text beside them', () => {
      notebook.show(figure);
      notebook.show(unrolledRnn());
      notebook.show(notebook.table([{a: 1}]));
      const types = shown.map(({bundle}) => Object.keys(bundle).join(' '));
      assert.deepEqual(types, [
        'application/vnd.plotly.v1+json text/plain',
        'image/svg+xml text/plain',
        'text/html text/plain',
      ]);
      assert.equal(shown[0].bundle['text/plain'], figure.alt);
    });
    it('refuses what it cannot show', () => {
      assert.throws(() => notebook.show(5 as never), /show needs a figure, a diagram, a table/);
    });
    it('prints the text where no kernel listens', () => {
      delete world[HOOK];
      const said: unknown[] = [];
      const {log} = console;
      console.log = (text: unknown) => said.push(text);
      try {
        notebook.show(figure);
        notebook.display({'text/plain': 'half done'}, {metadata: {unroll: {volatile: true}}});
      } finally {
        console.log = log;
      }
      assert.deepEqual(said, [figure.alt]);
    });
  });

  describe('table', () => {
    it('lines numbers up, keeps equal digits, escapes HTML', () => {
      const {html, text} = notebook.table(
        [
          {model: 'a<b', mse: 0.00166, count: 1281},
          {model: 'naive', mse: 0.0204, count: 0},
        ],
        {caption: 'Test MSE', digits: 3},
      );
      assert.equal(
        text,
        [
          'Test MSE',
          'model      mse  count',
          '-----  -------  -----',
          'a<b    0.00166  1,281',
          'naive   0.0204      0',
        ].join('\n'),
      );
      assert.ok(html.includes('<td style="text-align:left">a&lt;b</td>') && html.includes('Test MSE'));
    });
    it('refuses no rows and unknown columns, and shows odd numbers as they are', () => {
      assert.match(notebook.table([{a: 'x $b$ y'}]).html, /x <span>\$<\/span>b<span>\$<\/span> y/);
      assert.throws(() => notebook.table([]), /at least one row/);
      assert.throws(() => notebook.table([{a: 1}], {columns: ['b']}), /no row has a column 'b'; there are: a/);
      assert.match(notebook.table([{a: Number.NaN, b: 1e-9, c: null}]).text, /NaN {2}1\.000e-9/);
    });
    it('writes as many digits after the point as it is told, of whole numbers beside others too', () => {
      const rows = [
        {right: -17.2, down: 7.9312, lifted: 0},
        {right: 0, down: -0.0004, lifted: 1},
      ];
      const body = (options: notebook.TableOptions) => notebook.table(rows, options).text.split('\n').slice(2);
      assert.deepEqual(body({decimals: 1}), ['-17.2   7.9       0', '  0.0   0.0       1']);
      assert.deepEqual(body({decimals: {down: 2, lifted: 1}, digits: 3}), [
        '-17.2  7.93     0.0',
        '    0  0.00     1.0',
      ]);
      assert.throws(() => body({decimals: 1.5}), /decimals must be a whole number from 0 to 20, got 1.5/);
      assert.throws(() => body({decimals: {up: 1}}), /there is no column 'up'/);
    });
  });

  describe('expectShape', () => {
    it('is silent when the shape fits, null standing for any size', () => {
      notebook.expectShape(tf.zeros([2, 3]), [2, 3]);
      notebook.expectShape(
        [
          [1, 2],
          [3, 4],
        ],
        [null, 2],
      );
      notebook.expectShape(new Float32Array(4), [4]);
    });
    it('names both shapes when it does not', () => {
      assert.throws(() => notebook.expectShape(tf.zeros([2, 3]), [3, 2]), {
        name: 'ShapeError',
        message: 'expected shape [3, 2], got [2, 3]',
      });
      assert.throws(() => notebook.expectShape(5 as never, [1]), /needs a tensor or an array, got number/);
    });
  });

  describe('check', () => {
    const entry = () => {
      const {tries, passed, hints} = readState()['02.1'];
      return {tries, passed, hints};
    };
    it('shows a verdict, counts the try, and is silent when passed', async () => {
      await notebook.check('02.1', {lastShape});
      assert.match(String(shown[0].bundle['text/plain']), /✓ 02\.1 The last output: passed, 2 points/);
      assert.deepEqual(entry(), {tries: 1, passed: true, hints: 0});
    });
    it('throws CheckFailed in one line without a stack of ours, after showing why', async () => {
      const wrong = (_b: number, _t: number, _f: number, units: number) => [units];
      const failed = await notebook.check('02.1', {lastShape: wrong}).then(
        () => assert.fail(),
        (error: Error) => error,
      );
      assert.equal(failed.name, 'CheckFailed');
      assert.match(failed.message, /^02\.1 not passed: .*batch axis is missing/);
      assert.equal(failed.stack, `CheckFailed: ${failed.message}`);
      assert.match(String(shown[0].bundle['text/html']), /✗/);
      await notebook.check('02.1', {lastShape});
      await assert.rejects(notebook.check('02.1', {lastShape: wrong}));
      assert.deepEqual(entry(), {tries: 3, passed: true, hints: 0}, 'once passed stays passed');
    });
    it('lists the parts when there is no such part', async () => {
      await assert.rejects(notebook.check('02.9', {}), /no part '02\.9'; there are: 02\.1, 02\.2/);
    });
  });

  describe('hint', () => {
    it('opens one of three steps a call', () => {
      for (let i = 0; i < 4; i++) notebook.hint('20.1');
      const opened = shown.map(({bundle}) => (String(bundle['text/plain']).match(/^\d\. /gm) ?? []).length);
      assert.deepEqual(opened, [1, 2, 3, 3]);
      assert.match(String(shown[3].bundle['text/plain']), /That was the last hint/);
      assert.throws(() => notebook.hint('1'), RangeError);
    });
  });

  describe('the state of the learner', () => {
    it('leaves no half-written file behind and survives a damaged one', () => {
      notebook.hint('20.1');
      const path = statePath();
      assert.deepEqual(readdirSync(join(path, '..')), ['progress.json']);
      for (const damage of ['', '{"20.1":', '[1]', 'null', '{"20.1": 5}', '{"20.1": {"hints": "many", "tries": -1}}']) {
        writeFileSync(path, damage);
        notebook.hint('20.1');
        assert.equal(JSON.parse(readFileSync(path, 'utf8'))['20.1'].hints, 1);
      }
    });
    it('does not stop a lesson when it cannot be written', () => {
      writeFileSync(join(folder, 'file'), '');
      process.env.UNROLL_STATE = join(folder, 'file', 'progress.json');
      notebook.hint('20.1');
      notebook.hint('20.1');
      assert.match(
        String(shown[1].bundle['text/plain']),
        /^2\. /m,
        'hints still go on, for as long as the kernel lives',
      );
      assert.ok(!existsSync(statePath()));
    });
  });

  describe('progressBar', () => {
    it('shows nothing for short work, then at most twice a second, replacing itself, volatile', () => {
      let clock = 0;
      const bar = notebook.progressBar(100, {label: 'work', now: () => clock});
      for (let i = 1; i <= 100; i++) {
        clock += 100;
        bar.update(i, `step ${i}`);
      }
      bar.end('done');
      assert.ok(shown.length <= 2 * 8 + 2 && shown.length >= 10, `${shown.length} outputs in 10 s`);
      assert.equal(new Set(shown.map(({options}) => options?.displayId)).size, 1);
      assert.deepEqual([...new Set(shown.map(({options}) => options?.update))], [false, true]);
      assert.ok(shown.every(({options}) => JSON.stringify(options?.metadata) === '{"unroll":{"volatile":true}}'));
      assert.match(String(shown.at(-1)?.bundle['text/plain']), /work: 100 % in 10 s · done/);
      shown = [];
      const quick = notebook.progressBar(2, {label: 'quick', now: () => clock});
      quick.update(1);
      quick.end();
      assert.equal(shown.length, 0);
    });
    it('refuses a total that is none', () => {
      assert.throws(() => notebook.progressBar(0, {label: 'a'}), /total above 0, got 0/);
    });
  });

  describe('liveReporter', () => {
    it('draws the loss of a long training in one replaced, volatile chart', () => {
      let clock = 0;
      const reporter = notebook.liveReporter(() => clock);
      reporter.start({epochs: 30, batches: 2, metrics: ['loss']});
      for (let epoch = 1; epoch <= 30; epoch++) {
        clock += 200;
        reporter.batch?.({epoch, batch: 1, loss: 1 / epoch});
        reporter.epoch(epoch, {loss: 1 / epoch, val_loss: 2 / epoch});
      }
      reporter.end();
      const charts = shown.filter(({bundle}) => 'image/svg+xml' in bundle);
      assert.ok(charts.length >= 5 && charts.length <= 10, `${charts.length} charts in 6 s`);
      assert.equal(new Set(charts.map(({options}) => options?.displayId)).size, 1);
      assert.ok(charts.every(({options}) => options?.metadata !== undefined));
      assert.match(String(charts.at(-1)?.bundle['image/svg+xml']), /epoch 30 of 30/);
    });
    it('begins a curve with each training of several, also after one that stopped early', () => {
      let clock = 0;
      const reporter = notebook.liveReporter(() => clock);
      reporter.start({epochs: 12, batches: 1, metrics: ['loss'], trainings: 3});
      for (const epoch of [1, 2, 3, 4, 5, 6, 9, 10]) {
        clock += 1000;
        reporter.epoch(epoch, {loss: 1 / epoch});
      }
      reporter.end();
      const svg = String(shown.filter(({bundle}) => 'image/svg+xml' in bundle).at(-1)?.bundle['image/svg+xml']);
      assert.match(svg, /Training 3 of 3: stopped after epoch 2 of 4/);
      assert.match(svg, /thin: the trainings before/);
      const bars = shown.map(({bundle}) => String(bundle['text/plain']));
      assert.ok(
        bars.some((text) => /100 % in .*stopped early, after epoch 2 of at most 4/.test(text)),
        bars.join('\n'),
      );
      assert.equal(svg.match(/stroke-dasharray/g)?.length, 3);
    });
    it('stays silent in short trainings, and when training fails', () => {
      const reporter = notebook.liveReporter(() => 0);
      reporter.start({epochs: 1, batches: 1, metrics: []});
      reporter.epoch(1, {loss: Number.NaN});
      reporter.end(new Error('stopped'));
      assert.equal(shown.length, 0);
    });
  });
});
