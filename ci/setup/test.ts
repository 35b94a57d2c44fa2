// npm test: everything that needs no root, no browser and no TensorFlow.
import {Command} from 'commander';
import {checkStages, runStages, type Stage, tsx} from './stages';

const command = new Command('npm test --')
  .description('Runs types, lint, unit tests, every lesson and solution with outputs confirmed, and the exercises.')
  .option('--all', 'run notebooks again that were already confirmed with the same content (always so in CI)')
  .allowExcessArguments(false)
  .parse();

// the stored outputs are those of WebAssembly, which native TensorFlow, where it is built, would replace
process.env.UNROLL_ENGINE ||= 'wasm';

const all = command.opts<{all?: boolean}>().all || process.env.CI ? ['--all'] : [];
const stages: Stage[] = [
  ...checkStages,
  {name: 'unit tests', program: tsx('ci/setup/mocha-counted.ts', 'unit'), reports: true},
  {name: 'integration tests', program: tsx('ci/setup/mocha-counted.ts', 'integration'), reports: true},
  {name: 'speed of training', program: tsx('ci/bench/guard.ts'), reports: true},
  {name: 'lessons and solutions', program: tsx('ci/notebooks/cli.ts', 'run', ...all), reports: true},
  {name: 'blank exercises', program: tsx('ci/notebooks/cli.ts', 'run-exercises'), reports: true},
];

runStages(stages).then((code) => {
  process.exitCode = code;
});
