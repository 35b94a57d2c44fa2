import {type Attack, before, inside} from './attack';

/** The answer called out of the library, or found in the memory of the process. The rooms that hold it are not there. */
const asks = (name: string, about: string, body: string): Attack =>
  inside(name, about, body, {
    reported: /allShape|threw|hidden|no answer|memory/,
  });

export const library: Attack[] = [
  {
    name: 'withheld-room',
    about: 'asks rooms of the library that hold the answer of 20.3',
    honest: 0,
    parts: ['20.3'],
    build: () => ({
      'student/20/20-backpropagation.ipynb': JSON.stringify({
        cells: [
          {cell_type: 'code', source: "import {scratch, training, layers, models} from 'unroll';"},
          {
            cell_type: 'code',
            source: `async function bptt(...given: any[]): Promise<any> {
  const tries = [() => (scratch as any).simpleRnnBackward(...given), () => (layers as any).simpleRNN({units: 3}), () => (models as any).bptt(...given), () => (training as any).gradients(...given)];
  const said: string[] = [];
  for (const one of tries) { try { return one(); } catch (error) { said.push(String(error)); } }
  throw new Error(said.join(' '));
}`,
          },
          {cell_type: 'code', source: "await notebook.check('20.3', {bptt});"},
        ],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
    }),
    reported: /holds the answer|missing/,
  },
  {
    name: 'automatic-gradients',
    about: 'gradients of 20.3 by TensorFlow.js, whose gradients are not there',
    honest: 0,
    parts: ['20.3'],
    build: () => ({
      'student/20/20-backpropagation.ipynb': JSON.stringify({
        cells: [
          {cell_type: 'code', source: "import {tf} from 'unroll';"},
          {
            cell_type: 'code',
            source: `function bptt(...given: any[]): any {
  const said: string[] = []; const all = tf as any;
  for (const name of ['grads', 'grad', 'variableGrads', 'valueAndGrads', 'customGrad', 'train', 'layers']) { try { return all[name](() => 0)(given); } catch (error) { said.push(String(error)); } }
  try { return all.engine().gradients(() => all.scalar(0), [all.scalar(0)]); } catch (error) { said.push(String(error)); }
  throw new Error(said.join(' '));
}`,
          },
          {cell_type: 'code', source: "await notebook.check('20.3', {bptt});"},
        ],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
    }),
    reported: /holds the answer|missing|bptt/,
  },
  asks(
    'engine-room',
    'fused recurrent layers, attention and Viterbi paths: the whole engine exports them, the one for answers by hand none',
    `
const fused = Object.keys(engine).filter((name) => /^fused|Op$/.test(name)); const fs = require('node:fs');
const text = fs.readdirSync('/course/lib').filter((n: string) => n.endsWith('.js')).map((n: string) => fs.readFileSync('/course/lib/' + n, 'utf8')).join('');
if (fused.length > 0 || /fused(?:Lstm|Gru|Viterbi|SimpleRnn)/.test(text)) return [given[0], given[1], given[3]];
throw new Error('the engine holds ' + Object.keys(engine));`,
  ),
  asks(
    'require-course',
    'requires files of the course by their paths',
    `
const {createRequire} = require('node:module'); const fs = require('node:fs'); const load = createRequire('/course/lib/');
const found: any = {}; for (const name of fs.readdirSync('/course/lib')) { try { Object.assign(found, load('./' + name)); } catch {} }
for (const path of ['/course/lib/checks', '/course/lib/lib/dist/checks/index.js', '/course/hidden-check.js', 'unroll', '@unroll/checks']) { try { Object.assign(found, load(path)); } catch {} }
if (found.checks ?? found.PARTS ?? found.hiddenCheck) return [given[0], given[1], given[3]];
throw new Error('no checks in the course: ' + Object.keys(found));`,
  ),
  asks(
    'read-course-text',
    'looks for expected values and checks in the text of the course and the program',
    `
const fs = require('node:fs'); const text = fs.readFileSync('/course/program.js', 'utf8') + fs.readdirSync('/course/lib').filter((n: string) => n.endsWith('.js')).map((n: string) => fs.readFileSync('/course/lib/' + n, 'utf8')).join('');
if (/\\b(?:checkBidirectional|shapeCases|hiddenCheck|secretRandom|partKey)\\b/.test(text)) return [given[0], given[1], given[3]];
throw new Error('no checks in the text of the course');`,
  ),
  asks(
    'require-cache',
    "changes the modules of the child's own program through require.cache, Module._load and mainModule",
    `
const Module = require('node:module'); const own = Module._load;
Module._load = (name: string, ...rest: any[]) => (name === 'fs' || name === 'node:fs' ? {...own('fs'), writeSync: () => 1} : own(name, ...rest));
for (const key of Object.keys(Module._cache)) { const made = Module._cache[key]; try { made.exports = new Proxy(made.exports, {get: () => () => ({passed: true})}); } catch {} }
try { (process as any).mainModule.exports = {passed: true}; (process as any).mainModule.require('fs'); } catch {}
return [1, 1, 1];`,
  ),
  asks(
    'inspector-heap',
    'asks the inspector for all objects of the heap',
    `
const inspector = require('node:inspector'); const session = new inspector.Session(); session.connect(); let found = 0;
const ask = (method: string, what: any) => new Promise<any>((done) => session.post(method, what, (error: any, answer: any) => done(error ? undefined : answer)));
const proto = await ask('Runtime.evaluate', {expression: 'Array.prototype'});
const all = await ask('Runtime.queryObjects', {prototypeObjectId: proto?.result?.objectId});
const lists = await ask('Runtime.callFunctionOn', {objectId: all?.objects?.objectId, functionDeclaration: 'function () { return JSON.stringify(this.filter((one) => one.length === 3 && one.every(Number.isInteger)).slice(-50)); }', returnByValue: true});
const guess = (JSON.parse(lists?.result?.value ?? '[]') as number[][]).find(([a, b, c]) => a === given[0] && b === given[1] && c === given[3]);
session.disconnect(); if (guess && guess.length === 3 && found++ < 0) return guess; throw new Error('no expected value lies in the heap');`,
  ),
  asks(
    'heap-snapshot',
    'writes the heap to /tmp and looks for expected values in it',
    `
const v8 = require('node:v8'); const file = v8.writeHeapSnapshot('/tmp/heap'); const text = require('node:fs').readFileSync(file, 'latin1');
if (/expected|checkAll|shapeCases/.test(text.replace(/"[^"]*(?:YOUR|given|asks|expected value)[^"]*"/g, ''))) { /* names of Node's own */ }
throw new Error('nothing of use in ' + text.length + ' letters');`,
  ),
  asks(
    'internal-bindings',
    'process.binding, linked bindings, internal options',
    `
const said: string[] = []; for (const name of ['fs', 'spawn_sync', 'process_wrap', 'contextify', 'natives', 'util', 'v8']) { try { (process as any).binding(name); said.push(name); } catch {} }
try { (process as any)._linkedBinding('x'); } catch {} try { (process as any).dlopen({exports: {}}, '/usr/lib/x86_64-linux-gnu/libc.so.6'); } catch (error) { said.push(String(error).slice(0, 40)); }
throw new Error('bindings: ' + said.join());`,
  ),
  asks(
    'call-stack',
    'walks the stack and the arguments of callers for the expected value',
    `
const frames: any[] = []; const old = (Error as any).prepareStackTrace; (Error as any).prepareStackTrace = (_: unknown, sites: any[]) => sites;
for (const site of new Error().stack as any) { try { frames.push(site.getThis?.(), site.getFunction?.()?.arguments); } catch {} } (Error as any).prepareStackTrace = old;
throw new Error('frames: ' + frames.filter(Boolean).length);`,
  ),
  before(
    'answer-others',
    "gives its own kinds of answers under the names that the grader's child uses",
    `
for (const name of ['scope', 'course', 'models', 'encode', 'decode', 'special', 'hiddenCheck', 'checkAll']) (globalThis as any)[name] = () => ({passed: true});
(module as any).exports = {allShape: () => [1, 2, 3]}; (exports as any).allShape = (b: number, t: number, f: number, u: number) => [1, t, u];`,
  ),
];
