// npm run test:unit, npm run test:integration: mocha over lib/test and ci/*/test, or over what is given.
import {existsSync, statSync} from 'node:fs';
import {type Kind, parallel, runMocha, testFiles} from './mocha';

const [kind, ...given] = process.argv.slice(2) as [Kind, ...string[]];
const about = {
  unit: 'Runs the unit tests, which compute in their own process: all, or those of the files and folders given.',
  integration:
    'Runs the integration tests, which start the kernel, Python, set-up or another program: all, or those of the files and folders given.',
};
const examples = {
  unit: ['lib/test/engine', '-g "agrees with Keras"'],
  integration: ['ci/kernel', '-g interrupt'],
};

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

if (given.includes('--help') || given.includes('-h')) {
  const command = `npm run test:${kind} --`;
  const [first, second] = examples[kind];
  process.stdout.write(
    `${command} [FILE or FOLDER ...] [mocha options]\n\n${about[kind]}\nExamples: ${command} ${first}\n          ${command} ${second}\n`,
  );
  process.exit(0);
}

// a word that is no file would be left to mocha, which then runs everything; the word behind some options is their value
const takesValue = /^(-[gftRrsj]|--(grep|fgrep|timeout|reporter|require|retries|slow|jobs))$/;
const isOption = (argument: string, index: number) =>
  argument.startsWith('-') || takesValue.test(given[index - 1] ?? '');
const missing = given.find((argument, index) => !isOption(argument, index) && !existsSync(argument));
if (missing) fail(`There is no test file or folder '${missing}'; tests lie in lib/test/<room> and ci/<room>/test.`);

const places = given.filter((argument, index) => !isOption(argument, index));
const options = given.filter(isOption);
const isFolder = (place: string) => statSync(place).isDirectory();
// a file runs whatever it is called; of a folder, what the command is for
const targets = places.flatMap((place) => (isFolder(place) ? testFiles(kind, place.replace(/\/+$/, '')) : [place]));
// one file is one process anyway, and a debugger or a filter wants the plain order
const processes = options.length || (places.length > 0 && !places.some(isFolder)) ? [] : parallel();
process.exit(runMocha([...processes, ...options, ...(places.length ? targets : testFiles(kind))]));
