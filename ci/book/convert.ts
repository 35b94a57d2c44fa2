/** Runs `convert.py`: notebooks in, HTML out. */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {InputError, type Notebook} from '../notebooks/notebook';
import {inProject, pythonPath} from '../notebooks/paths';

export interface Job {
  /** Stem of the page's file, and of its pictures. */
  name: string;
  notebook: Notebook;
}

interface Answer {
  name: string;
  html?: string;
  problem?: string;
}

/** The inside of each page by its name, from one Python process. */
function convertSome(
  jobs: readonly Job[],
  pictures: string,
  onPage: (name: string, html: string) => void,
): Promise<void> {
  const python = pythonPath();
  if (!existsSync(python)) throw new InputError(`no Python at ${python}; run \`npm start -- --setup-only\` first`);
  const child = spawn(python, [join(__dirname, 'convert.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {...process.env, PYTHONDONTWRITEBYTECODE: '1', IPYTHONDIR: inProject('.cache', 'jupyter', 'ipython')},
  });
  let [errors, left, problem]: [string, number, Error | undefined] = ['', jobs.length, undefined];
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + data.toString()).slice(-2000);
  });
  // a process that ended early is said below, by its errors
  child.stdin.on('error', () => {});
  const lines = createInterface({input: child.stdout});
  lines.on('line', (line) => {
    try {
      const {name, html, problem: said} = JSON.parse(line) as Answer;
      if (html === undefined) throw new InputError(`${name}: nbconvert cannot make a page of it (${said})`);
      left--;
      onPage(name, html);
    } catch (error) {
      problem ??= error as Error;
      child.kill();
    }
  });
  for (const {name, notebook} of jobs) child.stdin.write(`${JSON.stringify({name, notebook, pictures})}\n`);
  child.stdin.end();
  return new Promise((done, fail) => {
    child.on('error', fail);
    let isRead = false;
    let code: number | null | undefined;
    const end = () => {
      if (!isRead || code === undefined) return;
      if (problem) fail(problem);
      else if (code !== 0 || left > 0)
        fail(new InputError(`nbconvert ended early: ${errors.trim().split('\n').at(-1)}`));
      else done();
    };
    lines.on('close', () => {
      isRead = true;
      end();
    });
    child.on('exit', (status) => {
      code = status;
      end();
    });
  });
}

/** Converts all jobs in two processes side by side, large notebooks first; `onPage` gets each page as it is ready. */
export async function convert(jobs: readonly Job[], pictures: string, onPage: (name: string, html: string) => void) {
  const size = new Map(jobs.map((job) => [job, JSON.stringify(job.notebook).length]));
  const ordered = [...jobs].sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
  const halves = [0, 1].map((half) => ordered.filter((_, index) => index % 2 === half));
  await Promise.all(halves.filter(({length}) => length > 0).map((half) => convertSome(half, pictures, onPage)));
}
