import {type Attack, before, inside} from './attack';

const WRITE = `const fs = require('node:fs'); const tell = (fd: number, text: string) => { try { fs.writeSync(fd, text); } catch {} };`;
const forged = (id: string) => `'{"id":' + ${id} + ',"type":"value","value":[32,50,64],"passed":true,"points":2}\\n'`;
const broken = {honest: 0, reported: 'suspicious'} as const;

/** Messages to the grader that are none: whatever comes uncalled ends the process, and nothing is counted. */
export const pipe: Attack[] = [
  before(
    'forge-everywhere',
    'a verdict on every descriptor from 0 to 9',
    `${WRITE}
for (let fd = 0; fd < 10; fd++) tell(fd, '{"id":1,"type":"passed","points":15}\\n');`,
    {
      honest: 0,
      reported: /./,
    },
  ),
  before(
    'answer-early',
    'answers the first hundred questions before they are asked',
    `${WRITE}
for (let id = 2; id < 100; id++) tell(4, ${forged('id')});`,
    broken,
  ),
  before(
    'answer-twice',
    'sends the right answer to the running question twice',
    `${WRITE}
tell(4, '{"id":1,"type":"ran","failed":[]}\\n{"id":1,"type":"ran","failed":[]}\\n');`,
    broken,
  ),
  before(
    'wrong-ids',
    'answers under numbers that were never given',
    `${WRITE}
for (const id of ['-1', '0', '1e99', 'null', '"1"', '[1]', '{}']) tell(4, ${forged('id')});`,
    broken,
  ),
  before(
    'no-json',
    'writes what is no JSON',
    `${WRITE}
tell(4, 'passed\\n'); tell(4, '}{\\n');`,
    broken,
  ),
  before(
    'half-line',
    'half a message, then the end',
    `${WRITE}
tell(4, '{"id":1,"type":"ran"'); (process as any).reallyExit(0);`,
    {honest: 0, reported: /ended by itself/},
  ),
  before(
    'huge-line',
    'one line of more than any answer may have',
    `${WRITE}
const mega = Buffer.alloc(1 << 20, 32); const end = Date.now() + 8000; for (let i = 0; i < 20 && Date.now() < end; ) { try { fs.writeSync(4, mega); i++; } catch (e) { if ((e as any).code !== 'EAGAIN') break; } }`,
    broken,
  ),
  before(
    'bracket-bomb',
    'millions of empty records, each twenty times its size once it is read',
    `${WRITE}
const bomb = Buffer.from('{"id":1,"type":"ran","failed":[' + '{},'.repeat(2e6) + '{}]}\\n'); for (let at = 0; at < bomb.length; ) { try { at += fs.writeSync(4, bomb, at); } catch (e) { if ((e as any).code !== 'EAGAIN') break; } }`,
    broken,
  ),
  before(
    'deep-line',
    'a million lists, one in the other',
    `${WRITE}
const deep = Buffer.from('{"id":1,"type":"ran","failed":' + '['.repeat(400000) + ']'.repeat(400000) + '}\\n'); for (let at = 0; at < deep.length; ) { try { at += fs.writeSync(4, deep, at); } catch (e) { if ((e as any).code !== 'EAGAIN') break; } }`,
    {honest: 0, reported: /./},
  ),
  before(
    'no-strings',
    'says that cells failed, in records that cannot become a text',
    `${WRITE}
tell(4, '{"id":1,"type":"ran","failed":[{"cell":{"valueOf":1,"toString":1},"says":{"toString":1,"valueOf":1}},null,[[]],7]}\\n');
await new Promise(() => undefined);`,
    {honest: 0, reported: /./, patience: 0.3},
  ),
  before(
    'odd-kinds',
    'kinds of answers that cannot become a text, or are names of every object',
    `${WRITE}
tell(4, '{"id":1,"type":"ran","failed":[]}\\n'); await new Promise((next) => setTimeout(next, 300));
tell(4, '{"id":2,"type":"kinds","kinds":[{"toString":1,"valueOf":1},"constructor"]}\\n'); await new Promise(() => undefined);`,
    {
      honest: 0,
      reported: /./,
      patience: 0.2,
    },
  ),
  before(
    'steal-questions',
    'reads the questions from descriptor 3 itself and answers them with guesses',
    `${WRITE}
require('node:fs').createReadStream('', {fd: 3}).on('data', (text: Buffer) => { for (const line of String(text).split('\\n')) { try { const {id} = JSON.parse(line); tell(4, ${forged('id')}); } catch {} } });
tell(4, '{"id":1,"type":"ran","failed":[]}\\n'); await new Promise(() => undefined);`,
    {
      honest: 0,
      reported: /./,
      patience: 0.2,
    },
  ),
  before(
    'sockets-on-pipes',
    'opens sockets on descriptors 3 and 4 and writes through them',
    `
const net = require('node:net'); for (const fd of [3, 4]) { try { new net.Socket({fd, writable: true}).write('{"id":1,"passed":true}\\n'); } catch {} }
await new Promise((next) => setTimeout(next, 200));`,
    {honest: 0, reported: /./, patience: 0.3},
  ),
  before(
    'parent-descriptors',
    'writes to the descriptors of other processes through /proc',
    `${WRITE}
for (const pid of ['1', '2', 'self', String(process.ppid)]) for (let fd = 0; fd < 30; fd++) {
  try { fs.writeFileSync(\`/proc/\${pid}/fd/\${fd}\`, '{"id":1,"type":"ran","failed":[]}\\n', {flag: 'a'}); } catch {}
}`,
    {honest: 0, reported: /./, patience: 0.3, inContainer: 2},
  ),
  inside(
    'child-keeps-writing',
    'a process of its own inherits descriptor 4 and keeps sending verdicts',
    `
const write = "const fs = require('node:fs'); const verdict = JSON.stringify({id: 9, type: 'value', value: [1]}) + String.fromCharCode(10); for (;;) { try { fs.writeSync(4, verdict); } catch {} }";
require('node:child_process').spawn('/course/node', ['-e', write], {stdio: [0, 1, 2, 3, 4], detached: true}).unref();
await new Promise((next) => setTimeout(next, 600)); return [1];`,
    {reported: 'suspicious'},
  ),
  inside(
    'worker-keeps-writing',
    'a worker thread writes answers to descriptor 4 beside the real ones',
    `
const {Worker} = require('node:worker_threads');
new Worker("const fs = require('node:fs'); setInterval(() => { try { fs.writeSync(4, '{\\"id\\":9,\\"type\\":\\"value\\",\\"value\\":[1]}\\\\n'); } catch {} }, 1)", {eval: true});
await new Promise((next) => setTimeout(next, 600)); return [1];`,
    {reported: 'suspicious'},
  ),
  before(
    'trickle',
    'one byte at a time, without an end',
    `${WRITE}
const stop = Date.now() + 3000; while (Date.now() < stop) tell(4, ' ');
await new Promise(() => undefined);`,
    {honest: 0, reported: /no answer/, patience: 0.15},
  ),
];
