import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {InputError} from '../../notebooks/notebook';
import {projectFolder, pythonPath} from '../../notebooks/paths';

/** What a command needed, with all that it started. */
export interface Followed {
  code: number;
  seconds: number;
  /** Processor seconds of the whole tree. */
  processorSeconds: number;
  /** Whether those of sandboxes are in it: they are lost where no control group can be made. */
  isWhole: boolean;
  /** How processor seconds grew: seconds of the clock since 1970, processor seconds until then; empty where `isWhole` is not. */
  growth: [number, number][];
  /** Largest resident memory of the process that leads it. */
  leaderPeakMb: number;
  /** Largest resident memory of the tree; pages that two processes share count twice. */
  treePeakMb: number;
}

export interface Command {
  program: string;
  args: string[];
  /** In the command line of the process that leads it. */
  leader: string;
  /** Folder for what is told about it. */
  folder: string;
  cwd?: string;
  env?: Record<string, string>;
  /** Gets each line that it prints. */
  onLine?(line: string): void;
}

/**
 * Runs a command and follows what it needs.
 *
 * @throws InputError where it cannot be followed: processes are followed on Linux alone
 */
export async function follow(command: Command): Promise<Followed> {
  const {program, args, leader, folder, cwd = projectFolder, env, onLine} = command;
  if (process.platform !== 'linux')
    throw new InputError('memory and processor time of processes are followed on Linux');
  if (!existsSync(pythonPath())) throw new InputError('there is no .venv yet; run npm start -- --setup-only');
  const report = join(folder, 'followed.json');
  const child = spawn(pythonPath(), [join(__dirname, 'follow.py'), report, leader, program, ...args], {
    ...{cwd, stdio: ['ignore', 'pipe', 'pipe']},
    env: {...process.env, PATH: `${dirname(pythonPath())}:${process.env.PATH}`, ...env},
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.on('data', (piece: Buffer) => {
      const lines = (rest + piece.toString()).split(/[\r\n]+/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim()) onLine?.(line);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Followed;
  } catch {
    throw new InputError(`${program} ${args[0] ?? ''} could not be followed (exit code ${code})`);
  }
}
