// npm run test:tensorflow: builds the engine on native TensorFlow where it is missing, then runs the library's unit tests on it.
import {spawnSync} from 'node:child_process';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {root} from './stages';

const {grep} = new Command('npm run test:tensorflow --')
  .description(
    'Builds the engine on native TensorFlow where it is missing or out of date, and runs the unit tests of the library on it.',
  )
  .option('-g, --grep <title>', 'only tests whose title holds this')
  .allowExcessArguments(false)
  .parse()
  .opts<{grep?: string}>();

const report = join(root, '.cache/reports/tensorflow.json');

function node(args: string[], environment: Record<string, string> = {}): number {
  const env = {...process.env, ...environment};
  return spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit', env}).status ?? 1;
}

/** What mocha counted; a run that ended before its report counts as one failure. */
function readReport(): {passed: number; failed: number} {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as {passed: number; failed: number};
  } catch {
    return {passed: 0, failed: 1};
  }
}

function run(): number {
  const built = node([join(root, 'ci/setup/engine/cli.mjs')]);
  if (built !== 0) {
    process.stdout.write('0 passed, 1 failed\n');
    return built;
  }
  rmSync(report, {force: true});
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const reporter = ['--reporter', join(__dirname, 'mocha-counts.cjs'), '--forbid-only'];
  const tests = [...reporter, ...(grep === undefined ? [] : ['--grep', grep]), 'lib/test/**/*.test.ts'];
  const code = node([mocha, ...tests], {UNROLL_ENGINE: 'tensorflow', UNROLL_TENSORFLOW: '', UNROLL_REPORT: report});
  const {passed, failed} = readReport();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return code === 0 && passed === 0 ? 1 : code;
}

process.exitCode = run();
