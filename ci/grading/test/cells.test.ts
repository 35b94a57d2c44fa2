import assert from 'node:assert/strict';
import {runCells} from '../child/scope';
import {compileCells} from '../compiler/cells';

const course = {engine: {start: async () => 'started'}, tf: {add: (a: number, b: number) => a + b}};

async function run(...sources: string[]) {
  const {cells, names} = compileCells(sources);
  return runCells(cells, names, course);
}

/** What a name means after all cells. */
const last = async (name: string, ...sources: string[]) => (await run(...sources)).find(name);

describe('cells of a notebook', () => {
  it('see what earlier cells declared: functions, classes, enums and parts of what was taken apart', async () => {
    const value = await last(
      'seen',
      'function f(a: number): number { return a + 1; }\nclass C<T> { constructor(public x: T) {} }\nenum E { a = 5 }',
      'const {p, q: [r, ...rest]} = {p: 1, q: [2, 3, 4]};\nlet later: number | undefined;',
      'later = 9;',
      'const seen = [f(1), new C(3).x, E.a, p, r, rest, later];',
    );
    assert.deepEqual(value, [2, 3, 5, 1, 2, [3, 4], 9]);
  });

  it('do not change what earlier cells mean when they declare a name again', async () => {
    const value = await last(
      'seen',
      'const g = () => 1;',
      'const f = () => g();',
      'const g = () => 2;',
      'const seen = [f(), g()];',
    );
    assert.deepEqual(value, [1, 2]);
  });

  it('may declare a name that an earlier one imported, and import again', async () => {
    const value = await last(
      'seen',
      "import {tf} from 'unroll';",
      'const sum = tf.add(1, 2);',
      'const tf = 4;',
      'const seen = [sum, tf];',
    );
    assert.deepEqual(value, [3, 4]);
  });

  it('await at the top, import types and modules of Node, and export what they like', async () => {
    const value = await last(
      'seen',
      "import {engine, type tf} from 'unroll';\nimport {join} from 'node:path';\nimport * as os from 'os';",
      'export const state = await engine.start();',
      "const seen = [state, join('a', 'b'), typeof os.cpus];",
    );
    assert.deepEqual(value, ['started', 'a/b', 'function']);
  });

  it('go on after a cell that throws, and tell which one threw', async () => {
    const scope = await run('function f() { return 1; }\nthrow new TypeError("no");', 'const seen = f();');
    assert.equal(scope.find('seen'), 1);
    assert.deepEqual(scope.failed, [{cell: 0, says: 'TypeError: no'}]);
  });

  it('tell the line of a syntax error, and leave the other cells alone', async () => {
    const scope = await run('const a = 1;', 'const b = 2;\nconst c = (;', 'const seen = a;');
    assert.equal(scope.find('seen'), 1);
    assert.match(scope.failed[0].says, /^line 2: /);
  });

  it('keep lines where they were', async () => {
    const scope = await run('const one = 1;', '\n\nnull as never as {x: 1}, (undefined as never as {y: number}).y;');
    assert.match(scope.failed[0].says, /^TypeError: Cannot read properties of undefined/);
  });

  it('are read whatever stands in them', async () => {
    const sources = ['', '   \n', '// only a comment', '/** @module */', 'declare const d: number;'];
    const scope = await run(
      ...sources,
      'function o(a: string): string;\nfunction o(a: unknown) { return 7; }',
      'const seen = o("");',
    );
    assert.equal(scope.find('seen'), 7);
    assert.deepEqual(scope.failed, []);
  });

  it('cannot import what grading does not have', async () => {
    const scope = await run("import lodash from 'lodash';\nlodash.map([]);");
    assert.match(scope.failed[0].says, /'lodash' is not there when exercises are graded/);
  });

  it('are refused, not followed, where they are nested too deep', async () => {
    const {cells} = compileCells([`const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};`, 'const seen = 1;']);
    assert.match(cells[0].error ?? '', /too deep or too odd|line 1/);
    assert.equal(cells[1].error, undefined);
  });

  it('do not take names of Object for names of the notebook', async () => {
    const scope = await run('const a = 1;');
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      assert.equal(scope.find(name), undefined);
  });
});
