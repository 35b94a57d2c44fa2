/** Command `npm run progress [-- 02]`: what the learner of this copy has done, as `notebook.progress()` shows it. */
import {Command} from 'commander';
import {progress} from '../../lib/src/notebook/progress';
import {projectFolder} from '../notebooks/paths';

new Command('npm run progress --')
  .description('Show points, parts done, tries, hints and time of all exercises, or the parts of one.')
  .argument('[exercise]', 'such as 02; none: all')
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .action((exercise?: string) => {
    process.chdir(projectFolder);
    try {
      console.log(progress(exercise).text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    }
  })
  .parse();
