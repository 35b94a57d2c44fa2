// npm run check: types, lint, format, import direction, rules for notebooks, freshness of the exercises.
import {Command} from 'commander';
import {checkStages, runStages} from './stages';

new Command('npm run check --')
  .description(
    'Checks types, lint, format, import direction, the rules for notebooks and the freshness of the exercises.',
  )
  .allowExcessArguments(false)
  .parse();

runStages(checkStages).then((code) => {
  process.exitCode = code;
});
