import assert from 'node:assert/strict';
import {checkCode} from '../lint/code';
import {findingLine} from '../lint/finding';
import {declaredNames, joinedCells} from '../lint/joined';
import type {Notebook} from '../notebook';
import {code, markdown, notebook} from './make';

const found = (lesson: Notebook, onlyTypes = false): string[] =>
  checkCode([{name: 'n', notebook: lesson, onlyTypes}]).findings.map(findingLine);

describe('the code of a notebook', function () {
  this.timeout(60_000);

  it('may use names of earlier cells, await at top level, and end with a value', () => {
    const lesson = notebook(code('const a = 1;'), markdown('x'), code('const b = await Promise.resolve(a);\nb + a;'));
    assert.deepEqual(found(lesson), []);
  });

  it('is compiled strictly, with cell and line in the message', () => {
    const lesson = notebook(
      code('const a = [1];'),
      markdown('x'),
      code('const b = 1;\nconst c: string = a[0] + b;\nc;'),
    );
    assert.deepEqual(found(lesson), ["n, cell 3, line 2: TS2322: Type 'number' is not assignable to type 'string'."]);
    assert.match(
      found(notebook(code('const f = (x) => x;\nf(1);')))[0],
      /cell 1, line 1: TS7006: Parameter 'x' implicitly/,
    );
  });

  it('may declare a name anew, with another type', () => {
    const cells = [code('const x = 1;\nconst y = x + 1;'), code("const x = 'a';"), code('x.trim() + y.toFixed();')];
    assert.deepEqual(found(notebook(...cells)), []);
    const wrong = found(notebook(...cells.slice(0, 2), code('x.toFixed();')));
    assert.match(wrong[0], /cell 3, line 1: TS2\d+: Property 'toFixed' does not exist on type/);
  });

  it('cannot see the variables of another notebook', () => {
    const [one, two] = [notebook(code('const shared = 1;\nshared;')), notebook(code('shared;'))];
    const {findings} = checkCode([
      {name: 'one', notebook: one, onlyTypes: false},
      {name: 'two', notebook: two, onlyTypes: false},
    ]);
    assert.deepEqual(findings.map(findingLine), ["two, cell 1, line 1: TS2304: Cannot find name 'shared'."]);
  });

  it('is linted: any, unused imports', () => {
    const lines = found(notebook(code("import {join} from 'node:path';\n\nconst a: any = 1;\na;")));
    assert.ok(
      lines.some((line) => /cell 1, line 1: .*noUnusedImports/.test(line)),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) => /cell 1, line 3: .*noExplicitAny/.test(line)),
      lines.join('\n'),
    );
  });

  it('is formatted; the right form comes back for --fix', () => {
    const lesson = notebook(code('const a = 1;\nconst b   = {x:a}\nb'));
    const {findings, reformatted} = checkCode([{name: 'n', notebook: lesson, onlyTypes: false}]);
    assert.deepEqual(findings.map(findingLine), ['n, cell 1, line 2: not formatted; run `npm run check -- --fix`']);
    assert.equal(reformatted.get(lesson)?.get(0), 'const a = 1;\nconst b = {x: a};\nb;');
  });

  it('of an exercise is only type-checked: its gaps leave things unused', () => {
    const stub = "function f(n: number): number {\n  throw new Error('not implemented');\n}\n\nf( 1)";
    assert.deepEqual(found(notebook(code(stub)), true), []);
    assert.match(found(notebook(code(`${stub};\nf('a');`)), true)[0], /TS2345/);
  });

  it('may call the hidden checks of the grader', () => {
    assert.deepEqual(found(notebook(code("await hiddenCheck('02.1', {});"))), []);
  });
});

describe('joinedCells', () => {
  it('finds every kind of declaration', () => {
    const source = [
      "import tf, {a as b} from 'x';",
      "import * as all from 'y';",
      'const [c, {d: e, ...f}] = g();',
      'let h = 1, i = 2;',
      'function j() { const inner = 1; }',
      'class K {}',
      'interface L {}',
      'type M = number;',
      'enum N {}',
    ].join('\n');
    assert.deepEqual(declaredNames(source), ['tf', 'b', 'all', 'c', 'e', 'f', 'h', 'i', 'j', 'K', 'L', 'M', 'N']);
  });

  it('maps each line back to its cell', () => {
    const lesson = notebook(code('const a = 1;\na;'), markdown('x'), code('const a = 2;'));
    const files = joinedCells(lesson, 'base');
    assert.deepEqual([...files.keys()], ['base.ts', 'base.2.ts']);
    const second = files.get('base.2.ts');
    const line = second?.text.split('\n').indexOf('const a = 2;') ?? -1;
    assert.deepEqual(second?.origins[line], {cell: 3, line: 1});
  });
});
