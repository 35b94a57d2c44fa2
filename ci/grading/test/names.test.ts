import assert from 'node:assert/strict';
import {random} from '../../../lib/src/data/random';
import {exerciseIn, fileNameOf, shown} from '../submissions/submission';

const LETTERS = [
  'a',
  'A',
  'b',
  '.',
  '~',
  '%',
  '/',
  '\\',
  ' ',
  '\0',
  '\n',
  ':',
  'ß',
  'é',
  'e\u0301',
  '😀',
  '\ud83d',
  '2e',
  '_',
];
const ODD = [
  ...['', '.', '..', '../..', '%2e', '%', '%25', '~', 'ada', 'Ada', 'ADA', 'aDa', ' ada', 'ada ', 'ada.', '.ada'],
  ...[
    'con',
    'CON',
    'con.json',
    'nul',
    'lpt1',
    'lpt1.x',
    'com',
    'conny',
    '%63on',
    '\ud800',
    '\ud801',
    '\ufffd',
    'é',
    'e\u0301',
  ],
  ...[
    'x'.repeat(120),
    'x'.repeat(121),
    `${'x'.repeat(121)}y`,
    '😀'.repeat(100),
    `${'x'.repeat(100)}~${'0'.repeat(16)}`,
  ],
];

describe('fileNameOf', () => {
  const source = random(9);
  const drawn = Array.from({length: 20_000}, () =>
    Array.from({length: source.integer(0, 9)}, () => LETTERS[source.integer(0, LETTERS.length)]).join(''),
  );
  const names = [...new Set([...ODD, ...drawn])];

  it('gives different names different files, where case counts and where it does not', () => {
    const files = new Map<string, string>();
    for (const name of names) {
      const file = fileNameOf(name).toLowerCase();
      assert.equal(files.get(file), undefined, `${JSON.stringify([files.get(file), name])} share '${file}'`);
      files.set(file, name);
    }
  });

  it('means nothing to any file system', () => {
    for (const name of names) {
      const file = fileNameOf(name);
      assert.match(file, /^[A-Za-z0-9_@%~-][A-Za-z0-9_@.%~-]*$/, name);
      assert.ok(file.length <= 125, `${file.length} letters`);
      assert.doesNotMatch(`${file}.json`, /^(?:con|prn|aux|nul|com\d|lpt\d)\./i, name);
    }
  });

  it('leaves plain names as they are', () => {
    for (const name of ['ada', 'ada.lovelace', 'a-b_c', 'ada@example.org', 's1234'])
      assert.equal(fileNameOf(name), name);
  });
});

describe('exerciseIn', () => {
  const known = ['01', '02', '12', '20'];

  it('finds the exercise at the beginning of a name, or behind other words', () => {
    for (const name of [
      ...[
        '02',
        '02-dimensions',
        '02-dimensions.ipynb',
        '02_mine.ipynb',
        'e02.ipynb',
        'ex-02',
        'Exercise 02',
        'assignment_02',
      ],
      ...[
        'ada_02-dimensions.ipynb',
        'ada 02-dimensions (1).ipynb',
        '2024-02-dimensions.ipynb',
        'lovelaceada_1_2_02-dimensions',
      ],
    ])
      assert.equal(exerciseIn(name, known), '02', name);
  });

  it('takes years, ids and exercises that do not exist for none', () => {
    for (const name of [
      '',
      '2024',
      '021',
      '99',
      '99-none.ipynb',
      'ada_1202_3.ipynb',
      's02.ipynb',
      '０２-dimensions',
      'ada',
    ])
      assert.equal(exerciseIn(name, known), undefined, name);
  });

  it('is quick on names made to be slow', () => {
    const begin = performance.now();
    for (const unit of ['0', '_', '02-', ' -_', '_02', 'ex']) exerciseIn(unit.repeat(50_000), ['77']);
    assert.ok(performance.now() - begin < 1000);
  });
});

describe('shown', () => {
  it('keeps a name in one short line', () => {
    assert.equal(shown('a\r\n\u2028\u202e\u200b\u001b[2Jb'), 'a??????[2Jb');
    assert.equal(shown('x'.repeat(500)).length, 80);
    assert.equal(shown('Zoë 😀'), 'Zoë 😀');
  });
});
