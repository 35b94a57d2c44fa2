import assert from 'node:assert/strict';
import {checkParameters, joinParameterArguments, literal} from '../run/parameters';
import {code, markdown, notebook} from './make';

const cell = [
  'const epochs = 20; // passes over the data',
  "const name = 'plain';",
  "const optimizer: 'adam' | 'sgd' = 'adam';",
  'const sizes: number[] = [',
  '  10,',
  '];',
  'const rate = 0.1;',
  'const shuffle = true;',
  'const limit: number | null = null;',
  'const options = {units: 5, deep: false};',
].join('\n');
const lesson = notebook(markdown('# 2.1'), code(cell, [], ['parameters']));
const check = (...words: string[]) => checkParameters(words, lesson, '2.1');

describe('-p name=value', () => {
  const good: [word: string, value: unknown][] = [
    ['epochs=2', 2],
    ['epochs=1e3', 1000],
    ['epochs=NaN', Number.NaN],
    ['epochs=-Infinity', -Infinity],
    ['name=two words', 'two words'],
    ['name=42', '42'],
    ['name=', ''],
    ['name=a=b', 'a=b'],
    ['optimizer=sgd', 'sgd'],
    ['sizes=[1, 2]', [1, 2]],
    ['sizes=[]', []],
    ['shuffle=false', false],
    ['limit=null', null],
    ['limit=3', 3],
    ['options={"units": 3, "deep": true}', {units: 3, deep: true}],
  ];
  for (const [word, value] of good) {
    it(`takes ${word}`, () => assert.deepEqual(Object.values(check(word)), [value]));
  }

  const bad: [word: string, message: RegExp][] = [
    [
      'epochs=two',
      /-p epochs=two does not fit 'const epochs = 20;' \(Type 'string' is not assignable to type 'number'/,
    ],
    ['epochs=', /does not fit/],
    ['epochs=null', /does not fit/],
    ['optimizer=rmsprop', /"adam" \| "sgd"/],
    ['sizes=3', /does not fit/],
    ['sizes=["a"]', /does not fit/],
    ['shuffle=1', /does not fit/],
    ['options={"units": 3}', /does not fit/],
    ['epoch=2', /2\.1 has no parameter 'epoch'; it has: epochs, name, /],
    ['epochs', /expected name=value/],
  ];
  for (const [word, message] of bad) {
    it(`refuses ${word} in one line`, () => {
      assert.throws(
        () => check(word),
        (error: Error) => message.test(error.message) && !error.message.includes('\n'),
      );
    });
  }

  it('needs a cell tagged parameters', () => {
    assert.throws(() => checkParameters(['a=1'], notebook(code('const a = 2;')), '2.1'), /takes no parameters/);
  });

  it('may be written with a blank, as papermill does', () => {
    const words = ['run', '2.1', '-p', 'epochs', '2', '--parameter', 'name', '-p', '-p', 'a=b', '--update'];
    const joined = ['run', '2.1', '-p', 'epochs=2', '--parameter', 'name=-p', '-p', 'a=b', '--update'];
    assert.deepEqual(joinParameterArguments(words), joined);
  });

  it('reaches Python as JSON with NaN, which Python reads', () => {
    assert.equal(literal({a: [Number.NaN, -0, 'x']}, 'python'), '{"a": [NaN, -0.0, "x"]}');
  });
});
