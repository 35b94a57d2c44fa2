/** How the commands of learners and readers are tested: set-up, Lab, the book, experiments, engines. */
import {strict as assert} from 'node:assert';
import {get} from 'node:http';
import {setTimeout} from 'node:timers/promises';
import {type Row, there} from './row';

const bootstrap = 'ci/setup/test/bootstrap.integration.test.ts';
const engine = 'ci/setup/test/engine.integration.test.ts';

/** Lab prints its address a moment before it listens. */
async function statusOf(url: string, tries = 50): Promise<number | undefined> {
  try {
    return await new Promise((done, fail) => {
      get(url, (response) => done(response.resume().statusCode)).once('error', fail);
    });
  } catch (error) {
    if (tries === 0) throw error;
    await setTimeout(200);
    return statusOf(url, tries - 1);
  }
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/lab[^\s]*[?&]token=([0-9a-f]+)/;

/** Lab listens on this machine alone, lets in who has the token, and nobody else. */
async function labIsUp({output}: {output: string}): Promise<void> {
  const [address, token] = ADDRESS.exec(output) ?? [];
  assert.ok(address, output);
  const {origin} = new URL(address);
  assert.equal(await statusOf(`${origin}/api/kernelspecs?token=${token}`), 200);
  assert.equal(await statusOf(`${origin}/api/kernelspecs`), 403);
}

export const courseRows: Row[] = [
  {command: 'npm start', here: {add: '--no-browser --port PORT', until: ADDRESS, check: labIsUp}},
  {
    command: 'npm start -- --no-browser --port 8899',
    here: {put: {'8899': 'PORT'}, until: ADDRESS, check: labIsUp},
  },
  {
    command: 'npm start -- --setup-only',
    here: {
      check: ({code, output}) => {
        assert.equal(code, 0);
        assert.match(output, /Set-up is complete\. `npm start` opens the course, `npm test` checks it\.\n/);
      },
    },
    there: [{file: bootstrap, words: ["'--setup-only'"]}],
  },
  {
    command: 'npm run doctor',
    here: {
      check: ({output}) => {
        for (const row of ['Node', 'npm', 'Python', 'disk']) assert.match(output, new RegExp(`^✓ ${row} `, 'm'));
        assert.match(output, /^(Everything needed is here|\d+ things? missing)\.$/m);
      },
    },
  },
  {
    command: 'npm run progress',
    here: {check: ({code, output}) => assert.deepEqual([code, /01/.test(output)], [0, true])},
  },
  there('npm test', '.ci/run', "stage 'npm test' npm test"),
  there('npm run test:newcomer', '.ci/run', 'npm run test:newcomer'),
  there(
    ['npm run book', 'npm run book [-- --out DIR] [--pdf] [--solutions]'],
    'ci/browser/book.browser.ts',
    'ci/book/cli.ts',
    '--solutions',
  ),
  there('npm run engine:tensorflow', engine, "'engine:tensorflow'"),
  there('npm run engine:tensorflow -- --remove', engine, '--remove'),
  there('npm run test:tensorflow', '.ci/run', 'npm run test:tensorflow'),
  there(['npm run experiments', 'npm run experiments -- NAME'], 'ci/experiments/test/run.test.ts', 'runExperiment'),
  {
    command: 'npm run experiments -- one-step-ahead',
    there: [
      {file: 'ci/experiments/test/samples.integration.test.ts', words: ['of experiments', 'confirmSample']},
      {file: 'ci/experiments/registry.ts', words: ['oneStepAhead']},
    ],
  },
  there('npm run experiments -- NAME --seeds 7,8', 'ci/experiments/test/run.test.ts', 'seeds'),
  there('node --import tsx ci/experiments/cli.ts NAME', 'ci/experiments/test/run.test.ts', 'runExperiment'),
  {
    command: 'npm run experiments -- NAME --confirm',
    here: {
      put: {NAME: 'exercise-05'},
      check: ({code, output}) => {
        assert.equal(code, 0, output);
        assert.match(output, /exercise-05: a sample agrees with the stored result/);
      },
    },
    there: [{file: 'ci/experiments/test/samples.integration.test.ts', words: ['confirmSample']}],
  },
  {
    command: 'npm run experiments -- --list',
    here: {check: ({code, output}) => assert.deepEqual([code, /one-step-ahead .*\?$/m.test(output)], [0, true])},
  },
];
