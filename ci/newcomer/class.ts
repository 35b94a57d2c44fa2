/** Five submissions, graded as a teacher would: one is the notebook that was solved in Lab. */
import {strict as assert} from 'node:assert';
import {cpSync, existsSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {makeSubmissions} from '../grading/bench/make';
import type {Newcomer} from './clone';
import {command} from './command';

const SUBMISSIONS = 5;

const fields = (line: string): string[] => [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, a, b]) => a ?? b ?? '');

/**
 * Makes the class, grades it, and compares its marks.
 *
 * @param solved path of the notebook that was solved
 * @returns one line on what came out
 */
export async function gradeClass(newcomer: Newcomer, solved: string): Promise<string> {
  const mix = {honest: 1, 'half-done': 0, damaged: 0, hostile: 0};
  const wanted = {count: SUBMISSIONS, seed: 1, exercises: ['02'], mix, endlessEvery: 0};
  const {submissions} = await makeSubmissions(newcomer.beside, wanted);
  const submitted = join(newcomer.beside, 'submitted');
  const last = submissions[submissions.length - 1];
  // the class has one learner more with a name, and one generated less
  rmSync(join(submitted, last.student), {recursive: true});
  const own = join(submitted, 'newcomer', '02-dimensions');
  cpSync(solved, join(own, '02-dimensions.ipynb'));
  const due = new Map(
    submissions.slice(0, -1).map(({student, parts}) => [student, Object.values(parts).reduce((a, b) => a + b, 0)]),
  );

  await command(newcomer, ['run', 'grade', '--', '--make-secret']);
  await command(newcomer, ['run', 'grade', '--', submitted]);
  const grades = join(newcomer.folder, 'grades');
  const lines = readFileSync(join(grades, 'marks.csv'), 'utf8').trim().split('\r\n').slice(1).map(fields);
  assert.equal(lines.length, SUBMISSIONS);
  for (const [student, , points, of] of lines) {
    const expected = due.get(student) ?? Number(of);
    assert.equal(Number(points), expected, `${student} has ${points} points, ${expected} are due`);
    assert.ok(existsSync(join(grades, 'feedback', '02', `${student}.html`)), `${student} has a page of feedback`);
  }
  // learners' names and marks: not for the next one who looks at the clone
  renameSync(grades, join(newcomer.beside, 'grades'));
  const [, , points, of] = lines.find(([student]) => student === 'newcomer') ?? [];
  return `${lines.length} marked; the one solved in Lab got ${points} of ${of} points`;
}
