/** How the commands of teachers are tested: a class of two, from the copy for learners to exported marks. */
import {strict as assert} from 'node:assert';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {type Elsewhere, type Outcome, type Row, there} from './row';

const formgrader = 'ci/grading/test/formgrader.integration.test.ts';
const services = 'ci/grading/services/gradebook.services.test.ts';
const cluster = 'ci/grading/cluster/test/cluster.services.test.ts';
/** The cluster's test starts real schedulers and workers by a helper beside it. */
const dask = (...words: string[]): Elsewhere[] => [
  {file: cluster, words: ["from './processes'"]},
  {file: 'ci/grading/cluster/test/processes.ts', words},
];
const bench = 'ci/grading/bench/test/bench.integration.test.ts';

const OUT = '--out FOLDER/grades --secret FOLDER/secret';
const put = {'submitted/': 'FOLDER/submitted'};

/** Ada solved part 01.1 and handed in; Bob handed in a blank notebook. The test lays both into `submitted/`. */
function marksAreThere({code, output, folder}: Outcome): void {
  assert.equal(code, 0, output);
  assert.match(output, /^2 submissions graded/m);
  const [head, ...rows] = readFileSync(join(folder, 'grades/marks.csv'), 'utf8').trim().split('\n');
  assert.match(head, /student/i);
  assert.deepEqual(rows.map((row) => row.split(',')[0].replaceAll('"', '')).sort(), ['ada', 'bob']);
  for (const file of ['feedback/01/ada.html', 'feedback/01/bob.html', 'results/01/ada.json', 'statistics/01.html'])
    assert.ok(existsSync(join(folder, 'grades', file)), file);
}

function gradebookIsThere(outcome: Outcome): void {
  marksAreThere(outcome);
  assert.ok(statSync(join(outcome.folder, 'grades/gradebook.db')).size > 10_000);
}

export const gradingRows: Row[] = [
  {
    command: ['npm run release -- 02 14 --out class', 'npm run release'],
    here: {
      put: {class: 'FOLDER/class'},
      check: ({code, output, folder}) => {
        assert.equal(code, 0, output);
        const copy = join(folder, 'class');
        assert.deepEqual(readdirSync(join(copy, 'exercises')), ['02-dimensions.ipynb', '14-named-entities.ipynb']);
        for (const secret of ['solutions', 'ci/grading', 'docs']) assert.ok(!existsSync(join(copy, secret)), secret);
        assert.ok(existsSync(join(copy, 'notebooks/welcome.ipynb')));
      },
    },
  },
  {
    command: 'npm run grade -- --make-secret',
    here: {
      add: '--secret FOLDER/secret',
      check: ({code, folder}) => {
        assert.equal(code, 0);
        assert.equal(statSync(join(folder, 'secret')).mode & 0o077, 0);
      },
    },
  },
  {
    command: ['npm run grade -- submitted/', 'npm run grade -- SUBMISSIONS'],
    here: {put, add: OUT, check: marksAreThere},
  },
  {
    command: 'npm run grade -- export.zip',
    here: {put: {'export.zip': 'FOLDER/export.zip'}, add: OUT, check: marksAreThere},
  },
  {command: 'npm run grade -- submitted/ --db', here: {put, add: OUT, check: gradebookIsThere}},
  {
    command: 'npm run grade -- submitted/ --db --due 2026-12-01T12:00Z',
    here: {put, add: OUT, check: gradebookIsThere},
  },
  {
    command: ['cd grades && ../.venv/bin/nbgrader export', 'nbgrader export'],
    here: {
      put: {},
      check: ({code, output, folder}) => {
        assert.equal(code, 0, output);
        const rows = readFileSync(join(folder, 'grades/grades.csv'), 'utf8').trim().split('\n');
        assert.equal(rows.length, 3);
      },
    },
  },
  {
    command: ['npm run grade -- --forget STUDENT'],
    here: {
      put: {STUDENT: 'bob'},
      add: `${OUT} --db`,
      check: ({code, output, folder}) => {
        assert.equal(code, 0, output);
        assert.ok(!existsSync(join(folder, 'grades/results/01/bob.json')));
        assert.ok(existsSync(join(folder, 'grades/results/01/ada.json')));
      },
    },
  },
  there('npm run grade', 'ci/grading/test/cli.integration.test.ts', 'ci/grading/cli.ts'),
  there('npm run grade -- submitted/ --db postgresql://unroll@host/grades', services, 'startPostgres'),
  there('cd grades && ../.venv/bin/jupyter lab', formgrader, 'jupyter_server', 'formgrader'),
  {command: '.venv/bin/dask scheduler --host 10.0.0.1 --no-dashboard', there: dask("'scheduler'", '--no-dashboard')},
  {
    command: '.venv/bin/dask worker tcp://10.0.0.1:8786 --nthreads 16 --memory-limit 0',
    there: dask("'worker'", '--nthreads', '--memory-limit'),
  },
  there('npm run grade -- submitted/ --scheduler tcp://10.0.0.1:8786', cluster, 'scheduler'),
  {
    // grades the same notebooks by nbgrader autograde with our kernel, and compares the marks
    command: ['npm run bench -- grading --submissions N --seed N --nbgrader N', 'nbgrader autograde'],
    here: {
      put: {
        '--submissions N --seed N --nbgrader N':
          '--submissions 0 --seed 1 --nbgrader 2 --slots 1 --json FOLDER/nbgrader.json',
      },
      check: ({code, output, folder}) => {
        assert.equal(code, 0, output);
        const {nbgrader} = JSON.parse(readFileSync(join(folder, 'nbgrader.json'), 'utf8'));
        assert.deepEqual(nbgrader.found.differences, []);
      },
    },
  },
  there('nbgrader generate_assignment', 'ci/exercises/test/generate.integration.test.ts', 'nbgrader_generate.py'),
  there('nbgrader validate', 'ci/exercises/test/validate.integration.test.ts', "['validate'"),
  there('npm run test:grading', '.ci/run', 'npm run test:grading'),
  there('npm run test:grading -- pipe nan', '.ci/run', 'npm run test:grading'),
  there('npm run test:services', '.ci/run', 'npm run test:services'),
  there('npm run bench -- grading', bench, "'grading'"),
  {
    command: [
      'npm run bench -- grading --submissions N --seed N',
      'npm run bench -- grading --submissions N --seed N --training N',
      'npm run grade -- --slots N',
    ],
    there: [
      {file: bench, words: ["'--submissions', '14', '--seed'"]},
      {file: 'ci/grading/bench/cli.ts', words: ['--nbgrader', '--training', '--slots']},
    ],
  },
  there('npm run bench -- grading --write', 'ci/grading/bench/test/report.test.ts', '--write'),
  there('apt install bubblewrap', '.ci/run', 'bubblewrap'),
];
