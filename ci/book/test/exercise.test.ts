import {strict as assert} from 'node:assert';
import {code, markdown, notebook, printed} from '../../notebooks/test/make';
import {withFolds} from '../exercise';

const hints = new Map([['02.1', ['Which axis?', 'One of three.', '`return …`']]]);

const exercise = notebook(
  markdown('Generated from solutions/02.ipynb; edit that file.', 'generated-from'),
  markdown('## 02.1 The last output', 'task'),
  code("function f() {\n  // YOUR CODE HERE\n  throw new Error('not implemented');\n}", [], [], 'answer'),
  code("await notebook.check('02.1', {f});", [], [], 'test'),
);

const solution = notebook(
  markdown('## 02.1 The last output', 'task'),
  code('function f() {\n  // BEGIN SOLUTION\n  return 64;\n  // END SOLUTION\n}', [], [], 'answer'),
  code(
    "await notebook.check('02.1', {f});\n// BEGIN HIDDEN TESTS\nawait hiddenCheck('02.1', {f});\n// END HIDDEN TESTS",
    [printed('02.1 passed')],
    [],
    'test',
  ),
  code('f(); // a second way', [printed('64')], ['solution'], 'second'),
);

const sources = (one: ReturnType<typeof withFolds>) => one.cells.map(({source}) => source);

describe('an exercise in the web book', () => {
  it('has its hints folded behind the check, and no solution unless asked for', () => {
    const cells = sources(withFolds(exercise, hints));
    assert.equal(cells.filter((one) => one.includes('class="fold hint"')).length, 3);
    assert.equal(cells.filter((one) => one === '</details>').length, 3);
    assert.ok(cells.indexOf('Which axis?') > cells.findIndex((one) => one.includes('notebook.check')));
    assert.ok(!cells.some((one) => /Generated from|fold solution|return 64/.test(one)));
  });

  it('has its solution folded last, without marks and hidden tests', () => {
    const {cells} = withFolds(exercise, hints, solution);
    const fold = cells.findIndex(({source}) => source.includes('class="fold solution"'));
    const inside = cells.slice(fold + 1, -1);
    assert.deepEqual(
      inside.map(({source}) => source),
      ['function f() {\n  return 64;\n}', "await notebook.check('02.1', {f});", 'f(); // a second way'],
    );
    assert.equal(inside[2]?.outputs?.length, 1);
    assert.ok(!cells.some(({source}) => /hiddenCheck|HIDDEN TESTS|BEGIN SOLUTION/.test(source)));
  });
});
