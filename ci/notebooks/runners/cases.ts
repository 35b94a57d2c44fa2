/** Notebooks that must fail, and one that must not: small, and each wrong in one way. */
import {cleaned} from '../clean';
import type {Cell, Notebook, Output} from '../notebook';

export interface Case {
  name: string;
  /** What is wrong with it, in words of the table. */
  about: string;
  notebook: Notebook;
  /** Error name that a runner must show; undefined for the notebook that passes. */
  expected?: string;
  /** Only a runner that compares outputs can see it. */
  needsComparison?: boolean;
}

const code = (source: string, outputs: Output[] = [], tags?: string[]): Cell => ({
  cell_type: 'code',
  metadata: tags ? {tags} : {},
  source,
  outputs,
});

const notebookOf = (...cells: Cell[]): Notebook => cleaned({cells, metadata: {}, nbformat: 4, nbformat_minor: 5});

const printed = (text: string): Output => ({output_type: 'stream', name: 'stdout', text});
const result = (text: string): Output => ({output_type: 'execute_result', data: {'text/plain': text}, metadata: {}});

const start = code("const sum = [1, 2, 3].reduce((a, b) => a + b);\nconsole.log('sum', sum);", [printed('sum 6\n')]);
const end = code('sum * 2', [result('12')]);

/** A notebook with one wrong cell in the middle: cells before and after are sound. */
const failing = (name: string, about: string, expected: string, ...cells: Cell[]): Case => ({
  ...{name, about, expected},
  notebook: notebookOf(start, ...cells, end),
});

const fillHeap = [
  'const kept: string[][] = [];',
  "for (;;) kept.push(Array.from({length: 10000}, (_, i) => String(i) + 'x'.repeat(50)));",
].join('\n');

export const cases: Case[] = [
  {name: 'good', about: 'nothing: it must pass', notebook: notebookOf(start, end)},
  failing('throw', 'throws', 'RangeError', code("throw new RangeError('too short');")),
  failing('compile-error', 'does not compile', 'TypeScriptError', code("const width: number = 'wide';")),
  failing(
    'rejected-await',
    'awaits a rejected promise',
    'TypeError',
    code("await Promise.reject(new TypeError('no'));"),
  ),
  failing('floating-rejection', 'leaves a rejected promise', 'TypeError', code("Promise.reject(new TypeError('no'));")),
  failing('process-exit', 'calls process.exit(0)', 'ProcessExitError', code('process.exit(0);')),
  failing('process-death', 'is killed by a signal', 'ProcessExitError', code("process.kill(process.pid, 'SIGKILL');")),
  failing('out-of-memory', 'fills its memory', 'OutOfMemoryError', code(fillHeap)),
  failing(
    'aborted-cell',
    'fails in the cell after an expected error (tslab skips it unseen)',
    'SyntaxError',
    code("throw new RangeError('as announced');", [], ['raises-exception']),
    code("throw new SyntaxError('not announced');"),
  ),
  {
    name: 'wrong-output',
    about: 'prints something else than is stored',
    expected: 'sum 6',
    needsComparison: true,
    notebook: notebookOf(code(start.source, [printed('sum 7\n')]), end),
  },
];
