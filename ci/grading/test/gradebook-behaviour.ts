import assert from 'node:assert/strict';
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {pythonPath} from '../../notebooks/paths';
import {forgetInGradebook, type GradebookContents, writeGradebook} from '../gradebook/gradebook';
import type {Result} from '../results/result';
import {HOSTILE, partResult, resultOf} from './results';

/** Grade: score of the machine, score of a person, extra credit, whether a person is asked. */
type GradeRow = [number | null, number | null, number | null, boolean];

/** All that a gradebook says, read by nbgrader. */
export interface Shown {
  students: [string, string | null][];
  assignments: Record<
    string,
    {
      max_score: number;
      duedate: string | null;
      cells: [string, number, string][];
      tasks: [string, number][];
      solutions: number;
      sources: number;
    }
  >;
  marks: Record<
    string,
    {
      id: string;
      score: number;
      time: string | null;
      penalty: number | null;
      grades: Record<string, GradeRow>;
      comments: Record<string, [string | null, string | null]>;
    }
  >;
  rows: Record<string, number>;
}

/** Runs a Python program with nbgrader's environment. */
export function runPython(args: string[], cwd?: string) {
  const PATH = [dirname(pythonPath()), process.env.PATH].join(delimiter);
  const env = {...process.env, PATH, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1'};
  return spawnSync(pythonPath(), args, {cwd, env, encoding: 'utf8', timeout: 60_000});
}

function tool(url: string, ...args: string[]): string {
  const {status, stdout, stderr} = runPython([join(__dirname, 'gradebook-tool.py'), url, ...args]);
  assert.equal(status, 0, stderr);
  return stdout;
}

export const show = (url: string): Shown => JSON.parse(tool(url, 'show')) as Shown;

/** Points and comments that a person gives. */
export const mark = (url: string, wish: object) => tool(url, 'mark', JSON.stringify(wish));

/** A program of its own that writes `count` new results, and prints a line when it begins; it leads a group of processes. */
export function startWriter(url: string, out: string, count: number): ChildProcess {
  const file = join(out, 'writer.ts');
  const module = (path: string) => JSON.stringify(join(__dirname, path));
  const program = [
    `import {writeGradebook} from ${module('../gradebook/gradebook')};`,
    `import {result02} from ${module('gradebook-behaviour')};`,
    `const results = Array.from({length: ${count}}, (_, index) => result02('student' + index, 0));`,
    `console.log('begin');`,
    `void writeGradebook({results, submissions: []}, {url: ${JSON.stringify(url)}, out: ${JSON.stringify(out)}, say: () => {}});`,
  ].join('\n');
  writeFileSync(file, program);
  return spawn(process.execPath, ['--import', 'tsx', file], {
    ...{cwd: join(__dirname, '../../..'), detached: true, stdio: ['ignore', 'pipe', 'inherit']},
  });
}

/** A result of exercise 02 with these points for its first two parts. */
export const result02 = (student: string, first = 2, changes: Partial<Result> = {}): Result =>
  resultOf({
    ...{student, sha256: `${student}-1`},
    parts: [
      partResult({part: '02.1', points: first, message: first === 2 ? 'passed' : 'shapes[0] is 3, not 2'}),
      partResult({part: '02.2', points: 0, message: 'not implemented'}),
    ],
    ...changes,
  });

/** A result of exercise 18, which has a question and a task for a person. */
export const result18 = (student: string, state: 'to mark' | 'empty' | 'missing', sha256 = 'a'): Result =>
  resultOf({
    ...{student, exercise: '18', sha256, parts: [partResult({part: '18.1', points: 2})]},
    manual: [
      {id: 'e18-experiment', most: 3, state: 'empty', text: ''},
      {id: 'e18-listening', most: 3, state, text: 'I heard <b>much</b>'},
    ],
  });

/**
 * What holds for a gradebook on every database.
 *
 * @param open gives a new, empty database each time
 */
export function describeGradebook(open: () => string | Promise<string>): void {
  let [out, url] = ['', ''];
  beforeEach(async () => {
    out = mkdtempSync(join(tmpdir(), 'unroll-gradebook-'));
    url = await open();
  });
  afterEach(() => rmSync(out, {recursive: true, force: true}));

  const write = (results: Result[], more: Partial<GradebookContents> = {}, said: string[] = []) =>
    writeGradebook({results, submissions: [], ...more}, {url, out, patience: 30, say: (line) => said.push(line)});

  it('has every graded part with its points, as nbgrader reads them', async () => {
    const report = await write([
      result02('ada'),
      result02('bob', 0),
      result18('ada', 'to mark'),
      resultOf({exercise: ''}),
    ]);
    assert.deepEqual([report.results, report.left], [3, 1]);
    const {students, assignments, marks} = show(url);
    assert.deepEqual(students.map(([id]) => id).sort(), ['ada', 'bob']);
    const {cells, max_score, solutions, sources} = assignments['02-dimensions'];
    assert.deepEqual([cells.length, max_score, solutions, sources], [6, 15, 6, 12]);
    assert.ok(cells.some(([name, points, kind]) => name === 'e02-both-test' && points === 3 && kind === 'code'));
    const {grades, comments, score} = marks['02-dimensions/ada'];
    assert.deepEqual(grades['e02-last-test'], [2, null, null, false]);
    assert.deepEqual(grades['e02-all-test'], [0, null, null, false]);
    assert.deepEqual(grades['e02-both-test'], [0, null, null, false], 'a part without a result has no points');
    assert.deepEqual([score, marks['02-dimensions/bob'].score], [2, 0]);
    assert.deepEqual(comments['e02-last'], [null, null]);
    assert.deepEqual(marks['02-dimensions/bob'].comments['e02-last'], ['shapes[0] is 3, not 2', null]);
  });

  it('asks a person for what a person marks', async () => {
    await write([result18('ada', 'to mark'), result18('bob', 'empty'), result18('eve', 'missing')]);
    const {marks, assignments} = show(url);
    assert.deepEqual(assignments['18-generating-music'].tasks, [['e18-experiment', 3]]);
    assert.ok(
      assignments['18-generating-music'].cells.some(
        ([name, , kind]) => name === 'e18-listening' && kind === 'markdown',
      ),
    );
    const of = (student: string) => marks[`18-generating-music/${student}`];
    assert.deepEqual(of('ada').grades['e18-listening'], [null, null, null, true]);
    assert.deepEqual(of('bob').grades['e18-listening'], [0, null, null, false]);
    assert.deepEqual(of('bob').comments['e18-listening'], ['No response.', null]);
    assert.match(of('eve').comments['e18-listening'][0] ?? '', /missing/);
    for (const student of ['ada', 'bob', 'eve'])
      assert.deepEqual(of(student).grades['e18-experiment'], [null, null, null, true], 'tasks are always a person’s');
  });

  it('keeps what a person gave, and asks again only where something changed', async () => {
    await write([result02('ada'), result18('ada', 'to mark', 'x')]);
    mark(url, {
      ...{assignment: '02-dimensions', student: 'ada', comments: {'e02-last': 'well done'}},
      grades: {'e02-last-test': [1.5, 0.5], 'e02-all-test': [null, 1]},
    });
    mark(url, {assignment: '18-generating-music', student: 'ada', grades: {'e18-listening': [2, null]}});
    const before = show(url);
    await write([result02('ada'), result18('ada', 'to mark', 'x')]);
    assert.deepEqual(show(url), before, 'the same results change nothing');

    // The same file, marked by another grader: other points for one part.
    await write([result02('ada', 0), result18('ada', 'to mark', 'x')]);
    const {grades, comments} = show(url).marks['02-dimensions/ada'];
    assert.deepEqual(grades['e02-last-test'], [0, 1.5, 0.5, true]);
    assert.deepEqual(grades['e02-all-test'], [0, null, 1, false]);
    assert.deepEqual(comments['e02-last'], ['shapes[0] is 3, not 2', 'well done']);
    assert.deepEqual(show(url).marks['18-generating-music/ada'].grades['e18-listening'], [null, 2, null, false]);

    // Another file: what a person marked in the old one is to be looked at again.
    await write([result02('ada', 0, {sha256: 'other'}), result18('ada', 'to mark', 'y')]);
    assert.deepEqual(show(url).marks['18-generating-music/ada'].grades['e18-listening'], [null, 2, null, true]);
    assert.equal(show(url).marks['18-generating-music/ada'].score, 4);
  });

  it('keeps due dates, and gives late work the penalty of nbgrader’s plugin', async () => {
    const at = (student: string, time: string) => ({
      student,
      where: 'ada/02-dimensions.ipynb',
      time,
      read: () => Promise.reject(new Error()),
    });
    const results = ['ada', 'bob', 'eve'].map((student) => result02(student, 2, {problem: 'no file'}));
    const submissions = [
      at('ada', '2026-12-01T12:00:00Z'),
      at('bob', '2026-12-01 13:00:01 CET'),
      at('eve', 'some time'),
    ];
    const penalties = () => Object.values(show(url).marks).map(({penalty}) => penalty);
    await write(results, {submissions, due: '2026-12-01T12:00:00Z'});
    assert.deepEqual(
      Object.values(show(url).marks).map(({time}) => time),
      ['2026-12-01T12:00:00', '2026-12-01T12:00:01', null],
    );
    assert.deepEqual(penalties(), [null, null, null], 'nbgrader’s own default gives none');

    writeFileSync(join(out, 'late.py'), PLUGIN);
    writeFileSync(
      join(out, 'config.py'),
      "import late\nprint('noise')\nc = get_config()\nc.AssignLatePenalties.plugin_class = late.Half\n",
    );
    const config = join(out, 'config.py');
    await writeGradebook({results, submissions: []}, {url, out, config, say: () => undefined});
    assert.equal(show(url).assignments['02-dimensions'].duedate, '2026-12-01T12:00:00');
    assert.deepEqual(penalties(), [null, 1, null]);
    tool(url, 'extend', JSON.stringify({assignment: '02-dimensions', student: 'bob', hours: 1}));
    await writeGradebook({results, submissions: []}, {url, out, config, say: () => undefined});
    assert.deepEqual(penalties(), [null, null, null]);
  });

  it('takes no markup, path or formula from learners', async () => {
    const names = [
      ...HOSTILE,
      '../../etc',
      '=1+1',
      'a,b',
      'con',
      'a%2fb',
      'Zoë Ångström',
      'Ada Lovelace (12)',
      'x'.repeat(300),
      '\ud800',
      'ada\0',
    ];
    const results = names.map((name, index) =>
      result02(name, 0, {
        sha256: String(index),
        parts: [partResult({points: 0, message: `got ${name}`.slice(0, 400)})],
      }),
    );
    await write(results);
    const {students, marks} = show(url);
    assert.equal(students.length, names.length);
    for (const [id, name] of students) {
      assert.match(id, /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} _@.()=~-]*$/u);
      assert.doesNotMatch(name ?? '', /[<>"'&`,=\\/]/);
    }
    assert.ok(students.some(([id]) => id === 'Zoë Ångström'));
    for (const {comments} of Object.values(marks)) assert.doesNotMatch(comments['e02-last'][0] ?? '', /[<>&`$\\]|\]\(/);
  });

  it('forgets one student, and nobody else', async () => {
    await write([result02('ada'), result18('ada', 'to mark'), result02('bob')]);
    const place = {url, out, say: () => undefined};
    assert.equal(await forgetInGradebook('ada', place), true);
    assert.equal(await forgetInGradebook('ada', place), false);
    const {students, marks, rows} = show(url);
    assert.deepEqual([students.map(([id]) => id), Object.keys(marks)], [['bob'], ['02-dimensions/bob']]);
    assert.deepEqual(rows, {grade: 6, submitted_notebook: 1});
  });

  it('loses and doubles nothing where two runs write at once', async () => {
    const names = Array.from({length: 40}, (_, index) => `s${index}`);
    const some = (from: number, to: number) => names.slice(from, to).map((name) => result02(name));
    await Promise.all([write(some(0, 30)), write(some(10, 40)), write(some(0, 40))]);
    const {students, rows, marks} = show(url);
    assert.deepEqual([students.length, rows.submitted_notebook, rows.grade], [40, 40, 240]);
    assert.ok(Object.values(marks).every(({score}) => score === 2));
  });
}

const PLUGIN = `from nbgrader.plugins import BasePlugin


class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
`;
