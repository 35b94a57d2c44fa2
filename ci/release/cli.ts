/** Command `npm run release -- NN... --out DIR`: the copy of the course that a class gets. */
import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Command} from 'commander';
import {InputError} from '../notebooks/notebook';
import {projectFolder} from '../notebooks/paths';
import {writeRelease} from './bundle';

const every = () =>
  readdirSync(join(projectFolder, 'exercises'))
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => name.slice(0, 2));

new Command('npm run release --')
  .description('Write a copy of the course for learners: no solutions, no hidden checks, self-check included.')
  .argument('<exercises...>', 'such as 02 20, or all')
  .requiredOption('--out <folder>', 'where the copy goes; must not exist')
  .showHelpAfterError('(--help shows how)')
  .action((numbers: string[], {out}: {out: string}) => {
    try {
      const {files, exercises} = writeRelease(numbers.includes('all') ? every() : numbers, resolve(out));
      console.log(
        `${files} files in ${out}: lessons, library and ${exercises.length} exercises; hand out the folder, or zip it`,
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    }
  })
  .parse();
