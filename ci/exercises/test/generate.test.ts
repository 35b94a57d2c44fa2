import assert from 'node:assert/strict';
import {type Notebook, notebookText} from '../../notebooks/notebook';
import {generateExercise} from '../generate';
import {cellOf, changed, fixtureName, fixtureSolution} from './solution';

describe('generateExercise', () => {
  const exercise = generateExercise(fixtureSolution(), fixtureName);

  it('puts the stub where each solution was, with its indentation', () => {
    const {source} = cellOf(exercise, 'two-regions');
    assert.match(source, /\n {2}\/\/ YOUR CODE HERE\n {2}throw new Error\('not implemented'\);\n}/);
    assert.match(source, /\n\t\/\/ YOUR CODE HERE\n\tthrow new Error\('not implemented'\);\n {2}}/);
    assert.doesNotMatch(source, /SOLUTION|sum|return 1/);
  });

  it('clears a solution cell without marks whole', () => {
    assert.equal(cellOf(exercise, 'whole').source, "// YOUR CODE HERE\nthrow new Error('not implemented');");
  });

  it('clears written answers', () => assert.equal(cellOf(exercise, 'written').source, 'YOUR ANSWER HERE'));

  it('keeps the visible check and takes out the hidden tests', () => {
    assert.equal(cellOf(exercise, 'check').source, "await notebook.check('77.1', {add}); // 2 points");
  });

  it('keeps the task of a project and takes out what its marker looks for', () => {
    assert.equal(cellOf(exercise, 'project').source, '## Write a tune\n*5 points, marked by hand.*\nHand in a file.');
  });

  it('leaves out cells tagged solution', () => {
    const text = notebookText(exercise);
    assert.doesNotMatch(text, /secret|explained|hiddenCheck/);
  });

  it('drops outputs and execution counts', () => {
    for (const cell of exercise.cells.filter(({cell_type}) => cell_type === 'code')) {
      assert.deepEqual([cell.outputs, cell.execution_count], [[], null]);
    }
  });

  it('begins with the cell that names its source', () => {
    assert.equal(exercise.cells[0].source, 'Generated from solutions/77-fixture.ipynb; edit that file.');
  });

  it('is a pure function: same text twice, solution unchanged', () => {
    const solution = fixtureSolution();
    const text = notebookText(generateExercise(solution, fixtureName));
    assert.equal(notebookText(generateExercise(solution, fixtureName)), text);
    assert.deepEqual(solution, fixtureSolution());
  });

  const wrong: [title: string, notebook: Notebook, message: RegExp][] = [
    [
      'a region without end',
      changed('whole', {source: '// BEGIN SOLUTION\n1'}),
      /cell 5: 'BEGIN SOLUTION' without 'END/,
    ],
    ['an end without begin', changed('whole', {source: '1\n// END SOLUTION'}), /cell 5: 'END SOLUTION' without 'BEGIN/],
    ['a region in a region', changed('whole', {source: '// BEGIN SOLUTION\n// BEGIN SOLUTION'}), /inside another/],
    [
      'a region in a plain cell',
      changed('setup', {source: '// BEGIN SOLUTION\n// END SOLUTION'}),
      /needs nbgrader metadata/,
    ],
    [
      'hidden tests in a plain cell',
      changed('setup', {source: '// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS'}),
      /hidden tests need nbgrader metadata/,
    ],
    [
      'a mark scheme outside a task',
      changed('locked', {source: 'BEGIN MARK SCHEME\nEND MARK SCHEME'}),
      /a mark scheme needs nbgrader metadata/,
    ],
    [
      'a task without points',
      changed('project', {metadata: {nbgrader: {task: true, grade_id: 'x'}}}),
      /is graded and has no points/,
    ],
    [
      'a grade id used twice',
      changed('whole', {metadata: cellOf(fixtureSolution(), 'two-regions').metadata}),
      /used twice/,
    ],
    [
      'a graded cell without points',
      changed('check', {metadata: {nbgrader: {grade: true, grade_id: 'x'}}}),
      /no points/,
    ],
  ];
  for (const [title, notebook, message] of wrong) {
    it(`refuses ${title}`, () => assert.throws(() => generateExercise(notebook, fixtureName), message));
  }
});
