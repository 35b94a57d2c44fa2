import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startProcess} from '../learner/process';
import {CELL_LIMITS} from './limits';
import {type Sandbox, SandboxError} from './sandbox';

/** What the prisoner tries; each line must fail, and the answer says which did not. */
const ATTEMPTS = `
const fs = require('node:fs'), net = require('node:net'), {execFileSync, spawn} = require('node:child_process');
const answers = {};
const fails = (name, act) => { try { act(); answers[name] = 'it could'; } catch { answers[name] = ''; } };
fails('read files of the teacher', () => fs.readFileSync(CANARY));
fails('see processes outside', () => { if (fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length < 12) throw 0; });
fails('write outside /tmp', () => fs.writeFileSync('/course/x', 'x'));
fails('write to /dev/shm', () => fs.writeFileSync('/dev/shm/x', 'x'.repeat(1e5)));
fails('write more than /tmp holds', () => fs.writeFileSync('/tmp/large', Buffer.alloc(FILES * 1024 * 1024 + 1)));
fails('be root', () => { process.setuid(0); });
fails('read the environment', () => { if (!process.env.CANARY_OF_GRADING) throw 0; });
fails('make name spaces of its own', () => execFileSync('unshare', ['-Ur', 'true'], {stdio: 'ignore'}));
fails('inherit descriptors', () => { for (const fd of fs.readdirSync('/proc/self/fdinfo')) { if (fd > 4 && !(parseInt(/flags:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/fdinfo/' + fd))[1], 8) & 0o2000000)) return; } throw 0; });
fails('use more memory', () => { const all = []; for (let i = 0; i < 3 * MEMORY; i += 64) all.push(Buffer.alloc(64 * 1024 * 1024)); });
const forks = []; let refused = 0;
for (let i = 0; i < PROCESSES + 20; i++) { try { const one = spawn('/bin/sleep', ['5'], {stdio: 'ignore'}); one.on('error', () => { refused++; }); forks.push(one); } catch { refused++; } }
const socket = net.connect({host: '127.0.0.1', port: PORT});
const tell = () => { answers['start more processes'] = refused > 0 ? '' : 'it could'; fs.writeSync(4, JSON.stringify({id: 1, answers}) + '\\n'); };
socket.on('connect', () => { answers['use the network'] = 'it could'; });
socket.on('error', () => { answers['use the network'] = ''; });
setTimeout(tell, 400);
`;

/**
 * Proves that a sandbox holds before anybody's code runs in it: a program of ours tries what no learner may do.
 *
 * @param slot which nobody else has
 * @throws SandboxError that names what was possible
 */
export async function proveSandbox(sandbox: Sandbox, slot: number): Promise<void> {
  if (!sandbox.isLocked) return;
  await sandbox.probe?.(slot);
  const folder = mkdtempSync(join(tmpdir(), 'unroll-proof-'));
  const server = (await import('node:net')).createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as {port: number};
  const [file, canary] = [join(folder, 'program.js'), join(folder, 'canary')];
  const {memory, processes, files} = CELL_LIMITS;
  const values = {CANARY: JSON.stringify(canary), PORT: port, MEMORY: memory, PROCESSES: processes, FILES: files};
  const head = Object.entries(values).map(([name, value]) => `const ${name} = ${value};`);
  writeFileSync(canary, 'secret', {mode: 0o644});
  writeFileSync(file, `${head.join(' ')}${ATTEMPTS}`, {mode: 0o644});
  const child = startProcess(sandbox, {file, reads: {}, limits: CELL_LIMITS}, slot);
  try {
    const {answers} = await child.ask({}, 30);
    const found = Object.entries((answers ?? {}) as Record<string, string>);
    const [open] = found.find(([, could]) => could !== '') ?? [];
    if (found.length < 12) throw new SandboxError(`the sandbox was tried and said only ${found.length} of 12 things`);
    if (open) throw new SandboxError(`the sandbox does not hold: code in it could ${open}`);
  } catch (error) {
    throw new SandboxError(error instanceof Error ? error.message : String(error));
  } finally {
    await child.end();
    server.close();
    rmSync(folder, {recursive: true, force: true});
  }
}
