/** Command line of the notebooks' room; `npm run notebooks`, `npm run check` and `npm test` call it. */
import {Command, InvalidArgumentError} from 'commander';
import {exercises, lessons, resolveNotebooks, solutions} from './catalogue';
import {frameCourse} from './course/command';
import {checkNotebooks} from './lint/command';
import {InputError} from './notebook';
import {runNotebooks} from './run/command';
import {runExercises} from './run/exercises';
import {joinParameterArguments} from './run/parameters';

// the stored outputs are those of WebAssembly, which native TensorFlow, where it is built, would replace
process.env.UNROLL_ENGINE ||= 'wasm';

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('expected a number above 0.');
  return value;
};

const collect = (word: string, words: string[]): string[] => [...words, word];

const program = new Command('notebooks')
  .description('Run, confirm and check the notebooks of the course.')
  .showHelpAfterError('(--help shows how)');

program
  .command('run', {isDefault: true})
  .description('run notebooks and confirm their stored outputs')
  .argument('[ids...]', 'lessons (2.1), solutions (02), a part (part:6) or paths; none: all lessons and solutions')
  .option('-u, --update', 'store the outputs instead of confirming them', false)
  .option('--redraw', 'with --update: draw every picture anew', false)
  .option('-p, --parameter <name=value>', 'set a parameter (repeatable); outputs are then not compared', collect, [])
  .option('-a, --all', 'run notebooks that are confirmed already, too', false)
  .option('-j, --jobs <n>', 'notebooks at a time', positive, 2)
  .option('--cell-timeout <seconds>', 'time that one cell may take', positive, 900)
  .option('--report <file>', 'write the results as JSON: {passed, failed, notebooks}')
  .action(async (ids: string[], options) => {
    const all = [...lessons(), ...solutions()];
    if (ids.length === 0 && all.length === 0) throw new InputError('there are no lessons and no solutions yet');
    const {parameter: parameters, ...rest} = options;
    process.exitCode = await runNotebooks(resolveNotebooks(ids, all), {
      ...rest,
      parameters,
      jobs: Math.ceil(rest.jobs),
    });
  });

program
  .command('run-exercises')
  .description("run blank exercises; they must reach their end and fail only with 'not implemented'")
  .argument('[ids...]', 'exercises (02) or paths; none: all')
  .option('-j, --jobs <n>', 'notebooks at a time', positive, 2)
  .option('--cell-timeout <seconds>', 'time that one cell may take', positive, 120)
  .option('--report <file>', 'write the result as JSON: {passed, failed}')
  .action(async (ids: string[], options) => {
    process.exitCode = await runExercises(resolveNotebooks(ids, exercises()), {
      ...options,
      jobs: Math.ceil(options.jobs),
    });
  });

program
  .command('frame')
  .description('write contents, navigation and the map of the course from ci/notebooks/course/manifest.ts')
  .option('--check', 'only say what is stale', false)
  .option('--fix', 'with --check: write it all the same', false)
  .action((options) => {
    process.exitCode = frameCourse(options);
  });

program
  .command('check')
  .description('check notebooks: frame, cells, outputs, links, types, lint and format')
  .argument('[ids...]', 'lessons (2.1), solutions and exercises (02), part:6 or paths; none: all')
  .option('--fix', 'format cells, clean metadata and ids', false)
  .option('--report <file>', 'write the result as JSON: {passed, failed, findings}')
  .action((ids: string[], options) => {
    const all = [...lessons(), ...solutions(), ...exercises()];
    process.exitCode = checkNotebooks(resolveNotebooks(ids, all), options);
  });

program.parseAsync(joinParameterArguments(process.argv)).catch((error: unknown) => {
  // One line for what the reader can mend; a stack for what we have to mend.
  console.error(error instanceof InputError ? error.message : error);
  process.exitCode = 2;
});
