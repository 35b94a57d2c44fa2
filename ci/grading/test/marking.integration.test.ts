import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PARTS} from '../../../lib/src/checks';
import {readNotebook, tagsOf} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';
import {startCompiler} from '../compiler/client';
import {trains} from '../marking/budgets';
import {markSubmission} from '../marking/mark-submission';
import {keysFrom} from '../marking/secret';
import {knownExercises} from '../repair/template';
import type {Result} from '../results/result';
import {openStore} from '../results/store';
import {gradeAll} from '../run';
import {chooseSandbox} from '../sandbox/choose';
import {type Sandbox, SandboxError} from '../sandbox/sandbox';
import type {Submission} from '../submissions/submission';
import {localWorkers} from '../workers/local';
import type {Workers} from '../workers/workers';

const KEYS = keysFrom(Buffer.from('of these tests alone'.repeat(2)));
/** Other slots than a teacher's run beside these tests. */
const SLOT = 40;

const fileOf = (room: 'exercises' | 'solutions', exercise: string): string => {
  const folder = join(projectFolder, room);
  return join(folder, readdirSync(folder).find((name) => name.startsWith(`${exercise}-`)) ?? '');
};

/** What a learner would hand in who solved everything. */
function solved(exercise: string): Buffer {
  const notebook = readNotebook(fileOf('solutions', exercise));
  return Buffer.from(
    JSON.stringify({...notebook, cells: notebook.cells.filter((cell) => !tagsOf(cell).includes('solution'))}),
  );
}

const blank = (exercise: string): Buffer => readFileSync(fileOf('exercises', exercise));

const submission = (bytes: Buffer, exercise?: string, student = 'ada'): Submission => ({
  ...{student, exercise, where: `${student}.ipynb`},
  read: async () => bytes,
});

/** What must be equal when the same work is graded again. */
const lasting = ({seconds: _, parts, ...rest}: Result) => ({
  ...rest,
  parts: parts.map(({seconds: __, ...part}) => part),
});

describe('marking in the sandbox', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  before(async function () {
    try {
      sandbox = await chooseSandbox({sandbox: 'auto'});
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      console.log(`      skipped: ${error.message}`);
      this.skip();
    }
  });

  const mark = async (bytes: Buffer, exercise: string, parts?: string[]): Promise<Result> => {
    const compiler = startCompiler(sandbox, SLOT);
    try {
      // Other tests may run beside these: what counts here is points, not seconds.
      const marker = {sandbox, slot: SLOT, keys: KEYS, patience: 4, parts};
      return await markSubmission(submission(bytes, exercise), exercise, marker, compiler);
    } finally {
      await compiler.end();
    }
  };

  it('gives a blank exercise no points for any part, and tells no student that rules were broken', async () => {
    const {parts, points, problem, suspicious} = await mark(blank('02'), '02');
    assert.equal(parts.length, PARTS.filter(({id}) => id.startsWith('02.')).length);
    assert.deepEqual([points, problem, suspicious], [0, null, false]);
    for (const {message} of parts) assert.match(message, /not implemented/);
  });

  it('gives the same result again, apart from seconds', async () => {
    assert.deepEqual(lasting(await mark(solved('02'), '02')), lasting(await mark(solved('02'), '02')));
  });

  for (const exercise of knownExercises()) {
    const ids = PARTS.map(({id}) => id).filter((id) => id.startsWith(`${exercise}.`) && !trains(id));
    it(`gives the solution of exercise ${exercise} full marks, without the parts that train`, async () => {
      const {parts, points, most, problem, suspicious} = await mark(solved(exercise), exercise, ids);
      const lost = parts.filter((part) => part.points !== part.most);
      assert.deepEqual(
        lost.map(({part, message, notes}) => [part, message, ...notes]),
        [],
      );
      assert.deepEqual([points, problem, suspicious, parts.length], [most, null, false, ids.length]);
      assert.ok(most > 0);
    });
  }

  describe('of a class', () => {
    let out: string;
    let workers: Workers;
    before(() => {
      workers = localWorkers(sandbox.kind, 1);
    });
    after(() => workers?.end());
    beforeEach(() => {
      out = mkdtempSync(join(tmpdir(), 'unroll-class-'));
    });
    afterEach(() => rmSync(out, {recursive: true, force: true}));

    const grade = async (submissions: Submission[], again = false) => {
      const graded: Record<string, boolean> = {};
      const store = openStore(out);
      const {doubles, failures} = await gradeAll({
        ...{submissions, workers, keys: KEYS, store, patience: 4, again},
        onResult: ({student}, isNew) => {
          graded[student] = isNew;
        },
      });
      return {graded, doubles, failures, results: store.all()};
    };

    it('grades what is new, and nothing else', async () => {
      const changed = Buffer.concat([blank('06'), Buffer.from('\n')]);
      const bytes = blank('06');
      // Folder and name tell the exercise of one; what stands in it tells that of the other.
      const [ada, bob] = [submission(bytes, '06', 'ada'), submission(bytes, undefined, 'bob')];
      const first = await grade([ada, bob]);
      assert.deepEqual(first.graded, {ada: true, bob: true});
      assert.deepEqual(
        first.results.map(({student, exercise}) => [student, exercise]),
        [
          ['ada', '06'],
          ['bob', '06'],
        ],
      );
      const second = await grade([ada, bob]);
      assert.deepEqual(second.graded, {ada: false, bob: false});
      assert.deepEqual(second.results, first.results);
      assert.deepEqual((await grade([ada, submission(changed, '06', 'bob')])).graded, {ada: false, bob: true});
      assert.deepEqual((await grade([ada], true)).graded, {ada: true});
    });

    it('gives every file a result, grades one notebook of a student, and tells the others', async () => {
      const damaged = {...submission(Buffer.from('{"cells": ['), '06', 'bob')};
      const empty = submission(Buffer.from('{"cells": []}'), undefined, 'eve');
      const second = {...submission(blank('06'), '06', 'bob'), where: 'bob/again.ipynb'};
      const {results, doubles} = await grade([damaged, empty, second]);
      assert.deepEqual(
        results.map(({student, exercise, points, problem}) => [student, exercise, points, problem?.split(':')[0]]),
        [
          ['eve', '', 0, 'eve.ipynb'],
          ['bob', '06', 0, 'bob.ipynb is no JSON'],
        ],
      );
      assert.deepEqual(doubles, [
        'bob/again.ipynb: not graded, bob.ipynb is by the same student for the same exercise',
      ]);
    });

    it('goes on where the grader itself fails at one, stores nothing about it, and tries again', async () => {
      const odd = {
        ...submission(blank('06'), '06', 'odd'),
        read: () => Promise.reject(new TypeError('a fault of the grader')),
      };
      const next = submission(blank('06'), '06', 'next');
      const {graded, failures, results} = await grade([odd, next]);
      assert.deepEqual(graded, {next: true});
      assert.deepEqual(failures, [
        'odd.ipynb: the grader failed at it, please report this: TypeError: a fault of the grader',
      ]);
      assert.deepEqual(
        results.map(({student}) => student),
        ['next'],
      );
      assert.deepEqual((await grade([submission(blank('06'), '06', 'odd'), next])).graded, {odd: true, next: false});
    });
  });
});
