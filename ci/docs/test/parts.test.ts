import assert from 'node:assert/strict';
import ts from 'typescript';
import {parseDocstring} from '../docstring';
import {firstSentence} from '../page';
import {createAnchors, prose} from '../prose';
import {membersOf, signature} from '../signature';
import {findUses} from '../uses';

describe('a docstring', () => {
  it('is cut into text, tags and labels, and a label may follow a sentence', () => {
    const doc = parseDocstring(`/**
      * A step.
      *
      *     H = tanh(X)
      *
      * The idea. Lesson: notebooks/01-foundations/1.3.
      *
      * @param X input,
      *   [batch, features]
      * @returns the state
      * @throws RangeError for shapes
      * Differs: Keras does not. Check: to 1e-6.
      */`);
    assert.equal(doc.body, 'A step.\n\n    H = tanh(X)\n\nThe idea.');
    assert.deepEqual(doc.params, [{name: 'X', text: 'input,\n  [batch, features]'}]);
    assert.deepEqual([doc.returns, doc.throws], ['the state', ['RangeError for shapes']]);
    assert.deepEqual(
      [doc.lesson, doc.differs, doc.check],
      ['notebooks/01-foundations/1.3.', 'Keras does not.', 'to 1e-6.'],
    );
  });

  it('begins with a sentence that the contents can show', () => {
    assert.equal(firstSentence('Rows of f(x) = 1.5 x,\nas in [1]. More.'), 'Rows of f(x) = 1.5 x, as in [1].');
    assert.equal(firstSentence('One line\n\n    x = 1'), 'One line');
  });
});

describe('prose', () => {
  const nowhere = () => undefined;

  it('keeps what Markdown would take for emphasis, HTML, strike-through, formulas or a link', () => {
    const given = 'a * b * c, y[<t], ~1~ $5, [0](1), _x_, W_xh, a_{t-1}';
    assert.equal(prose(given, nowhere), 'a \\* b \\* c, y[&lt;t], \\~1\\~ \\$5, [0]\\(1), \\_x\\_, W_xh, a\\_{t-1}');
  });

  it('leaves code in backticks and in indented blocks alone', () => {
    const given = 'Now `a * b`:\n    x = a * b\n\n    y = <t>\nthen * go on';
    assert.equal(prose(given, nowhere), 'Now `a * b`:\n\n    x = a * b\n\n    y = <t>\n\nthen \\* go on');
  });

  it('links what has an address, and shows the rest as code', () => {
    const address = (name: string) => (name === 'lstm' ? '#lstm' : undefined);
    assert.equal(prose('{@link lstm} and {@link other}', address), '[`lstm`](#lstm) and `other`');
  });

  it('makes the anchors of GitHub: small letters, numbers for what comes again', () => {
    const anchor = createAnchors();
    assert.deepEqual(['Lstm', 'lstm', 'Weights, and more', 'a.b'].map(anchor), [
      'lstm',
      'lstm-1',
      'weights-and-more',
      'ab',
    ]);
  });
});

describe('a signature', () => {
  const read = (code: string) => ts.createSourceFile('a.ts', code, ts.ScriptTarget.ES2022, true).statements;
  const of = (name: string, code: string): string => signature(name, [...read(code)] as unknown as ts.Declaration[]);

  it('names options that the source takes apart, and shows defaults of plain parameters', () => {
    const code =
      'export function f<T>({a = 1}: Options = {}, index = 0, ...rest: T[]): T | undefined { return undefined; }';
    assert.equal(of('f', code), 'f<T>(options?: Options, index = 0, ...rest: T[]): T | undefined');
  });

  it('shows overloads without the implementation behind them', () => {
    const code = 'function f(a: 1): 2;\nfunction f(a: 3): 4;\nfunction f(a: number): number { return a; }';
    assert.equal(of('f', code), 'f(a: 1): 2\nf(a: 3): 4');
  });

  it('gives a long one a line for each parameter', () => {
    const wide = Array.from({length: 5}, (_, i) => `parameterNumber${i}: SomeRatherLongType`).join(', ');
    assert.equal(of('f', `function f(${wide}): void {}`).split('\n').length, 7);
  });

  it('leaves private members out, and what a class overrides without a word', () => {
    const code = `class A extends B {
      /** Width. */ readonly units: number = 1;
      private secret = 2;
      #more = 3;
      override call(): void {}
      /** Goes on. @param x a number */ step(x: number): void {}
    }`;
    const members = membersOf([...read(code)] as unknown as ts.Declaration[]);
    assert.deepEqual(
      members.map(({text}) => text),
      ['units: number', 'step(x: number): void'],
    );
  });
});

describe('findUses', () => {
  const rooms = new Set(['layers', 'training']);
  const found = (code: string, path?: string): string[] =>
    findUses(code, rooms, path).map(({room, path: from, name}) => `${room ?? from}.${name}`);

  it('sees members, types, parts taken out, renamed rooms and namespaces inside a room', () => {
    const code = `import {layers as l, training} from 'unroll';
      const a: l.Lstm = l.lstm({units: 1});
      const {gru, attention: look} = l;
      const {schedules} = training;
      schedules.warmup(); training.schedules.cosineDecay();`;
    assert.deepEqual(found(code), [
      'layers.Lstm',
      'layers.lstm',
      'layers.gru',
      'layers.attention',
      'training.schedules',
      'training.schedules.warmup',
      'training.schedules.cosineDecay',
      'training.schedules',
    ]);
  });

  it('does not see comments, strings, or rooms that are not imported', () => {
    assert.deepEqual(
      found("import {layers} from 'unroll';\n// layers.lstm\nconst s = 'layers.gru'; training.fit();"),
      [],
    );
    assert.deepEqual(found('const layers = {lstm: 1}; layers.lstm;'), []);
  });

  it('reads named imports and namespaces of files', () => {
    const code =
      "import {fit} from '../../src/training/fit';\nimport * as layers from '../../src/layers';\nlayers.lstm();";
    const from = '/course/lib/test/x/a.test.ts';
    assert.deepEqual(found(code, from), ['/course/lib/src/training/fit.fit', '/course/lib/src/layers.lstm']);
  });
});
