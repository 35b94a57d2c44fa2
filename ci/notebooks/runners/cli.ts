/** `npm run test:runners`: proves that papermill, nbclient, nbmake, nbval and nbgrader see every way of failing. */
import {mkdirSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {Command} from 'commander';
import {writeAtomically} from '../notebook';
import {type Case, cases} from './cases';
import {makeEnvironments, runMatrix, type Verdict} from './matrix';
import {type Runner, runners} from './runners';

/** One row a notebook, one column a runner. */
function table(chosen: Runner[], tests: Case[], verdicts: Verdict[]): string {
  const cellOf = (runner: Runner, test: Case): string => {
    const verdict = verdicts.find((one) => one.runner === runner.name && one.case === test.name);
    if (!verdict?.passed) return 'WRONG';
    if (test.expected === undefined) return 'passes';
    return test.needsComparison && !runner.compares ? 'unseen' : 'seen';
  };
  const rows = [
    ['', ...chosen.map(({name}) => name)],
    ...tests.map((test) => [test.name, ...chosen.map((runner) => cellOf(runner, test))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const pick = <T extends {name: string}>(all: T[], wanted: string[], kind: string): T[] => {
  const chosen = wanted.length === 0 ? all : all.filter(({name}) => wanted.some((word) => name.startsWith(word)));
  if (chosen.length > 0) return chosen;
  throw new Error(`no ${kind} '${wanted.join(' ')}'; there are: ${all.map(({name}) => name).join(', ')}`);
};

interface Options {
  case: string[];
  jobs: string;
  report?: string;
}

async function main(wanted: string[], options: Options): Promise<number> {
  const chosen = pick(runners, wanted, 'runner');
  const tests = pick(cases, options.case, 'case');
  const jobs = Math.max(1, Number(options.jobs) || 2);
  const begin = performance.now();
  await makeEnvironments(chosen, jobs, (line) => console.log(line));
  const verdicts = await runMatrix(chosen, tests, jobs, ({runner, case: name, passed, explanation, seconds}) => {
    console.log(`${passed ? 'ok    ' : 'WRONG '} ${runner}: ${name} (${seconds.toFixed(1)} s)`);
    if (!passed) console.log(explanation.replace(/^/gm, '    '));
  });
  const passed = verdicts.filter((verdict) => verdict.passed).length;
  const failed = verdicts.length - passed;
  console.log(`\n${table(chosen, tests, verdicts)}\n`);
  if (options.report) {
    const path = resolve(options.report);
    mkdirSync(dirname(path), {recursive: true});
    writeAtomically(path, `${JSON.stringify({passed, failed, verdicts}, null, 2)}\n`);
  }
  console.log(`${((performance.now() - begin) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

new Command('npm run test:runners --')
  .description('Prove that every program that runs notebooks sees every kind of failure.')
  .argument('[runners...]', `beginnings of names; none: all of ${runners.map(({name}) => name).join(', ')}`)
  .option('-c, --case <names...>', 'only these notebooks', [])
  .option('-j, --jobs <n>', 'programs at a time', '2')
  .option('--report <file>', 'write the verdicts as JSON: {passed, failed, verdicts}')
  .showHelpAfterError('(--help shows how)')
  .action(async (wanted: string[], options: Options) => {
    try {
      process.exitCode = await main(wanted, options);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 2;
    }
  })
  .parseAsync();
