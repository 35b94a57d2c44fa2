import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {closeSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {join} from 'node:path';
import {projectFolder} from '../../notebooks/paths';
import {Guard} from './guard';
import {jailsFolder, makeJails} from './jail';
import {closeInherited, processesOf} from './left-over';
import {CELL_LIMITS, type Limits} from './limits';
import {namelessFile} from './nameless-file';
import {INSIDE, nodeOptions, type Program, type Sandbox, SandboxError} from './sandbox';
import {refusedCalls, seccompFilter} from './seccomp';
import {drawUids} from './uids';

/** What root of the container must be able to do, by the kernel's numbers. A learner's program has none of it. */
const CAPABILITIES = {DAC_OVERRIDE: 1, KILL: 5, SETGID: 6, SETUID: 7, SETPCAP: 8, SYS_CHROOT: 18};

const JAIL = ['-I', '-S', join(__dirname, 'jail.py')];

function pythonOfCourse(): string {
  const python = join(projectFolder, '.venv/bin/python');
  if (!existsSync(python)) throw new SandboxError('the Python of the course is missing (npm start -- --setup-only)');
  return python;
}

function needRights(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new SandboxError('only root of a Linux container can make other users of programs');
  const status = readFileSync('/proc/self/status', 'utf8');
  const held = BigInt(`0x${/^CapEff:\s+([0-9a-f]+)/m.exec(status)?.[1] ?? 0}`);
  const lacking = Object.entries(CAPABILITIES).filter(([, bit]) => ((held >> BigInt(bit)) & 1n) === 0n);
  if (lacking.length > 0) {
    const options = lacking.map(([name]) => `--cap-add ${name}`).join(' ');
    throw new SandboxError(`root of this container may do too little; start it with ${options}`);
  }
}

const MEGA = 1024 * 1024;

function kernelLimits({memory, processorSeconds, processes, files}: Limits): Record<string, number> {
  return {
    ...{NPROC: processes, CPU: processorSeconds, FSIZE: files * MEGA, NOFILE: 256, CORE: 0, MSGQUEUE: 0},
    // Of the data alone: the address space of WebAssembly is 16 GB, of which it uses little.
    DATA: 2 * memory * MEGA,
  };
}

const listening = (server: Server, where: object): Promise<Server> =>
  new Promise((ready, failed) => server.once('error', failed).listen(where, () => ready(server)));

/**
 * Locks programs in where no name space can be made: inside a container that is locked itself. Each program is a user of its
 * own that was nobody before, without any capability, in a folder that holds Node and what it may read; system calls for
 * sockets, messages and whatever reaches others are refused, limits are held by the kernel, and all processes of the user
 * are ended before the next one begins.
 *
 * @throws SandboxError where this machine lacks what it needs
 */
export function containerSandbox(): Sandbox {
  needRights();
  const python = pythonOfCourse();
  const [filter, calls] = [seccompFilter(process.arch, 'shared'), refusedCalls(process.arch, 'shared')];
  if (!filter || !calls) throw new SandboxError(`system calls of this machine (${process.arch}) are not known`);
  const draw = drawUids();
  const jails = makeJails();
  const openFilter = namelessFile(filter);
  closeInherited();
  const guard = new Guard([python, ...JAIL, 'guard']);
  const users = new Map<number, number>();

  /** What the slot's last user has left where its grader was killed. */
  const endLast = (slot: number, note: string): void => {
    if (users.has(slot) || !existsSync(note)) return;
    execFileSync(python, [...JAIL, 'guard'], {input: `end ${Number(readFileSync(note, 'utf8'))}\n`, env: {}});
  };

  /** Furnishes the slot's folder for a program, and draws its user. */
  const prepare = (program: Program, slot: number) => {
    const note = join(jailsFolder, `slot-${slot}.uid`);
    endLast(slot, note);
    const old = users.get(slot);
    if (old !== undefined && processesOf(old).length > 0)
      throw new SandboxError(`slot ${slot} still has processes of another learner`);
    jails.furnish(program, slot);
    const uid = draw(slot);
    users.set(slot, uid);
    writeFileSync(note, String(uid), {mode: 0o600});
    guard.hold(uid);
    const node = `${INSIDE}/node`;
    return {
      ...{uid, root: jails.rootOf(slot), parent: process.pid, limits: kernelLimits(program.limits)},
      program: [node, ...nodeOptions(program.limits), `${INSIDE}/program.js`],
      environment: {HOME: '/tmp', TZ: 'UTC', LD_LIBRARY_PATH: jails.libraries},
    };
  };

  const run = (args: string[], output: 'ignore' | 'pipe'): ChildProcess => {
    const opened = openFilter();
    try {
      const stdio = ['ignore' as const, output, output, 'pipe' as const, 'pipe' as const, opened];
      return spawn(python, [...JAIL, ...args], {stdio, env: {}});
    } finally {
      closeSync(opened);
    }
  };

  const settle = async (slot: number): Promise<void> => {
    const uid = users.get(slot);
    if (uid === undefined) return;
    await guard.endAll(uid);
    jails.clear(slot);
  };

  /** Tries by system calls what no program may do, in the state in which programs begin. */
  const probe = async (slot: number): Promise<void> => {
    const other = join(jailsFolder, `slot-of-${process.pid}`);
    const [file, canary] = [join(other, 'program.js'), join(other, 'tmp/canary')];
    mkdirSync(join(other, 'tmp'), {recursive: true});
    for (const path of [file, canary]) writeFileSync(path, 'secret', {mode: 0o666});
    const abstract = `unroll-probe-${process.pid}`;
    const [server, messages] = [createServer(), createServer()];
    try {
      await listening(server, {port: 0, host: '127.0.0.1'});
      await listening(messages, {path: `\0${abstract}`});
      const {port} = server.address() as {port: number};
      const spec = prepare({file, reads: {}, limits: CELL_LIMITS}, slot);
      const files = {
        'read files of the teacher': [join(projectFolder, 'package.json'), '/etc/hostname', '/etc/passwd'],
        'read the files of another learner': [canary, file],
      };
      const places = {files, abstract, port};
      const args = ['probe', JSON.stringify({...spec, calls, places}), join(__dirname, 'probe.py')];
      judge(await outputOf(run(args, 'pipe')), Object.keys(calls).length);
      if (processesOf(spec.uid).length === 0) throw new SandboxError('the probe left no process that could be ended');
      await settle(slot);
      const left = processesOf(spec.uid).length;
      if (left > 0) throw new SandboxError(`${left} processes outlive their sandbox`);
    } finally {
      server.close();
      messages.close();
      rmSync(other, {recursive: true, force: true});
    }
  };

  const start = (program: Program, slot: number) => run(['run', JSON.stringify(prepare(program, slot))], 'ignore');
  const processes = (slot: number) => {
    const uid = users.get(slot);
    return uid === undefined ? [] : processesOf(uid);
  };
  return {kind: 'container', isLocked: true, start, settle, processes, probe};
}

/** How long the probe may take. */
const PROBE_MS = 30_000;

/** Everything that a program printed, whichever way it ended. */
async function outputOf(child: ChildProcess): Promise<{said: string; complaint: string}> {
  const texts = {said: '', complaint: ''};
  const late = setTimeout(() => child.kill('SIGKILL'), PROBE_MS);
  child.stdout?.on('data', (piece: Buffer) => {
    texts.said += piece;
  });
  child.stderr?.on('data', (piece: Buffer) => {
    texts.complaint += piece;
  });
  // Not its `close`: what it leaves behind holds its pipes open.
  await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  clearTimeout(late);
  for (const stream of child.stdio) stream?.destroy();
  return texts;
}

function judge({said, complaint}: {said: string; complaint: string}, calls: number): void {
  let found: {possible?: string[]; tried?: number} = {};
  try {
    found = JSON.parse(said);
  } catch {
    const last = complaint.trim().split('\n').pop();
    throw new SandboxError(`the probe could not run (${last || 'it said nothing'})`);
  }
  const {possible = [], tried = 0} = found;
  if (possible.length > 0) throw new SandboxError(`the sandbox does not hold: code in it could ${possible[0]}`);
  if (tried < calls + 40) throw new SandboxError(`the sandbox was tried and said only ${tried} things`);
}
