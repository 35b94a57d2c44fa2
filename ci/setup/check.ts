// npm run check: types, lint, format, import direction, rules for notebooks, freshness of exercises and API pages.
import {Command} from 'commander';
import {checkStages, runStages, type Stage} from './stages';

const {fix} = new Command('npm run check --')
  .description(
    'Checks types, lint, format, import direction, the rules for notebooks and the freshness of exercises and API pages.',
  )
  .option('--fix', 'first format and mend what can be mended without thought: code, and the cells of notebooks')
  .allowExcessArguments(false)
  .parse()
  .opts<{fix?: boolean}>();

const withFix = (stage: Stage): Stage => (stage.fix ? {...stage, program: [...stage.program, stage.fix]} : stage);

runStages(fix ? checkStages.map(withFix) : checkStages).then((code) => {
  process.exitCode = code;
});
