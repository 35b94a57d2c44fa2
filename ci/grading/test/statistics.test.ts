import assert from 'node:assert/strict';
import {random} from '../../../lib/src/data/random';
import {feedbackNotebook} from '../results/feedback';
import {countParts, escaped, statisticsPage} from '../results/statistics';
import {HOSTILE, partResult, resultOf} from './results';

const failed = (message: string) => partResult({points: 0, message});

describe('countParts', () => {
  it('counts every student once a part: passed, wrong or not written', () => {
    const source = random(3);
    const kinds = [partResult(), failed('wrong'), failed('not implemented'), failed("'shapes' is missing")];
    const drawn = Array.from({length: 200}, () => source.integer(0, 4));
    const [counts, ...others] = countParts(drawn.map((kind) => resultOf({parts: [kinds[kind]]})));
    assert.equal(others.length, 0);
    const count = (...wanted: number[]) => drawn.filter((kind) => wanted.includes(kind)).length;
    assert.deepEqual([counts.passed, counts.failed, counts.empty], [count(0), count(1), count(2, 3)]);
  });

  it('counts a mistake once whatever its numbers are, the most frequent first', () => {
    const messages = ['got 3, not 4.5', 'a NaN', 'got -1e-9, not 12', 'got 7, not 8'];
    const [{messages: found}] = countParts(messages.map((message) => resultOf({parts: [failed(message)]})));
    assert.deepEqual(found, [
      ['got #, not #', 3],
      ['a NaN', 1],
    ]);
  });

  it('lists parts in their order, also where there are ten', () => {
    const parts = ['02.10', '02.2', '02.1'].map((part) => partResult({part}));
    assert.deepEqual(
      countParts([resultOf({parts})]).map(({part}) => part),
      ['02.1', '02.2', '02.10'],
    );
  });
});

describe('the page of statistics', () => {
  const page = (...results: Parameters<typeof resultOf>[0][]) => statisticsPage('02', results.map(resultOf));
  /** Names of all elements and attributes, in their order. */
  const markup = (html: string) =>
    [...html.replace(/(<script>)[\s\S]*?(<\/script>)/, '$1$2').matchAll(/<(\/?[a-z!][a-z0-9]*)([^>]*)>/gi)].map(
      ([, name, rest]) => name + rest.replace(/"[^"]*"/g, '""'),
    );

  it('has the same markup whatever students, titles and messages say', () => {
    const build = (text: string) =>
      page(
        {student: text, problem: text, parts: [{...failed(text), title: text, answer: text, notes: [text]}]},
        {student: text, notes: [text], where: text, manual: [{id: text, most: 1, state: 'to mark', text}]},
      );
    const expected = markup(build('plain'));
    for (const text of HOSTILE) assert.deepEqual(markup(build(text)), expected, text);
  });

  it('holds figures that no text can end, and that still say the text', () => {
    for (const text of HOSTILE) {
      const script = /<script>([\s\S]*?)<\/script>/.exec(page({parts: [partResult({title: text})]}))?.[1] ?? '';
      const json = /Object\.entries\(([\s\S]*)\)\) \{\nif/.exec(script)?.[1] ?? '';
      assert.doesNotMatch(json, /</);
      assert.doesNotThrow(() => JSON.parse(json), text);
    }
  });

  it('tells no names but those whose file could not be read, and no notes for the teacher', () => {
    const html = page(
      {student: 'ada', notes: ['noted'], parts: [partResult({notes: ['hidden inputs: 42'], answer: 'const mine = 1'})]},
      {student: 'bob', problem: 'bob.ipynb is no JSON'},
    );
    assert.doesNotMatch(html, /ada|noted|hidden inputs|const mine/);
    assert.match(html, /bob: bob\.ipynb is no JSON/);
  });

  it('says the median of an even and an odd number of students', () => {
    assert.match(page({points: 1}, {points: 4}, {points: 2}), /3 submissions, median 2 of 2 points/);
    assert.match(page({points: 1}, {points: 2}), /2 submissions, median 1\.5 of/);
    assert.match(page({points: 1}), /1 submission, median 1 of/);
  });
});

describe('escaped', () => {
  it('leaves no letter that HTML reads, and no mark that hides or turns text', () => {
    for (const text of HOSTILE) assert.doesNotMatch(escaped(text), /[<>"']|&(?!#\d+;)/);
    assert.equal(escaped('a\u202eb\u0000c\nd'), 'a b c d');
  });
});

describe('the feedback notebook', () => {
  const texts = (changes: Parameters<typeof resultOf>[0]) =>
    (feedbackNotebook(resultOf(changes)).cells as {cell_type: string; source: string}[])
      .filter(({cell_type}) => cell_type === 'markdown')
      .map(({source}) => source);
  /** What a browser shows of text in Markdown that is escaped letter by letter. */
  const read = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  it('leaves no letter of a message that Markdown or HTML reads, and shows all of them', () => {
    for (const text of [
      ...HOSTILE,
      "it's 3 < 4 & 5 > 2, not #1",
      'https://example.org',
      'a@example.org',
      '1. x',
      'a: b',
    ]) {
      const [, part] = texts({parts: [failed(text)]});
      const message = part.slice(part.indexOf('\n\n> ') + 4);
      assert.doesNotMatch(message.replace(/&#\d+;/g, ''), /[<>&"'`*_{}[\]()#+\-.!|~$\\:@\n]/, text);
      assert.equal(read(message), text.replace(/\n/g, ' '));
    }
  });

  it('holds nothing that is for the teacher alone', () => {
    const parts = [{...failed('wrong'), notes: ['hidden inputs: got 4711'], suspicious: true}];
    const manual = [{id: 'e02-why', most: 3, state: 'to mark' as const, text: 'because'}];
    const all = JSON.stringify(
      feedbackNotebook(resultOf({parts, manual, secret: 'fingerprint', sha256: 'hash-of-file'})),
    );
    assert.doesNotMatch(all, /4711|hidden inputs|fingerprint|hash-of-file/);
  });

  it('keeps answers as code that no text leaves, whole letters only', () => {
    const answer = `${HOSTILE.join('\n')} \ud83d`;
    const cells = feedbackNotebook(resultOf({parts: [partResult({answer, message: '\udc00'})]})).cells as {
      cell_type: string;
      source: string;
    }[];
    const code = cells.filter(({cell_type}) => cell_type === 'code');
    assert.deepEqual(
      code.map(({source}) => source),
      [`${HOSTILE.join('\n')} \ufffd`],
    );
    assert.doesNotMatch(JSON.stringify(cells), /\\ud[89a-f]/i);
  });

  it('colours no word that is made to be slow, and shows it all the same', () => {
    const answer = `const x = ${'a.'.repeat(5000)}\n\r<b>\n\`\`\`\n</pre>`;
    const cells = feedbackNotebook(resultOf({parts: [partResult({answer})]})).cells as {
      cell_type: string;
      source: string;
    }[];
    assert.ok(cells.every(({cell_type}) => cell_type === 'markdown'));
    assert.ok(
      cells
        .at(-1)
        ?.source.split(/\r\n?|\n/)
        .every((line) => line.startsWith('    ')),
    );
  });

  it('counts points in words that fit', () => {
    assert.match(texts({points: 0, most: 1})[0], /: 0 of 1 point$/);
    assert.equal(texts({exercise: '10'})[0], '# Exercise 10 Bach chorales: 2 of 2 points');
    assert.equal(texts({exercise: ''})[0], '# Exercise: 2 of 2 points');
    assert.match(texts({points: 1.5, most: 2})[0], /: 1.5 of 2 points$/);
    const manual = [{id: 'a', most: 1, state: 'empty' as const, text: ''}];
    assert.match(texts({manual}).at(-1) ?? '', /1 point: empty/);
  });
});
