/** Command line of the test bench: `node --import tsx ci/exercises/bench/run.ts [02 20]`. */
import {Command} from 'commander';
import {report, runBench} from './bench';
import {type Exercise, exercises} from './exercises';

const known = exercises.map(({id}) => id);

async function main(wanted: string[], {messages}: {messages?: boolean}): Promise<void> {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new RangeError(`no bench for exercise '${unknown}'; there are: ${known.join(', ')}`);
  const chosen: Exercise[] = exercises.filter(({id}) => wanted.length === 0 || wanted.includes(id));
  for (const {checks, bench} of chosen) {
    const results = await runBench(checks, bench);
    console.log(report(results));
    if (messages) for (const one of results) if (one.kind === 'wrong') console.log(`  [${one.name}] ${one.message}`);
    if (results.some(({isExpected}) => !isExpected)) process.exitCode = 1;
  }
}

new Command('bench')
  .description('Runs known right and wrong answers through the visible and hidden checks of the exercises.')
  .argument('[ids...]', 'exercises (02); none: all')
  .option('-m, --messages', 'print what the checks say to each wrong answer')
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof RangeError ? error.message : error);
    process.exitCode = 2;
  });
