import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {configFile, gradebookUrl, writeConfig} from '../gradebook/config';
import {forgetTimes, writeTime} from '../gradebook/course-folder';
import {gradebookExercise} from '../gradebook/exercise';
import {recordOf} from '../gradebook/record';
import {readableName, studentId} from '../gradebook/student-id';
import {submittedNotebook} from '../gradebook/submitted-notebook';
import {inertComment, inertMarkdown} from '../gradebook/text';
import {knownExercises} from '../repair/template';
import type {SubmittedCell} from '../submissions/read';
import {HOSTILE, partResult, resultOf} from './results';

describe('a student’s id in the gradebook', () => {
  it('is the name itself where it can do no harm', () => {
    for (const name of [
      'ada',
      'Ada Lovelace',
      'Ada Lovelace (123)',
      'zoë_ångström',
      '12345',
      'a.b-c@example.org',
      '李雷',
    ]) {
      assert.equal(studentId(name), name);
      assert.equal(readableName(name), null);
    }
  });

  it('is no path, markup, formula or URL of its own, and different for different names', () => {
    const odd = [
      ...HOSTILE.filter((text) => /[^\w.]/.test(text)),
      '',
      '.',
      '..',
      '../a',
      '/a',
      'a/b',
      'a\\b',
      'con',
      'NUL.txt',
      '=1',
      '+1',
      '-1',
      '@a',
      'a,b',
      'a%2fb',
      'a%',
      'a ',
    ];
    const more = [
      'a.',
      'a\n',
      'a\u202eb',
      'e\u0301',
      'x'.repeat(101),
      '李'.repeat(60),
      '\ud800',
      '\ud801',
      '_=~',
      'A/b',
      'a/B',
      'a{b}',
      'a*',
    ];
    const ids = [...odd, ...more, 'ada', 'Ada'].map(studentId);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) {
      assert.match(id, /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} _@.()=~-]*$/u);
      assert.ok(id.length <= 128 && Buffer.byteLength(id) <= 200, id);
    }
    for (const name of [...odd, ...more]) {
      assert.notEqual(studentId(name), name);
      assert.match(readableName(name) ?? '', /^[\p{L}\p{N}][^<>"'&`$\\/,=]*$/u);
    }
  });
});

describe('text of learners for nbgrader’s pages', () => {
  it('has no sign that begins markup, a link or a formula', () => {
    for (const text of HOSTILE) {
      assert.doesNotMatch(inertMarkdown(text).replace(/&#\d+;/g, ''), /[&<>"'\\`*_{}[\]()#+\-.!|~$:@=]/, text);
      assert.doesNotMatch(inertComment(text), /[<>&$\\`\n]|\]\(|:\/\/|www\./, text);
    }
    assert.equal(inertMarkdown('a < b\n  c'), 'a &#60; b  \n&#160;&#160;c');
    assert.equal(inertComment('shapes[0] is [3, 2], not [2]'), 'shapes[0] is [3, 2], not [2]');
  });
});

describe('exercises in the gradebook', () => {
  it('have a cell with points and one with the answer for every part, and nothing of solutions', () => {
    for (const exercise of knownExercises()) {
      const {cells, parts, name} = gradebookExercise(exercise);
      assert.ok(parts.size > 0 && name.startsWith(exercise));
      const graded = new Set(cells.filter(({kinds}) => kinds.includes('grade')).map((cell) => cell.name));
      const written = new Set(cells.filter(({kinds}) => kinds.includes('solution')).map((cell) => cell.name));
      for (const {test, answer} of parts.values())
        assert.ok(graded.has(test) && written.has(answer ?? ''), `${exercise} ${test}`);
      assert.equal(new Set([...parts.values()].map(({test}) => test)).size, parts.size);
      for (const {source} of cells) assert.doesNotMatch(source, /hiddenCheck|BEGIN (?:SOLUTION|HIDDEN)/);
    }
  });

  it('give nothing for what could not be read, and say why', () => {
    const {scores, comments} = recordOf(resultOf({exercise: '18', parts: [], problem: 'is <no> JSON'}), null, true);
    assert.deepEqual(new Set(Object.values(scores)), new Set([0]));
    assert.deepEqual(new Set(Object.values(comments)), new Set(['is ‹no› JSON']));
  });

  it('say nothing where a part has passed, and nothing of hidden inputs', () => {
    const part = partResult({points: 0, message: 'wrong', notes: ['hidden inputs: [7, 7]']});
    const {comments, scores} = recordOf(resultOf({parts: [part, partResult({part: '02.2'})]}), null, true);
    assert.deepEqual([comments['e02-last'], comments['e02-all']], ['wrong', undefined]);
    assert.deepEqual([scores['e02-last-test'], scores['e02-all-test'], scores['e02-both-test']], [0, 2, 0]);
  });
});

describe('the notebook that a person marks', () => {
  const exercise = gradebookExercise('18');
  const cell = (source: string, kind: SubmittedCell['kind'] = 'code', gradeId?: string): SubmittedCell => ({
    source,
    kind,
    gradeId,
  });
  const made = (...cells: SubmittedCell[]) => submittedNotebook(exercise, cells, 'sha').cells;
  const at = (cells: ReturnType<typeof made>, id: string) =>
    cells.findIndex((one) => (one.metadata.nbgrader as {grade_id?: string} | undefined)?.grade_id === id);

  it('has every graded cell once, whatever was handed in', () => {
    for (const cells of [
      made(),
      made(cell('1'), cell('')),
      made(...exercise.notebook.map(({source}) => cell(source))),
    ]) {
      for (const {name} of exercise.cells)
        assert.equal(cells.filter((one) => JSON.stringify(one.metadata).includes(`"${name}"`)).length, 1);
      assert.ok(cells.length <= exercise.notebook.length + 1);
    }
  });

  it('shows answers in their places, and what was added behind them', () => {
    const steps = 'function toSteps() {\n  return [1];\n}';
    const cells = made(
      cell(steps, 'code', 'e18-midi'),
      cell('const mine = 2;'),
      cell('I <b>think</b>', 'text', 'e18-listening'),
      cell('More *words*', 'text'),
    );
    assert.equal(cells[at(cells, 'e18-steps')].source, steps);
    assert.equal(cells[at(cells, 'e18-steps') + 1].source, 'const mine = 2;');
    assert.deepEqual(cells[at(cells, 'e18-listening')].cell_type, 'markdown');
    assert.equal(cells[at(cells, 'e18-listening')].source, 'I &#60;b&#62;think&#60;/b&#62;');
    assert.match(cells[at(cells, 'e18-listening') + 1].source, /^More &#42;words&#42;$/);
    assert.ok(cells.every((one) => one.cell_type !== 'code' || one.outputs?.length === 0));
    assert.match(cells[at(cells, 'e18-notes')].source, /YOUR CODE HERE/);
  });

  it('keeps two answers to one part, long words and endless notebooks readable', () => {
    const cells = made(
      ...Array.from({length: 1000}, (_, index) => cell(`function toSteps() { return ${index}; }`)),
      cell('x'.repeat(100_000)),
    );
    assert.match(cells[at(cells, 'e18-steps')].source, /return 0;/);
    assert.ok(cells.length <= exercise.notebook.length + 200);
    const [long] = made(cell('y'.repeat(100_000))).filter(({id}) => id === 'added-1');
    assert.equal(long.cell_type, 'markdown');
    assert.ok(long.source.startsWith('    y') && long.source.length < 60_000);
  });
});

describe('the folder of the gradebook', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'unroll-course-'));
  });
  afterEach(() => rmSync(out, {recursive: true, force: true}));

  it('names a database by a URL, a file by its whole path', () => {
    assert.equal(gradebookUrl(true, out), `sqlite:///${out}/gradebook.db`);
    assert.equal(gradebookUrl('sqlite:///x.db', out), `sqlite:///${process.cwd()}/x.db`);
    assert.equal(gradebookUrl('postgresql://a:b@c/d', out), 'postgresql://a:b@c/d');
    for (const odd of ['', 'submitted', '/no/x.db', 'a@b:c'])
      assert.throws(() => gradebookUrl(odd, out), {name: 'InputError'});
  });

  it('has a configuration for the teacher’s eyes alone, and never another’s', () => {
    writeConfig(out, 'postgresql://a:"b@c/d', 'unroll');
    const file = join(out, 'nbgrader_config.py');
    assert.match(readFileSync(file, 'utf8'), /db_url = "postgresql:\/\/a:\\"b@c\/d"/);
    assert.equal(statSync(file).mode & 0o077, 0);
    writeFileSync(file, '# mine');
    writeConfig(out, 'sqlite:///x', 'unroll');
    assert.equal(readFileSync(file, 'utf8'), '# mine');
    assert.equal(configFile(undefined, out), file);
    assert.throws(() => configFile(join(out, 'none.py'), out), {name: 'InputError'});
  });

  it('leaves folders of submissions that are there as they are', () => {
    const theirs = join(out, 'submitted/ada/02-dimensions');
    mkdirSync(theirs, {recursive: true});
    writeFileSync(join(theirs, '02-dimensions.ipynb'), '');
    writeTime(out, 'ada', '02-dimensions', 'now');
    writeTime(out, 'ada', '03-x', 'now');
    assert.ok(!existsSync(join(theirs, 'timestamp.txt')));
    assert.equal(forgetTimes(out, 'ada'), true);
    assert.ok(existsSync(join(theirs, '02-dimensions.ipynb')) && !existsSync(join(out, 'submitted/ada/03-x')));
    assert.equal(forgetTimes(out, 'bob'), false);
  });
});
