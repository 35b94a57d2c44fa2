import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {assertResult, type Result} from '../results/result';
import {forget, openStore} from '../results/store';
import {csvOf} from '../results/table';
import {partResult, resultOf} from './results';

describe('assertResult', () => {
  it('takes a whole result', () => assert.doesNotThrow(() => assertResult(resultOf())));

  it('refuses a result without one of its fields, or with one of its own', () => {
    for (const field of Object.keys(resultOf())) {
      const {[field as keyof Result]: _, ...rest} = resultOf();
      assert.throws(() => assertResult(rest), {name: 'TypeError', message: new RegExp(`'${field}'`)}, field);
    }
    for (const field of Object.keys(partResult())) {
      const {[field as 'part']: _, ...rest} = partResult();
      assert.throws(() => assertResult({...resultOf(), parts: [rest]}), {message: new RegExp(`/parts/0 .*'${field}'`)});
    }
    assert.throws(() => assertResult({...resultOf(), score: 1}), TypeError);
    assert.throws(() => assertResult({...resultOf(), parts: [{...partResult(), score: 1}]}), TypeError);
  });

  it('refuses fields of another kind, points below none, and sandboxes that there are not', () => {
    for (const changes of [
      ...[{points: '2'}, {points: -1}, {points: null}, {most: -1}, {parts: {}}, {problem: 0}, {suspicious: 'no'}],
      ...[{sandbox: 'docker'}, {schema: 'unroll-grading-result/2'}, {notes: ['x'.repeat(401)]}, {student: ['ada']}],
      ...[{parts: [partResult({part: '2.1'})]}, {parts: [partResult({message: 'x'.repeat(401)})]}],
      ...[{manual: [{id: 'a', most: 1, state: 'marked', text: ''}]}],
    ])
      assert.throws(() => assertResult({...resultOf(), ...changes}), TypeError, JSON.stringify(changes));
    for (const odd of [null, undefined, 1, 'x', [], {}]) assert.throws(() => assertResult(odd), TypeError);
  });
});

describe('the store of results', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'unroll-results-'));
  });
  afterEach(() => rmSync(out, {recursive: true, force: true}));

  it('gives back what was saved, sorted, and lets the teacher alone read it', () => {
    const store = openStore(out);
    const results = [resultOf({student: '../../etc'}), resultOf({student: 'Ada'}), resultOf({student: 'ada'})];
    for (const result of [...results].reverse()) store.save(result);
    store.save(resultOf({exercise: '01'}));
    store.save(resultOf({exercise: '', problem: 'no exercise can be told'}));
    assert.deepEqual(
      store.all().map(({exercise, student}) => `${exercise} ${student}`),
      [' ada', '01 ada', '02 ../../etc', '02 Ada', '02 ada'],
    );
    assert.deepEqual(readdirSync(out), ['results']);
    assert.equal(statSync(join(out, 'results')).mode & 0o077, 0);
    for (const name of readdirSync(join(out, 'results/02')))
      assert.equal(statSync(join(out, 'results/02', name)).mode & 0o077, 0);
  });

  it('finds a result again only where it is the one that is asked for', () => {
    const store = openStore(out);
    store.save(resultOf({student: 'Ada'}));
    assert.equal(store.find('Ada', '02', ({sha256}) => sha256 === 'a')?.student, 'Ada');
    assert.equal(
      store.find('Ada', '02', () => false),
      undefined,
    );
    assert.equal(
      store.find('ada', '02', () => true),
      undefined,
    );
    assert.equal(
      store.find('Ada', '01', () => true),
      undefined,
    );
  });

  it('saves nothing that breaks the schema, and leaves no half of a file', () => {
    const store = openStore(out);
    store.save(resultOf());
    assert.throws(() => store.save({...resultOf(), points: -1}), TypeError);
    assert.equal(store.all()[0].points, 2);
    mkdirSync(join(out, 'results/02/bob.json'));
    assert.throws(() => store.save(resultOf({student: 'bob'})));
    assert.deepEqual(readdirSync(join(out, 'results/02')).sort(), ['ada.json', 'bob.json']);
  });

  it('tells damaged files and leaves them; files of others do not stop it', () => {
    const store = openStore(out);
    for (const student of ['ada', 'bob', 'eve']) store.save(resultOf({student}));
    const half = readFileSync(join(out, 'results/02/bob.json'), 'utf8').slice(0, 100);
    writeFileSync(join(out, 'results/02/bob.json'), half);
    writeFileSync(join(out, 'results/02/eve.json'), '{"schema": "unroll-grading-result/1"}');
    writeFileSync(join(out, 'results/.DS_Store'), '');
    const damaged: string[] = [];
    assert.deepEqual(
      store.all((file) => damaged.push(file)).map(({student}) => student),
      ['ada'],
    );
    assert.deepEqual(damaged.sort(), [join(out, 'results/02/bob.json'), join(out, 'results/02/eve.json')]);
    assert.equal(readFileSync(damaged[0], 'utf8'), half);
    assert.equal(
      store.find('bob', '02', () => true),
      undefined,
    );
  });

  it('forgets one student in all exercises, and nobody else', () => {
    const store = openStore(out);
    for (const student of ['Ada', 'ada', '..'])
      for (const exercise of ['01', '02']) store.save(resultOf({student, exercise}));
    mkdirSync(join(out, 'feedback/02'), {recursive: true});
    for (const name of ['ada.html', 'adam.html']) writeFileSync(join(out, 'feedback/02', name), '');
    assert.equal(forget(out, 'ada'), 3);
    assert.deepEqual(readdirSync(join(out, 'feedback/02')), ['adam.html']);
    assert.equal(store.all().filter(({student}) => student === 'ada').length, 0);
    assert.equal(store.all().length, 4);
    assert.equal(forget(out, 'nobody'), 0);
    assert.equal(forget(join(out, 'none'), 'ada'), 0);
    assert.ok(!existsSync(join(out, 'none')));
  });
});

describe('the table of marks', () => {
  /** Fields as RFC 4180 reads them. */
  const rows = (csv: string) =>
    csv
      .split('\r\n')
      .filter(Boolean)
      .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field]) => field).slice(0, 9));

  it('has a line for each submission, and no name breaks it', () => {
    const students = ['ada', 'Ada, "the" first', 'a\r\nb,2', 'x\u2028y', '\t=1+1', "O'Neil", '"', '""', ',"'];
    const lines = csvOf(students.map((student) => resultOf({student}))).split('\r\n');
    assert.equal(lines.length, students.length + 2);
    assert.equal(lines.at(-1), '');
    for (const line of lines.slice(1, -1)) assert.match(line, /^"(?:[^"]|"")*","02",2,2,0,2,""$/);
  });

  it('holds nothing that a spreadsheet takes for a formula', () => {
    for (const sign of ['=', '+', '-', '@', '\t=', '\r=', ' =', '\u00a0=', '\u200b=', '＝', '＠', '\0=', '\ufeff@'])
      for (const changes of [
        {student: `${sign}cmd|' /C calc'!A0`},
        {problem: `${sign}HYPERLINK("https://example.org")`},
      ]) {
        const cells = rows(csvOf([resultOf(changes)]))[1];
        for (const cell of cells) assert.doesNotMatch(cell, /^"[\s\p{Cf}\p{Cc}]*[=+\-@＝＠]/u, JSON.stringify(changes));
      }
  });

  it('sums what a person still marks, and leaves parts empty that an exercise does not have', () => {
    const manual = [
      {id: 'a', most: 3, state: 'to mark' as const, text: 'x'},
      {id: 'b', most: 2, state: 'empty' as const, text: ''},
    ];
    const long = resultOf({
      exercise: '03',
      parts: [partResult(), partResult({part: '02.2', points: 0})],
      suspicious: true,
    });
    const lines = csvOf([resultOf({manual}), long]).split('\r\n');
    assert.equal(lines[0], '"student","exercise","points","of","to mark by hand","part 1","part 2","look at"');
    assert.equal(lines[1], '"ada","02",2,2,3,2,"",""');
    assert.equal(lines[2], '"ada","03",2,2,0,2,0,"broke the rules"');
  });
});
