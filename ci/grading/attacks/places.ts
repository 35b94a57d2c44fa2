import {execFileSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {projectFolder} from '../../notebooks/paths';
import {FIRST_UID} from '../sandbox/bubblewrap';
import {processesOf, usersOfProcesses} from '../sandbox/left-over';
import {isLearner} from '../sandbox/uids';
import type {Attack, Files, Places} from './attack';

/** Writes what is handed in. A name may begin with 'latin1:' (bytes that are no UTF-8) or 'fifo:' (a named pipe). */
export function plant(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const [kind, rest] = /^(?:latin1|fifo):/.test(name) ? name.split(/:(.*)/s) : ['', name];
    if (kind === 'latin1') {
      const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(rest, 'latin1')]);
      mkdirSync(path.subarray(0, path.lastIndexOf(0x2f)), {recursive: true});
      writeFileSync(path, content as string);
      continue;
    }
    const path = join(folder, rest);
    mkdirSync(dirname(path), {recursive: true});
    if (kind === 'fifo') execFileSync('mkfifo', [path]);
    else if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, path);
    else writeFileSync(path, content);
  }
}

function print(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort())
    hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}

/** A machine with something to lose: a secret, a gradebook, another student's work, a server, and the project itself. */
export interface Stage {
  root: string;
  places: Places;
  secret: Buffer;
  folderOf(attack: Attack): string;
  /** What has been harmed by now. */
  harm(): string[];
  end(): void;
}

const projectState = () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', projectFolder, ...args], {encoding: 'utf8'});
  try {
    return git('status', '--porcelain', '--', 'ci/grading', 'exercises', 'solutions', 'package.json').trim();
  } catch {
    return 'no repository';
  }
};

export async function setStage(): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'unroll-attacks-'));
  chmodSync(root, 0o755);
  // Readable by everybody: only the sandbox stands before them.
  const [secret, gradebook, other] = ['secret', 'gradebook.db', 'other/02/02-dimensions.ipynb'].map((name) =>
    join(root, 'treasure', name),
  );
  for (const path of [secret, gradebook, other]) {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, `CANARY-${randomBytes(8).toString('hex')} of ${path}`);
  }
  process.env.UNROLL_ATTACK_CANARY = 'CANARY-environment';
  const server: Server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const {port} = server.address() as {port: number};
  const [treasure, hidden] = [print(join(root, 'treasure')), print(join(projectFolder, 'ci/grading/hidden'))];
  const state = projectState();
  return {
    root,
    places: {
      ...{secret, gradebook, other, port},
      submissions: join(root, 'treasure'),
      project: projectFolder,
      pid: process.pid,
    },
    secret: randomBytes(48),
    folderOf: ({name}) => join(root, 'submitted', name),
    harm: () => {
      const harmed: string[] = [];
      if (print(join(root, 'treasure')) !== treasure) harmed.push('secret, gradebook or the work of others changed');
      if (print(join(projectFolder, 'ci/grading/hidden')) !== hidden) harmed.push('hidden checks changed');
      // Where people work in the project meanwhile, what they change is no harm.
      if (process.env.CI && projectState() !== state) harmed.push('files of the project changed');
      const slots = Array.from({length: 100}, (_, slot) => processesOf(FIRST_UID + slot)).flat();
      const left = process.getuid?.() === 0 ? [...slots, ...usersOfProcesses().filter(isLearner)] : [];
      if (left.length > 0) harmed.push(`${left.length} processes of sandboxes are left`);
      return harmed;
    },
    end: () => {
      server.close();
      rmSync(root, {recursive: true, force: true});
    },
  };
}
