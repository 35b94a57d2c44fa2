// Runs the stages of a test command one after the other and adds up what each counted.
import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';

export const root = resolve(__dirname, '../..');

/** What a stage counted. */
export interface Count {
  passed: number;
  failed: number;
}

/** One program of a test command. `counts` reads its result file; without it the stage counts as one test. */
export interface Stage {
  name: string;
  program: string[];
  /** The program writes `{"passed": n, "failed": n}` into the file named by `--report`. */
  reports?: boolean;
  /** The option that makes the program mend what it finds. */
  fix?: string;
}

const node = (...args: string[]) => [process.execPath, ...args];
export const tsx = (...args: string[]) => node('--import', 'tsx', ...args);
const bin = (path: string, ...args: string[]) => node(join(root, 'node_modules', path), ...args);

/** Types, lint, format and import direction: the stages that `npm run check` and `npm test` share. */
export const checkStages: Stage[] = [
  {name: 'types of the library and its tests', program: bin('typescript/bin/tsc', '-p', 'lib/tsconfig.test.json')},
  {name: 'types of ci', program: bin('typescript/bin/tsc', '-p', 'ci')},
  {
    name: 'lint and format',
    program: bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    fix: '--write',
  },
  {
    name: 'import direction',
    program: bin('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'lib/src'),
  },
  {name: 'rules for notebooks', program: tsx('ci/notebooks/cli.ts', 'check'), reports: true, fix: '--fix'},
  {name: 'frame of the course fresh', program: tsx('ci/notebooks/cli.ts', 'frame', '--check'), fix: '--fix'},
  {name: 'exercises fresh', program: tsx('ci/exercises/cli.ts', '--check')},
  {name: 'API pages fresh, public names described and tested', program: tsx('ci/docs/cli.ts', '--check')},
];

function runStage(stage: Stage, report: string): Promise<number> {
  const [program, ...args] = stage.reports ? [...stage.program, '--report', report] : stage.program;
  const child = spawn(program as string, args, {cwd: root, stdio: 'inherit'});
  const interrupt = () => {
    child.kill('SIGINT');
  };
  process.on('SIGINT', interrupt);
  return new Promise<number>((done) => {
    child.on('error', () => done(127));
    child.on('close', (code) => done(code ?? 1));
  }).finally(() => process.removeListener('SIGINT', interrupt));
}

function readCount(stage: Stage, code: number, report: string): Count {
  if (stage.reports) {
    try {
      const {passed, failed} = JSON.parse(readFileSync(report, 'utf8')) as Count;
      // a program that fails for a reason of its own is a failure too, whatever it counted
      return {passed, failed: code !== 0 && failed === 0 ? 1 : failed};
    } catch {
      return {passed: 0, failed: 1};
    }
  }
  return code === 0 ? {passed: 1, failed: 0} : {passed: 0, failed: 1};
}

/**
 * Runs every stage, also after one has failed, prints `N passed, N failed` last. Ctrl-C (SIGINT) ends the stage that runs,
 * and no other one is started.
 *
 * @returns the exit code: 0 where nothing failed and something ran
 */
export async function runStages(stages: Stage[]): Promise<number> {
  const total: Count = {passed: 0, failed: 0};
  const lines: string[] = [];
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  mkdirSync(join(root, '.cache/reports'), {recursive: true});
  for (const [index, stage] of stages.entries()) {
    if (interrupted) {
      lines.push(`- ${stage.name}: not run`);
      continue;
    }
    const report = join(root, '.cache/reports', `stage-${process.pid}-${index}.json`);
    process.stdout.write(`\n── ${stage.name}\n`);
    const begin = Date.now();
    const count = readCount(stage, await runStage(stage, report), report);
    rmSync(report, {force: true});
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = ((Date.now() - begin) / 1000).toFixed(0);
    const counts = count.failed ? `${count.passed} passed, ${count.failed} FAILED` : `${count.passed} passed`;
    lines.push(`${count.failed ? '✗' : '✓'} ${stage.name}: ${counts} (${seconds} s)`);
  }
  process.removeListener('SIGINT', interrupt);
  process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
  return !interrupted && total.failed === 0 && total.passed > 0 ? 0 : 1;
}
