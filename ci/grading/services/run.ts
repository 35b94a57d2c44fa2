/** `npm run test:services`: tests that need another program beside the grader, such as a PostgreSQL server. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {Command} from 'commander';
import {inProject, projectFolder} from '../../notebooks/paths';
import {servicesVenv} from './postgres';

/** Shared with set-up, which is plain JavaScript because it runs before anything is installed. */
interface EnvironmentMaker {
  isVenvReady(venv: string, lock: string): boolean;
  makeVenv(options: {
    venv: string;
    lock: string;
    root: string;
    logs: string;
    onDetail: (name: string) => void;
    gigabytes: number;
  }): Promise<void>;
}

/** Installs the packages that ship the programs, where they are missing; learners never need them. */
async function install(): Promise<void> {
  const {href} = pathToFileURL(inProject('ci', 'setup', 'python.mjs'));
  const {isVenvReady, makeVenv} = (await import(href)) as EnvironmentMaker;
  const lock = join(__dirname, 'requirements.lock.txt');
  if (isVenvReady(servicesVenv, lock)) return;
  console.log('installing PostgreSQL for the tests …');
  const logs = inProject('.cache', 'logs', 'services');
  mkdirSync(logs, {recursive: true});
  await makeVenv({venv: servicesVenv, lock, root: projectFolder, logs, onDetail: () => undefined, gigabytes: 0.3});
}

/** What mocha counted; a run that ended before its report counts as one failure. */
function readReport(report: string): {passed: number; failed: number} {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as {passed: number; failed: number};
  } catch {
    return {passed: 0, failed: 1};
  }
}

async function main(grep: string | undefined): Promise<number> {
  await install();
  const report = inProject('.cache', 'reports', 'services.json');
  rmSync(report, {force: true});
  const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = ['--reporter', inProject('ci', 'setup', 'mocha-counts.cjs'), '--forbid-only'];
  const args = [
    mocha,
    ...reporter,
    ...(grep === undefined ? [] : ['--grep', grep]),
    'ci/grading/**/*.services.test.ts',
  ];
  const env = {...process.env, UNROLL_REPORT: report};
  const {status} = spawnSync(process.execPath, args, {cwd: projectFolder, stdio: 'inherit', env});
  const {passed, failed} = readReport(report);
  console.log(`${passed} passed, ${failed} failed`);
  return status === 0 && passed > 0 ? 0 : 1;
}

const {grep} = new Command('npm run test:services --')
  .description('Test the gradebook on a real PostgreSQL server, which is installed into .cache where it is missing.')
  .option('-g, --grep <title>', 'only tests whose title holds this')
  .allowExcessArguments(false)
  .parse()
  .opts<{grep?: string}>();

main(grep).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
