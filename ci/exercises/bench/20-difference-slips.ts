/** Wrong answers to part 20.4, numerical gradients. */
import {type WrongAnswer, wrong} from './bench';
import {doubleSum, type Gradients, loss, type Matrix, type Quotients, states, type Weights} from './lists';
import {differences, type Lines} from './sloppy';

const zeroStart: Lines['states'] = (x, weights, h0) =>
  states(
    x,
    weights,
    h0.map(() => 0),
  );
const squares = (h: Matrix, y: Matrix) => h.map((row, t) => row.reduce((sum, v, j) => sum + (v - y[t][j]) ** 2, 0));

const central = differences();

/** Central differences by += and -= on the weights that were given: they come back but for rounding. */
const upAndDown: Quotients = (x, y, weights, h0, epsilon) => {
  for (const list of [...weights.kernel, ...weights.recurrentKernel, weights.bias]) {
    for (let i = 0; i < list.length; i++) {
      list[i] += epsilon;
      list[i] -= 2 * epsilon;
      list[i] += epsilon;
    }
  }
  return central(x, y, weights, h0, epsilon);
};

/** Slopes of the loss on a copy; `along` goes through one list. */
const onCopy =
  (along: (list: number[], total: () => number, epsilon: number) => number[]): Quotients =>
  (x, y, weights, h0, epsilon) => {
    const own = structuredClone({...weights, h0});
    const go = (list: number[]) => along(list, () => loss(x, y, own, own.h0), epsilon);
    const {kernel, recurrentKernel, bias} = own;
    return {kernel: kernel.map(go), recurrentKernel: recurrentKernel.map(go), bias: go(bias), h0: go(own.h0)};
  };

const below = onCopy((list, total, epsilon) =>
  list.map((old, i) => {
    const here = total();
    list[i] = old - epsilon;
    const under = total();
    list[i] = old;
    return (here - under) / epsilon;
  }),
);

const atOnce = onCopy((list, total, epsilon) => {
  const old = [...list];
  const at = (by: number) => {
    for (const i of old.keys()) list[i] = old[i] + by;
    return total();
  };
  const slope = (at(epsilon) - at(-epsilon)) / (2 * epsilon);
  at(0);
  return old.map(() => slope);
});

const shares = onCopy((list, total, epsilon) =>
  list.map((old, i) => {
    list[i] = old * (1 + epsilon);
    const above = total();
    list[i] = old * (1 - epsilon);
    const under = total();
    list[i] = old;
    return (above - under) / (2 * epsilon);
  }),
);

/** A copy is moved, the loss is taken of what was given. */
const unmoved: Quotients = (x, y, weights, h0, epsilon) =>
  differences({run: () => states(x, weights, h0)})(x, y, weights, h0, epsilon);

const h0Unmoved: Quotients = (x, y, weights, h0, epsilon) =>
  differences({run: (input: Matrix, own: Weights) => states(input, own, h0)})(x, y, weights, h0, epsilon);

export const differenceSlips: WrongAnswer[] = wrong<Quotients>('numericalGradients', [
  ['one-sided', differences({below: 0, divisor: (epsilon) => epsilon}), /one-sided/],
  ['back to the weight, not beyond', differences({below: 0}), /second point is the weight itself/],
  ['not divided', differences({divisor: () => 1}), /not divided/],
  ['divided by epsilon', differences({divisor: (epsilon) => epsilon}), /lie further apart than epsilon/],
  ['not put back', differences({putBack: false}), /not put back/],
  ['divided by 2, times epsilon', differences({divisor: (epsilon) => 2 / epsilon}), /lie 2 ε apart/],
  ['half steps, divided by epsilon', differences({step: (epsilon) => epsilon / 2}), /half an epsilon/],
  [
    'half steps, divided by two epsilon',
    differences({step: (epsilon) => epsilon / 2, divisor: (epsilon) => 2 * epsilon}),
    /half an epsilon/,
  ],
  ['moved and moved back', upAndDown, /by rounding only/],
  ['no gradient of h0', (...v) => ({...(central(...v) as Gradients), h0: v[3].map(() => 0)}), /h0 is left at zero/],
  ['below less above', differences({divisor: (epsilon) => -2 * epsilon}), /every sign is turned/],
  ['moved in place', differences({inPlace: true, putBack: false}), /changed its 3. argument/],
  ['an epsilon of its own', differences({step: () => 1e-5}), /step of your own/],
  ['one-sided, below', below, /one-sided/],
  ['the weights moved, the loss of others', unmoved, /did not move/],
  ['h0 not moved for the loss', h0Unmoved, /was h0 moved/],
  ['all of a list at once', atOnce, /moved at once/],
  ['divided by epsilon twice', differences({divisor: (epsilon) => 2 * epsilon ** 2}), /divided by twice/],
  ['a share of each number', shares, /share of itself/],
  ['0.001 whatever is given', (x, y, w, h0) => central(x, y, w, h0, 1e-3), /step is a fixed one/],
  ['backpropagation instead', (x, y, weights, h0) => doubleSum(x, y, weights, h0), /exact gradient/],
  ['the factor ½ forgotten', differences({own: (h, y) => squares(h, y).reduce((a, b) => a + b)}), /lacks its factor ½/],
  [
    'averaged over the steps',
    differences({own: (h, y) => squares(h, y).reduce((a, b) => a + b) / (2 * h.length)}),
    /averaged over the time/,
  ],
  ['the last loss only', differences({own: (h, y) => (squares(h, y).at(-1) ?? 0) / 2}), /last step only/],
  ['zeros for h0', differences({run: zeroStart}), /starts from zeros/],
]);
