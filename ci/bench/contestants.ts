/** Who takes part, how each is started, and what is missing where one cannot. */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {buildOurs, root} from './build-ours';
import type {ContestantProgram} from './contestant';
import type {Peer, Way, Workload} from './workloads';

/** The bench cannot begin; the message says what to do. */
export class SetupMissing extends Error {
  override name = 'SetupMissing';
}

export const peers: readonly Peer[] = ['keras', 'torch'];
/** Two threads on a busy machine can be far slower than one: both are measured, and the better one counts. */
export const torchThreads = [1, 2];

interface Packages {
  title: string;
  lock: string;
  /** Packages whose versions must be those of the lock. */
  names: string[];
  remark: string;
}

const packages: Record<Peer, Packages> = {
  keras: {title: 'Keras', lock: 'ci/peers/requirements.lock.txt', names: ['keras', 'tensorflow-cpu'], remark: ''},
  torch: {
    title: 'PyTorch',
    lock: 'ci/peers/requirements-torch.lock.txt',
    names: ['torch'],
    remark: " (on Linux that brings CUDA's libraries along; ci/peers/README.md says how to do without)",
  },
};

const VENV = '.venv-peers';

/** Reads `--peer`: names, or 'none'. @throws RangeError for anything else */
export function parsePeers(text: string): Peer[] {
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !peers.includes(name as Peer));
  if (wrong !== undefined) throw new RangeError(`there is no peer '${wrong}'; there are ${peers.join(', ')}, or none`);
  return peers.filter((peer) => names.includes(peer));
}

function lockedVersion(lock: string, name: string): string {
  const version = new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(join(root, lock), 'utf8'))?.[1];
  if (!version) throw new Error(`${lock} does not name ${name}`);
  return version;
}

/** Versions that a Python has; a package that it lacks is left out. */
function installedVersions(python: string, names: string[]): Record<string, string> {
  const code = `
import importlib.metadata as m, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = m.version(name)
    except m.PackageNotFoundError:
        pass
print(json.dumps(found))`;
  const {status, stdout} = spawnSync(python, ['-c', code, ...names], {encoding: 'utf8', timeout: 60000});
  return status === 0 ? (JSON.parse(stdout) as Record<string, string>) : {};
}

/**
 * The Python in which the peers are installed, in the versions of their locks.
 *
 * @param venv folder of the virtual environment; a test names its own
 * @throws SetupMissing that says what is missing and how to get it
 */
export function peerPython(wanted: readonly Peer[], venv: string = join(root, VENV)): string {
  const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const exists = existsSync(python);
  const found = exists
    ? installedVersions(
        python,
        wanted.flatMap((peer) => packages[peer].names),
      )
    : {};
  for (const peer of wanted) {
    const {title, lock, names, remark} = packages[peer];
    const wrong = names.find((name) => found[name]?.split('+')[0] !== lockedVersion(lock, name));
    if (wrong === undefined) continue;
    const what = found[wrong]
      ? `${VENV} has ${wrong} ${found[wrong]}, but ${lock} says ${lockedVersion(lock, wrong)}`
      : `${title} is not set up: ${exists ? `${wrong} is not in ${VENV}` : `${VENV} is missing`}`;
    const make = exists ? '' : `python3 -m venv ${VENV} && `;
    throw new SetupMissing(
      `${what}.\nSet it up with: ${make}${VENV}/bin/pip install --require-hashes -r ${lock}${remark}\n` +
        'Or measure without it: npm run bench -- --peer none',
    );
  }
  return python;
}

/** Makes the programs of all contestants; compiles ours. */
export function contestantPrograms(python: string | undefined) {
  const ours = buildOurs();
  const script = (name: string) => join(__dirname, 'peers', name);
  return {
    ours: (way: Way): ContestantProgram => ({
      name: way,
      title: `ours (${way})`,
      program: process.execPath,
      args: [ours, way],
    }),
    peer(peer: Peer): ContestantProgram[] {
      if (!python) throw new SetupMissing('a peer needs a Python');
      if (peer === 'keras') return [{name: 'keras', title: 'Keras', program: python, args: [script('keras_peer.py')]}];
      return torchThreads.map((threads) => ({
        name: `torch-${threads}`,
        title: `PyTorch (${threads} thread${threads > 1 ? 's' : ''})`,
        program: python,
        args: [script('torch_peer.py'), String(threads)],
      }));
    },
  };
}

export type Programs = ReturnType<typeof contestantPrograms>;

/** Whom a workload needs: our ways first, so that peers are not started for what is not built yet. */
export const waysOf = (workload: Workload): Way[] => Object.keys(workload.goals) as Way[];
