import {type Attack, before, inside, notebook} from './attack';

/** What JavaScript itself lets code change: what the grader compares with lies in another process. */
export const language: Attack[] = [
  before(
    'patch-assert',
    "replaces node:assert's functions by ones that never throw",
    `const assert = require('node:assert');
for (const name of Object.keys(assert)) { try { assert[name] = () => undefined; } catch {} }`,
  ),
  before(
    'patch-equality',
    'Object.is, Number.isNaN, Number.isFinite and Math.abs say what would pass',
    `Object.is = () => true; Number.isNaN = () => false; Number.isFinite = () => true; Math.abs = () => 0; Math.max = () => 0;`,
    // it breaks its own numbers
    {honest: 0, reported: /lastShape/},
  ),
  before(
    'patch-json',
    'JSON.stringify and JSON.parse write and read a passed verdict',
    `JSON.stringify = () => '{"passed": true, "points": 15}'; (JSON as any).parse = () => ({passed: true, type: 'value', value: []});`,
  ),
  before(
    'patch-array',
    'every, some, map, findIndex and length of lists agree with everything',
    `Array.prototype.every = () => true; Array.prototype.some = () => false; Array.prototype.findIndex = () => -1;
Array.prototype.entries = function* () {} as any;`,
  ),
  before(
    'patch-iterators',
    'Array.prototype[Symbol.iterator], Promise and then are replaced',
    `Array.prototype[Symbol.iterator] = function* () {} as any;
globalThis.Promise = class extends Promise<any> { constructor(run: any) { super((done) => done({passed: true})); } } as any;
Promise.prototype.then = function () { return this; } as any;`,
    {honest: 0, reported: /./, patience: 0.2},
  ),
  before(
    'pollute-object',
    'Object.prototype knows passed, points, ok, kind and a toJSON that says passed',
    `Object.assign(Object.prototype, {passed: true, points: 15, most: 0, suspicious: false, findings: []});
(Object.prototype as any).toJSON = function () { return {passed: true, id: 1, type: 'value', value: [1]}; };`,
    {honest: 0, patience: 0.15, reported: /no answer/},
  ),
  before(
    'patch-timers',
    'setTimeout, setImmediate, nextTick and performance.now never come to an end',
    `globalThis.setTimeout = (() => 0) as any; globalThis.setImmediate = (() => 0) as any; performance.now = () => 0; Date.now = () => 0;
(process as any).hrtime = () => [0, 0];`,
  ),
  before(
    'patch-tensorflow',
    'operations of TensorFlow.js return what was asked for',
    `(tf as any).tidy = () => [0]; try { (tf as any).Tensor.prototype.arraySync = () => [0]; } catch {}
try { (tf as any).engine = () => ({}); } catch {}`,
  ),
  before(
    'patch-check-library',
    'notebook.check, and a hiddenCheck of its own, say that all is passed',
    `(notebook as any).check = async () => ({passed: true, points: 15}); (globalThis as any).hiddenCheck = async () => undefined;
await notebook.check('02.2', {allShape: () => []} as any);`,
  ),
  before(
    'print-scores',
    'prints and displays points in every way there is',
    `console.log('15 passed, 0 failed'); console.error('02.2 passed'); process.stdout.write('{"points": 15}\\n');
notebook.show({points: 15} as any); notebook.show('<b>15 of 15 points</b>' as any);
require('node:fs').writeSync(1, '02.2 passed\\n'); require('node:fs').writeSync(2, '{"02.2": {"passed": true, "points": 2}}\\n');`,
  ),
  before(
    'guess-seed',
    'replaces Math.random and looks for a seed that gives the inputs seen so far',
    `Math.random = () => 0.5; const {randomInt} = require('node:crypto'); require('node:crypto').randomBytes = (n: number) => Buffer.alloc(n);`,
  ),
  inside(
    'search-seed',
    'tries seeds of the usual generators until one gives the sizes it was called with',
    `let right: number | undefined;
for (let seed = 0; seed < 2e6 && right === undefined; seed++) {
  let a = seed; const next = () => { a = (a + 0x6d2b79f5) | 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t ^= t + Math.imul(t ^ (t >>> 7), 61 | t); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
  if (2 + Math.floor(next() * 38) === given[0] && given[0] + 1 + Math.floor(next() * 59) === given[1]) right = seed;
}
return [right, right, right];`,
    {reported: /02|allShape/},
  ),
  inside(
    'overfit-visible',
    'a table of the inputs that the visible check uses',
    `const table: Record<string, number[]> = {'32,50,1': [32, 50, 64], '16,100,5': [16, 100, 64], '64,20,300': [64, 20, 64], '8,1000,13': [8, 1000, 64], '3,7,2': [3, 7, 5]};
return table[given.slice(0, 3).join()] ?? [0, 0, 0];`,
    {reported: /hidden inputs: /},
  ),
  inside(
    'replay',
    'gives the answer of the call before',
    `const memory = globalThis as any; const last = memory.last ?? [32, 50, 64]; memory.last = [given[0], given[1], 64]; return last;`,
    {reported: /allShape/},
  ),
  inside(
    'count-calls',
    'answers right for as many calls as the visible check makes, then rests',
    `const memory = globalThis as any; memory.calls = (memory.calls ?? 0) + 1; return memory.calls <= 5 ? [given[0], given[1], given[3]] : [1, 1, 1];`,
    {reported: /hidden inputs: /},
  ),
  before(
    'unhandled-rejections',
    'rejects a thousand promises that nobody awaits, and throws from timers',
    `for (let i = 0; i < 1000; i++) void Promise.reject(new Error('passed')); setTimeout(() => { throw new Error('passed'); }, 0);
process.on('exit', () => { throw new Error('passed'); });`,
  ),
  before(
    'shadow-process',
    'process.emit, process.on and its listeners are taken away, its exit says success',
    `process.removeAllListeners(); (process as any).emit = () => true; process.exitCode = 0; (process as any).exit = () => undefined;`,
  ),
  {
    name: 'look-alike-name',
    about: 'Cyrillic letters in the name of a right function, with the real one left to say what it wants',
    honest: 2,
    build: () =>
      notebook({
        before: 'function аllShape(b: number, t: number, f: number, u: number) { return [b, t, u]; }',
        answers: {allShape: 'const allShapе = (b: number, t: number, f: number, u: number) => [b, t, u];'},
      }),
    reported: /allShape/,
  },
];
