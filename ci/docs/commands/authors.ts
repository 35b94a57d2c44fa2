/** How the commands of authors are tested: the inner loops, what writes files anew, the kernel, the bench. */
import {strict as assert} from 'node:assert';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Outcome, type Row, there} from './row';

const notebooks = 'ci/notebooks/test/run.integration.test.ts';
const passes = ({code, output}: Outcome): void => assert.equal(code, 0, output);
const says =
  (...texts: RegExp[]) =>
  (outcome: Outcome): void => {
    passes(outcome);
    for (const text of texts) assert.match(outcome.output, text);
  };

const LESSON = 'notebooks/02-forecasting/2.1-one-step-ahead.ipynb';

/** Of a notebook what it says: Python spells small numbers in another way. */
function contentOf(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.ipynb') ? JSON.parse(text) : text;
}

/** The command writes a file of the project as it was, after a change that it has to mend. */
function mends(file: string, change: (text: string) => string): NonNullable<Row['here']> {
  return {
    spoil: ({copy}) => {
      const text = readFileSync(join(copy, file), 'utf8');
      assert.notEqual(change(text), text);
      writeFileSync(join(copy, file), change(text));
    },
    check: (outcome) => {
      passes(outcome);
      assert.deepEqual(contentOf(join(outcome.copy, file)), contentOf(join(outcome.root, file)));
    },
  };
}

export const authorRows: Row[] = [
  {
    command: 'npm run test:unit -- lib/test/engine',
    here: {put: {'lib/test/engine': 'ci/setup/test/packages-hash.test.ts'}, check: says(/\d+ passing/)},
  },
  {
    command: 'npm run test:integration -- ci/kernel',
    here: {put: {'ci/kernel': 'ci/setup/test/stages.integration.test.ts'}, check: says(/\d+ passing/)},
  },
  {command: 'npm run check', here: {add: '--help', check: says(/import direction/)}, ...inTest('ci/setup/stages.ts')},
  {command: 'npm run check -- --fix', here: {add: '--help', check: says(/--fix/)}},
  there(
    ['npm run notebooks', 'npm run notebooks -- 2.1', 'npm run notebooks -- 2.1 02 part:6 path.ipynb'],
    notebooks,
    'run',
  ),
  there(['npm run notebooks -- 2.1 --update', 'npm run notebooks -- N.M --update'], notebooks, '--update'),
  there('npm run notebooks -- 2.1 -p epochs=2', notebooks, "'-p'"),
  {
    command: 'node --import tsx ci/notebooks/cli.ts check [--fix]',
    here: {add: '--fix 2.1', ...mends(LESSON, (text) => text.replace('"const ', '"const   '))},
  },
  there('node --import tsx ci/notebooks/cli.ts run-exercises', '.ci/run', 'npm test'),
  {command: 'npm run frame', here: mends('README.md', (text) => text.replace('[1.1 What', '[What'))},
  {command: 'npm run exercises', here: mends('exercises/02-dimensions.ipynb', () => '')},
  there(
    ['npm run test:integration -- ci/docs', 'npm run test:unit -- ci/docs'],
    'ci/docs/test/commands.integration.test.ts',
    'commandsOf',
  ),
  there('node --import tsx ci/docs/pictures.ts', 'ci/browser/exercise.browser.ts', 'ExercisePage'),
  there('npm run docs', 'ci/docs/test/docs.integration.test.ts', 'ci/docs/cli.ts'),
  {
    command: 'node --import tsx ci/exercises/bench/run.ts NN --messages',
    here: {put: {NN: '01'}, check: says(/01/)},
  },
  there(
    ['npm run bench', 'npm run bench -- --write', 'npm run bench -- --peer keras,torch --rounds 5'],
    'ci/bench/test/cli.integration.test.ts',
    '--write',
    '--rounds',
  ),
  there('npm run test:browser -- -g "web book"', 'ci/browser/book.browser.ts', "describe('the web book'"),
  there('npm run test:runners', '.ci/run', 'npm run test:runners'),
  {
    command: 'node node_modules/typescript/bin/tsc -p ci/kernel',
    here: {
      add: '--outDir FOLDER/kernel',
      check: (outcome) => {
        passes(outcome);
        assert.ok(existsSync(join(outcome.folder, 'kernel/front/main.js')));
      },
    },
  },
  {
    command: 'node ci/kernel/install.mjs',
    here: {
      add: 'FOLDER/venv',
      check: (outcome) => {
        passes(outcome);
        assert.ok(existsSync(join(outcome.folder, 'venv/share/jupyter/kernels/tslab/kernel.json')));
      },
    },
  },
  {
    command: "npx mocha --no-config --require tsx --timeout 20000 'ci/kernel/test/*.test.ts'",
    here: {put: {'*.test': 'start.integration.test'}, check: says(/\d+ passing/)},
  },
  there(
    'node ci/kernel/dist/front/main.js --config-path=CONNECTION_FILE',
    'ci/kernel/test/start.integration.test.ts',
    'dist/front/main.js',
    '--config-path=',
  ),
  there('node ci/kernel/conformance/run.mjs', '.ci/run', 'node ci/kernel/conformance/run.mjs'),
  {
    command: 'node node_modules/typescript/bin/tsc -p ci/grading', // set-up runs it wherever its sources have changed
    there: [
      {file: '.ci/run', words: ['npm test']},
      {file: 'ci/setup/steps.mjs', words: ["...tsc, 'ci/grading'"]},
    ],
  },
  {
    command:
      'node node_modules/.bin/mocha --no-config --require tsx --timeout 60000 ci/experiments/test/registry.test.ts',
    here: {check: says(/\d+ passing/)},
  },
  {
    command: "git config diff.unroll.textconv 'node ci/notebooks/diff.mjs'",
    here: {put: {'git config': 'git init -q FOLDER/review && git -C FOLDER/review config'}, check: passes},
    there: [{file: 'ci/notebooks/test/tools.test.ts', words: ['ci/notebooks/diff.mjs']}],
  },
  {command: 'git diff --no-textconv', here: {add: '--stat HEAD -- LICENSE', check: passes}},
];

function inTest(file: string): Pick<Row, 'there'> {
  return {
    there: [
      {file: '.ci/run', words: ['npm test']},
      {file, words: ['import direction']},
    ],
  };
}
