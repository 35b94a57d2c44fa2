import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {closeSync, realpathSync} from 'node:fs';
import {allGone, closeInherited} from './left-over';
import type {Limits} from './limits';
import {namelessFile} from './nameless-file';
import {INSIDE, nodeOptions, type Program, type Sandbox, SandboxError} from './sandbox';
import {seccompFilter} from './seccomp';

/** User ids from here on belong to nobody; each slot gets one, so that limits of processes count each slot alone. */
export const FIRST_UID = 64_100;

const isRoot = () => process.getuid?.() === 0;

/** Where programs of the system are found, whatever PATH the teacher has. */
const SYSTEM_PATHS = {...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`};

function find(program: string): string {
  try {
    return realpathSync(execFileSync('which', [program], {encoding: 'utf8', env: SYSTEM_PATHS}).trim());
  } catch {
    throw new SandboxError(`${program} was not found; install it (apt install bubblewrap util-linux)`);
  }
}

/** Folders that programs need to start: libraries and the loader, nothing of the course. */
function systemFolders(): string[] {
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...['--symlink', 'usr/bin', '/bin', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    // Where these are mounted apart, they hold keys, sources and other people's programs.
    ...['--tmpfs', '/usr/local', '--tmpfs', '/usr/src'],
  ];
}

function kernelLimits({memory, processorSeconds, processes, files}: Limits): string[] {
  const bytes = 1024 * 1024;
  return [
    `--nproc=${processes}`,
    `--cpu=${processorSeconds}`,
    // Of the data alone: the address space of WebAssembly is 16 GB, of which it uses little.
    `--data=${2 * memory * bytes}`,
    `--fsize=${files * bytes}`,
    '--nofile=256',
    '--core=0',
  ];
}

/**
 * Locks programs in with bubblewrap: own namespaces of processes, network, messages and mounts, a read-only view of the
 * system, a small /tmp in memory, an unprivileged user without any capability, a list of system calls that are refused,
 * limits held by the kernel.
 *
 * @throws SandboxError when a program that it needs is missing
 */
export function bubblewrap(): Sandbox {
  const [bwrap, prlimit, setpriv] = [find('bwrap'), find('prlimit'), find('setpriv')];
  const node = realpathSync(process.execPath);
  const filter = seccompFilter(process.arch);
  if (!filter) throw new SandboxError(`system calls of this machine (${process.arch}) are not known`);
  const openFilter = namelessFile(filter);
  closeInherited();

  /** As root, the mounts are root's and the program becomes somebody else; otherwise a user namespace does both. */
  const asNobody = (slot: number): {outer: string[]; inner: string[]} => {
    const noRights = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
    if (!isRoot()) {
      const outer = ['--unshare-user', '--disable-userns', '--uid', '65534', '--gid', '65534'];
      return {outer, inner: [setpriv, '--no-new-privs', '--']};
    }
    const uid = String(FIRST_UID + slot);
    const caps = ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((cap) => ['--cap-add', cap]);
    const become = ['--reuid', uid, '--regid', uid, '--clear-groups'];
    return {outer: ['--cap-drop', 'ALL', ...caps], inner: [setpriv, ...become, ...noRights, '--']};
  };

  const start = ({file, reads, limits}: Program, slot: number): ChildProcess => {
    const {outer, inner} = asNobody(slot);
    const size = String(limits.files * 1024 * 1024);
    const args = [
      ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try', ...outer],
      ...['--die-with-parent', '--new-session', '--hostname', 'course', '--clearenv', ...systemFolders()],
      ...['--perms', '0755', '--dir', INSIDE],
      ...['--ro-bind', node, `${INSIDE}/node`, '--ro-bind', file, `${INSIDE}/program.js`],
      ...Object.entries(reads).flatMap(([inside, outside]) => ['--ro-bind', outside, `${INSIDE}/${inside}`]),
      ...['--proc', '/proc', '--dev', '/dev', '--size', size, '--perms', '1777', '--tmpfs', '/tmp'],
      // bubblewrap's /dev is a file system in memory without a limit: nothing may be written there
      ...['--size', '4096', '--tmpfs', '/dev/shm', '--remount-ro', '/dev/shm', '--remount-ro', '/dev'],
      ...['--remount-ro', '/', '--chdir', '/tmp', '--setenv', 'HOME', '/tmp', '--setenv', 'TZ', 'UTC'],
      ...['--seccomp', '5'],
      ...['--', prlimit, ...kernelLimits(limits), '--', ...inner],
      ...[`${INSIDE}/node`, ...nodeOptions(limits), `${INSIDE}/program.js`],
    ];
    const opened = openFilter();
    try {
      const stdio = ['ignore' as const, 'ignore' as const, 'ignore' as const, 'pipe' as const, 'pipe' as const, opened];
      return spawn(bwrap, args, {stdio, env: {}, detached: false});
    } finally {
      closeSync(opened);
    }
  };
  const settle = async (slot: number) => {
    // Without root all slots are one user: whose processes are left cannot be told.
    if (isRoot()) await allGone(FIRST_UID + slot);
  };
  return {kind: 'bubblewrap', isLocked: true, start, settle};
}
