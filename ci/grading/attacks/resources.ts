import {type Attack, before, inside} from './attack';

const ended = {honest: 0, patience: 0.15, reported: /no answer within|ended|memory/} as const;
const endedInside = {reported: /no answer within|ended|memory|threw/, patience: 0.3} as const;

/** Takes all there is, or never ends. Others must not notice. */
export const resources: Attack[] = [
  before('exit', 'process.exit(0) before anything is asked', 'process.exit(0);', ended),
  before(
    'really-exit',
    'process.reallyExit, which no patch of process.exit catches',
    '(process as any).reallyExit(0);',
    ended,
  ),
  before('abort', 'process.abort', 'process.abort();', ended),
  before('kill-itself', 'SIGKILL to its whole group', 'process.kill(0, "SIGKILL");', ended),
  before('stop-itself', 'SIGSTOP to itself: neither running nor ended', 'process.kill(process.pid, "SIGSTOP");', ended),
  before(
    'debugger',
    'SIGUSR1 to itself opens the inspector',
    `process.kill(process.pid, 'SIGUSR1'); await new Promise((next) => setTimeout(next, 300));
const inspector = require('node:inspector'); inspector.open(0); inspector.close();`,
  ),
  inside('exit-when-called', 'ends with success in the middle of a call', 'process.exit(0);', {
    reported: /ended by itself/,
  }),
  before('endless-loop', 'while (true) before any await', 'while (true) {}', ended),
  inside('endless-after-await', 'while (true) behind an await', 'await null; while (true) {}', endedInside),
  inside('never-settles', 'a promise that never settles', 'return new Promise(() => undefined);', endedInside),
  inside(
    'slow-answers',
    'each answer comes just in time: together they would take hours',
    `await new Promise((next) => setTimeout(next, 3000)); return [given[0], given[1], given[3]];`,
    {
      patience: 0.25,
      reported: /no answer within/,
    },
  ),
  before(
    'microtasks',
    'promises that make promises, so that no message is ever read',
    'const again = (): any => Promise.resolve().then(again); await again();',
    ended,
  ),
  before(
    'next-ticks',
    'process.nextTick without an end',
    'const again = () => process.nextTick(again); again(); await new Promise(() => undefined);',
    ended,
  ),
  before(
    'fork-bomb',
    'a shell that starts itself twice',
    `const {spawn} = require('node:child_process');
for (let i = 0; i < 200; i++) { try { spawn('/bin/sh', ['-c', 'f() { f | f & }; f'], {detached: true, stdio: 'ignore'}).on('error', () => 0).unref(); } catch {} }
await new Promise(() => undefined);`,
    ended,
  ),
  before(
    'sleepers',
    'as many processes as there may be, which outlive it',
    `const {spawn} = require('node:child_process');
for (let i = 0; i < 100; i++) { try { spawn('/bin/sleep', ['1000'], {detached: true, stdio: 'ignore'}).on('error', () => 0).unref(); } catch {} }
process.exit(0);`,
    ended,
  ),
  before(
    'daemons',
    'copies of Node in sessions of their own, which start others and outlive it',
    `const {spawn} = require('node:child_process');
const go = "const {spawn} = require('node:child_process'); process.on('SIGTERM', () => 0); for (;;) { try { spawn('/course/node', ['-e', 'setInterval(() => 0, 1000)'], {detached: true, stdio: 'inherit'}).on('error', () => 0).unref(); } catch {} }";
for (let i = 0; i < 3; i++) { try { spawn('/course/node', ['-e', go], {detached: true, stdio: 'inherit'}).on('error', () => 0).unref(); } catch {} }
await new Promise((next) => setTimeout(next, 500)); process.exit(0);`,
    ended,
  ),
  before(
    'heap-bomb',
    'fills the heap of JavaScript',
    'const all: any[] = []; while (true) all.push(new Array(1e6).fill(all.length));',
    {...ended, patience: 1},
  ),
  before(
    'buffer-bomb',
    'fills memory outside the heap',
    'const all: any[] = []; while (true) all.push(Buffer.alloc(64 << 20, 1));',
    {...ended, patience: 1, reported: /./},
  ),
  before(
    'wasm-bomb',
    'memories of WebAssembly, each grown to its end',
    `const all: any[] = []; const W = (globalThis as any).WebAssembly;
while (true) { const one = new W.Memory({initial: 1, maximum: 65536}); try { one.grow(16000); } catch { break; } new Uint8Array(one.buffer).fill(1); all.push(one); }`,
    {...ended, patience: 1, reported: /./},
  ),
  before(
    'hidden-memory',
    "calls itself 'VmRSS: 1 kB', so that its memory is read wrong, and lets children help",
    `process.title = 'VmRSS: 1 kB';
const {spawn} = require('node:child_process'); const eat = "process.title = 'VmRSS: 1 kB'; const all = []; for (let i = 0; i < 10; i++) all.push(Buffer.alloc(64 << 20, 1)); setInterval(() => all.length, 1000)";
for (let i = 0; i < 4; i++) spawn(process.execPath, ['-e', eat], {stdio: 'ignore'}).on('error', () => 0);
await new Promise(() => undefined);`,
    {honest: 0, patience: 0.6, reported: /memory, more than allowed|no answer/},
  ),
  before(
    'disk-bomb',
    'fills /tmp, which is memory, in many files',
    `const fs = require('node:fs'); const block = Buffer.alloc(1 << 20, 1);
for (let i = 0; i < 4000; i++) { try { fs.writeFileSync('/tmp/file' + i, block); } catch { break; } }
if (fs.readdirSync('/tmp').length > 100) throw new Error('CANARY-disk');`,
  ),
  before(
    'inode-bomb',
    'a hundred thousand empty files and links',
    `const fs = require('node:fs'); const stop = Date.now() + 1500;
for (let i = 0; Date.now() < stop; i++) { try { fs.writeFileSync('/tmp/n' + i, ''); fs.symlinkSync('/tmp/n' + i, '/tmp/l' + i); } catch { break; } }`,
  ),
  before(
    'giant-output',
    'half a gigabyte on standard output and error',
    `const fs = require('node:fs'); const block = Buffer.alloc(1 << 20, 65);
for (let i = 0; i < 500; i++) { fs.writeSync(1, block); fs.writeSync(2, block); } console.log('x'.repeat(1e8));`,
  ),
  inside('giant-answer', 'a list of ten million numbers', 'return new Array(1e7).fill(1);', {
    reported: /parts|longer|lists|ended|threw/,
  }),
  before(
    'threads',
    'as many worker threads as there may be, each busy',
    `const {Worker} = require('node:worker_threads');
for (let i = 0; i < 40; i++) { try { new Worker('while (true) {}', {eval: true}).on('error', () => 0); } catch {} }
await new Promise(() => undefined);`,
    ended,
  ),
  before(
    'descriptors',
    'opens files until there are no descriptors left',
    `const fs = require('node:fs'); try { while (true) fs.openSync('/dev/null', 'r'); } catch {}`,
    {honest: 2},
  ),
];
