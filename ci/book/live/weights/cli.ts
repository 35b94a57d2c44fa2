/** Trains the networks that live pages bring along, and writes their weights: run by hand, its files are committed. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {trainLetters} from './train-letters';
import {trainSketches} from './train-sketches';

const trainings = {letters: trainLetters, sketches: trainSketches};
const isName = (name: string): name is keyof typeof trainings => Object.hasOwn(trainings, name);

async function train(name: string): Promise<void> {
  if (!isName(name)) throw new Error(`there is no network '${name}'; known are ${Object.keys(trainings).join(', ')}`);
  const command = `node --import tsx ci/book/live/weights/cli.ts ${name}`;
  const made = await trainings[name](`by \`${command}\`, which takes minutes; not to be edited`, (line) => {
    process.stdout.write(`${line}\n`);
  });
  const text = `${JSON.stringify(made, null, 2)}\n`;
  writeFileSync(join(__dirname, `${name}.json`), text);
  process.stdout.write(`ci/book/live/weights/${name}.json: ${(text.length / 1000).toFixed(0)} kB; format it: `);
  process.stdout.write('npm run check -- --fix\n');
}

const program = new Command('live-weights')
  .description('Trains a network of the live pages on its real data and writes its weights beside this file.')
  .argument('<network>', Object.keys(trainings).join(' or '))
  .action(train);

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
