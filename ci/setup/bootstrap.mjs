// The one way into every command: brings set-up to its end where something is missing, then starts the command's program.
// Plain JavaScript on Node's built-ins only, since on a fresh clone nothing is installed yet.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {constants} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {stopSignals, withLock} from './lock.mjs';
import {SetupError} from './process.mjs';
import {createProgress} from './progress.mjs';
import {places, setUp} from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const leastNode = [20, 19];

/** `program` runs under tsx; `args` stand before the user's; `steps` limits set-up to what the command needs. */
const commands = {
  start: {program: 'ci/setup/start.ts', about: 'set up what is missing and open JupyterLab on the welcome notebook'},
  test: {program: 'ci/setup/test.ts', about: 'run every test: types, lint, unit tests, lessons, solutions, exercises'},
  'test:unit': {program: 'ci/setup/test-mocha.ts', args: ['unit'], about: 'run the unit tests (mocha)'},
  'test:integration': {
    program: 'ci/setup/test-mocha.ts',
    args: ['integration'],
    about: 'run the tests that start the kernel, Python, set-up or another program (mocha)',
  },
  'test:browser': {program: 'ci/browser/cli.ts', about: 'drive JupyterLab in a real Chromium'},
  'test:runners': {
    program: 'ci/notebooks/runners/cli.ts',
    about: 'prove that papermill, nbclient, nbmake, nbval and nbgrader see failures',
  },
  'test:tensorflow': {
    program: 'ci/setup/test-tensorflow.ts',
    steps: ['packages', 'lib'],
    about: 'run the unit tests of the library on native TensorFlow',
  },
  'test:grading': {
    program: 'ci/grading/attacks/run.ts',
    steps: ['packages', 'python', 'lib'],
    about: 'grade submissions that try to win points without an answer: none may',
  },
  'test:services': {
    program: 'ci/grading/services/run.ts',
    steps: ['packages', 'python', 'lib'],
    about: 'test the gradebook on a real PostgreSQL server',
  },
  'test:newcomer': {
    program: 'ci/newcomer/cli.ts',
    about: 'time the first minutes on a fresh clone: set-up, Lab, a lesson, an exercise, the book, grading',
  },
  notebooks: {
    program: 'ci/notebooks/cli.ts',
    args: ['run'],
    about: 'run lessons and solutions and confirm or store their outputs',
  },
  frame: {
    program: 'ci/notebooks/cli.ts',
    args: ['frame'],
    steps: ['packages'],
    about: 'write contents, navigation and the map of the course from its manifest',
  },
  exercises: {program: 'ci/exercises/cli.ts', about: 'write exercises/ from solutions/'},
  progress: {
    program: 'ci/exercises/progress.ts',
    steps: ['packages'],
    about: 'show the points, tries and time of your exercises',
  },
  grade: {
    program: 'ci/grading/cli.ts',
    steps: ['packages', 'python', 'lib'],
    about: 'grade notebooks that were handed in: each in a sandbox, judged outside',
  },
  release: {
    program: 'ci/release/cli.ts',
    steps: ['packages'],
    about: 'write a copy of the course for a class, without solutions and hidden checks',
  },
  docs: {
    program: 'ci/docs/cli.ts',
    steps: ['packages'],
    about: 'write docs/api from docstrings, notebooks and tasks; --check says what is stale or untested',
  },
  check: {program: 'ci/setup/check.ts', about: 'types, lint, format, and the rules for notebooks'},
  experiments: {
    program: 'ci/experiments/cli.ts',
    steps: ['packages', 'lib'],
    about: 'compute what takes too long for a lesson, and store the results that lessons show',
  },
  book: {
    program: 'ci/book/cli.ts',
    steps: ['packages', 'python', 'lib'],
    about: 'make a web book of all lessons and exercises that works from a disk; --pdf, --solutions',
  },
  bench: {
    program: 'ci/bench/cli.ts',
    steps: ['packages', 'lib'],
    about: 'measure training against Keras and PyTorch, and draw the results',
  },
  'engine:tensorflow': {
    program: 'ci/setup/engine/cli.mjs',
    plain: true,
    steps: [],
    about: 'build the engine on native TensorFlow (CPU, or NVIDIA GPU)',
  },
  doctor: {
    program: 'ci/setup/doctor.mjs',
    plain: true,
    steps: [],
    about: 'say what this machine has and what is missing',
  },
};

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return;
  throw new SetupError(
    `Node ${leastNode.join('.')} or newer is needed, but this is ${process.versions.node} (${process.execPath}); install a newer one (nodejs.org, or nvm install 22).`,
  );
}

/** Runs the command's program in the foreground; Ctrl+C reaches it, and its exit code becomes ours. */
function runProgram(place, {program, args = [], plain}, rest) {
  const bin = join(place.venv, process.platform === 'win32' ? 'Scripts' : 'bin');
  const node = plain ? [] : ['--import', 'tsx'];
  const child = spawn(process.execPath, [...node, join(root, program), ...args, ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      IPYTHONDIR: join(place.cache, 'jupyter/ipython'),
    },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of stopSignals) process.on(signal, () => forward(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function usage() {
  const rows = Object.entries(commands).map(([name, {about}]) => {
    const call = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
    return `  ${call.padEnd(26)} ${about}`;
  });
  return `${rows.join('\n')}\n\nOptions follow after --, as in: npm start -- --no-browser --port 8899\n`;
}

async function main([name, ...rest]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(name ? `There is no command '${name}'. The commands are:\n${usage()}` : usage());
    return name && name !== '--help' ? 2 : 0;
  }
  refuseOldNode();
  const place = places(root);
  const asksForHelp = rest.includes('--help') || rest.includes('-h');
  if (asksForHelp && !command.plain && !existsSync(join(root, 'node_modules/tsx'))) {
    process.stdout.write(`${command.about}\n\n${usage()}`);
    return 0;
  }
  // tests that start commands beside one another must not have packages replaced below their feet
  if (!asksForHelp && process.env.UNROLL_SETUP !== 'none') {
    const begin = Date.now();
    const ran = await withLock(place, () => setUp(place, {progress: createProgress(), only: command.steps}));
    if (ran.length) process.stderr.write(`Set-up done in ${((Date.now() - begin) / 1000).toFixed(0)} s.\n`);
  }
  return runProgram(place, command, rest);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`\n${error instanceof SetupError ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
