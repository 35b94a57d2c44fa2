import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {projectFolder} from '../../notebooks/paths';
import {graderPrint} from '../marking/print';
import {SandboxError} from '../sandbox/sandbox';
import type {Served} from '../workers/serve';
import {type Job, MarkingFailed, type Workers, WorkersGone} from '../workers/workers';

/** Where the cluster is, and how its workers lock learners' code in. */
interface Cluster {
  /** 'tcp://host:port', or 'local'. */
  address: string;
  /** Submissions at a time of a local cluster. */
  slots: number;
  sandbox: string;
  trust: boolean;
}

/** A line of `front.py`. */
type Line =
  | ({id: number; worker?: string} & (Served | {lost: string}))
  | {places: number}
  | {said: string}
  | {gone: string};

const GO_ON = 'what is graded is kept: run the same command again to go on';

interface Waiting {
  resolve(line: Served & {worker?: string}): void;
  reject(error: Error): void;
}

function pythonOfCourse(): string {
  return join(projectFolder, process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python');
}

/** The program that speaks with Dask, and what it was asked. */
class Front {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly closed: Promise<unknown>;
  private count = 0;
  private gone: WorkersGone | undefined;
  /** Until workers are known, one job at a time finds out. */
  places = 1;

  constructor({address, slots, sandbox, trust}: Cluster) {
    const options = ['--scheduler', address, '--slots', String(slots), '--sandbox', sandbox];
    const child = spawn(
      pythonOfCourse(),
      [join(__dirname, 'front.py'), ...options, ...(trust ? ['--trust'] : [])],
      // Dask's own words are for whoever looks after a cluster; here an error that ends the program is enough.
      {stdio: ['pipe', 'pipe', 'pipe'], env: {...process.env, PYTHONUTF8: '1', UNROLL_NODE: process.execPath}},
    );
    this.child = child;
    let complaint = '';
    child.stderr.on('data', (piece: Buffer) => {
      complaint = (complaint + piece.toString()).slice(-2000);
    });
    child.stdin.on('error', () => undefined); // its end is told by `close`
    this.closed = new Promise((resolve) => child.once('close', resolve));
    child.once('error', (error) => this.end(`Python could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      const last = complaint.trim().split('\n').pop() || `it ended with ${signal ?? `exit code ${code}`}`;
      this.end(`the link to the cluster broke (${last}); ${GO_ON}`);
    });
    createInterface({input: child.stdout}).on('line', (line) => this.hear(JSON.parse(line)));
  }

  private end(why: string): void {
    this.gone ??= new WorkersGone(why);
    for (const {reject} of this.waiting.values()) reject(this.gone);
    this.waiting.clear();
  }

  private hear(line: Line): void {
    if ('places' in line) this.places = line.places;
    else if ('said' in line) console.error(line.said);
    else if ('gone' in line) this.end(`${line.gone}; ${GO_ON}`);
    else {
      const asked = this.waiting.get(line.id);
      this.waiting.delete(line.id);
      if ('lost' in line) asked?.reject(new MarkingFailed(`the workers that had it were lost (${line.lost})`));
      else asked?.resolve(line);
    }
  }

  ask(job: Job): Promise<Served & {worker?: string}> {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(this.gone);
      const id = this.count++;
      this.waiting.set(id, {resolve, reject});
      this.child.stdin?.write(`${JSON.stringify({id, job})}\n`);
    });
  }

  async close(): Promise<void> {
    this.child.stdin?.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await this.closed;
    clearTimeout(late);
  }
}

/**
 * Workers of a Dask cluster. Each gets whole jobs, a few more than it can mark at a time so that none waits for the next;
 * a job whose worker dies goes to another one.
 */
export function clusterWorkers(cluster: Cluster): Workers {
  const front = new Front(cluster);
  let sandbox = 'bubblewrap';
  if (cluster.trust) sandbox = 'none';
  return {
    sandbox,
    places: () => front.places + Math.ceil(front.places / 4),
    async mark(job) {
      const served = await front.ask(job);
      if ('failure' in served) throw new MarkingFailed(served.failure);
      if ('refused' in served) throw new SandboxError(`${served.worker ?? 'a worker'}: ${served.refused}`);
      if (served.result.grader !== graderPrint()) {
        throw new WorkersGone(
          `the worker ${served.worker} has another version of the course; give all workers the same one, then run the same command again`,
        );
      }
      return served.result;
    },
    end: () => front.close(),
  };
}
