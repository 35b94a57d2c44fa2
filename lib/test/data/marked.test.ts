import assert from 'node:assert/strict';
import {
  CHOICE_TASKS,
  type ChoiceTaskName,
  generateChoiceTask,
  generateHold,
  generateMarked,
  KNOWN_TASKS,
} from '../../src/data';

/** [n] the steps that are marked. */
const marksOf = (values: Float64Array, n: number, steps: number) =>
  Array.from({length: n}, (_, i) =>
    Array.from({length: steps}, (_, t) => t).filter((t) => values[2 * (i * steps + t) + 1] === 1),
  );

describe('generateMarked', () => {
  it("asks with 'last' what the hold task asks at its last step", () => {
    const [{x, y}, held] = [generateMarked(20, 15, {seed: 3, share: 0.2}), generateHold(20, 15, {seed: 3, share: 0.2})];
    assert.deepEqual(x.values, held.x.values);
    assert.deepEqual(
      Array.from(y.values),
      held.age.map((_, i) => held.y.values[i * 15 + 14]),
    );
  });
  it("asks with 'previous' for the marked number before the last one", () => {
    const [n, steps] = [60, 12];
    const {x, y} = generateMarked(n, steps, {seed: 4, ask: 'previous', share: 0.3});
    marksOf(x.values, n, steps).forEach((marks, i) => {
      assert.deepEqual(marks.slice(0, 2), [0, 1]);
      assert.equal(y.values[i], x.values[2 * (i * steps + (marks.at(-2) as number))]);
    });
  });
  it("marks one step in each half for 'sum', at any place, and asks for their sum", () => {
    const [n, steps] = [400, 9];
    const {x, y} = generateMarked(n, steps, {seed: 5, ask: 'sum'});
    const marks = marksOf(x.values, n, steps);
    marks.forEach(([first, second, ...others], i) => {
      assert.equal(others.length, 0);
      assert.ok(first < 4 && second >= 4, `${first} and ${second}`);
      assert.equal(y.values[i], x.values[2 * (i * steps + first)] + x.values[2 * (i * steps + second)]);
    });
    assert.equal(new Set(marks.flat()).size, steps);
  });
  it('draws the same of one seed and other numbers of another', () => {
    const draw = (seed: number) => generateMarked(3, 5, {seed, ask: 'sum'}).x.values;
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
  });
  it('refuses what has no meaning, by name', () => {
    assert.throws(() => generateMarked(0, 5), /generateMarked: n must be/);
    assert.throws(() => generateMarked(1, 1), /generateMarked: steps must be/);
    assert.throws(() => generateMarked(1, 5, {ask: 'first' as never}), /generateMarked: ask must be/);
    assert.throws(() => generateMarked(1, 5, {ask: 'sum', share: 0.5}), /share has no meaning for 'sum'/);
  });
});

describe('the tasks of the choice', () => {
  const names = Object.keys(CHOICE_TASKS) as ChoiceTaskName[];
  it('are ten, of which a guide may know eight', () => {
    assert.equal(names.length, 10);
    assert.deepEqual(
      names.filter((name) => !KNOWN_TASKS.includes(name)),
      ['noisy sine', 'previous'],
    );
  });
  for (const name of names) {
    it(`gives '${name}' the shape that its card says, of a seed's own numbers`, () => {
      const {steps, features} = CHOICE_TASKS[name];
      const {x, y} = generateChoiceTask(name, 4, {seed: 1});
      assert.deepEqual(
        [x.shape, y.shape],
        [
          [4, steps, features],
          [4, 1],
        ],
      );
      assert.notDeepEqual(generateChoiceTask(name, 4, {seed: 2}).y.values, y.values);
    });
  }
  it('say how far from the end the number lies that is asked for', () => {
    const distances = (name: ChoiceTaskName, place: (marks: number[]) => number) => {
      const {steps} = CHOICE_TASKS[name];
      const marks = marksOf(generateChoiceTask(name, 2000, {seed: 1}).x.values, 2000, steps);
      return marks.reduce((sum, one) => sum + steps - 1 - place(one), 0) / 2000;
    };
    const told: [ChoiceTaskName, (marks: number[]) => number][] = [
      ['hold 20', (marks) => marks.at(-1) as number],
      ['hold 50', (marks) => marks.at(-1) as number],
      ['adding', ([first]) => first],
      ['previous', (marks) => marks.at(-2) as number],
    ];
    for (const [name, place] of told) {
      const [measured, said] = [distances(name, place), CHOICE_TASKS[name].distance];
      assert.ok(Math.abs(measured - said) < 1.5, `${name}: ${measured} where the card says ${said}`);
    }
  });
  it('has no task of another name', () => {
    assert.throws(() => generateChoiceTask('recall' as never, 1), /generateChoiceTask: name must be/);
  });
});
