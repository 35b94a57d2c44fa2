import type {Finding, Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

const product = (sizes: number[]): number => sizes.reduce((all, size) => all * size, 1);
const sum = (sizes: number[]): number => sizes.reduce((all, size) => all + size, 0);

/** For each stage of a 3D network, how many frames its kernel and its pooling window hold. */
export type SeenCase = [kernels: number[], pools: number[]];

interface Reach {
  /** Frames that a window of this size adds, with this many frames between its entries. */
  adds?: (size: number, jump: number) => number;
  poolAdds?: (size: number, jump: number) => number;
  grows?: (jump: number, pool: number) => number;
  start?: number;
}

/** Frames under one number behind the last stage. */
function reach([kernels, pools]: SeenCase, habit: Reach = {}): number {
  const {adds = (size, jump) => (size - 1) * jump, start = 1, grows = (jump, pool) => jump * pool} = habit;
  const {poolAdds = adds} = habit;
  let [seen, jump] = [start, 1];
  for (const [i, kernel] of kernels.entries()) {
    seen += adds(kernel, jump) + poolAdds(pools[i], jump);
    jump = grows(jump, pools[i]);
  }
  return seen;
}

/** The receptive field in time. */
export const framesSeen = (...one: SeenCase): number => reach(one);

const reachOf =
  (habit: Reach) =>
  (...one: SeenCase): number =>
    reach(one, habit);

/** The steps are stretched by the pooling of the same stage already. */
function tooEarly(kernels: number[], pools: number[]): number {
  let [seen, jump] = [1, 1];
  for (const [i, kernel] of kernels.entries()) {
    jump *= pools[i];
    seen += (kernel - 1) * jump + (pools[i] - 1) * (jump / pools[i]);
  }
  return seen;
}

const SEEN_SLIPS: WrongRule<SeenCase>[] = [
  ['the kernels are multiplied; a second kernel of 3 adds one frame on each side of the first', (k) => product(k)],
  [
    'everything is multiplied; a kernel adds frames, only a pooling stretches the steps above it',
    (k, p) => product(k) * product(p),
  ],
  [
    'the kernels are added; neighbouring windows overlap, so the next one adds a frame less than it holds',
    (k) => sum(k),
  ],
  ['windows are added as if they did not overlap', (k, p) => sum(k) + sum(p)],
  [
    'the poolings are left out; behind one, neighbours are further apart in the film',
    (k) => reach([k, k.map(() => 1)]),
  ],
  ['a pooling window holds frames of its own, which are not counted here', reachOf({poolAdds: () => 0})],
  [
    'behind a pooling, neighbours are further apart: each entry of a kernel there stands for more frames',
    reachOf({grows: (jump) => jump}),
  ],
  [
    'a pooling stretches only the stage directly above it here; the stretches multiply',
    reachOf({grows: (_, pool) => pool}),
  ],
  ['the stretches of several poolings multiply, they do not add', reachOf({grows: (jump, pool) => jump + pool})],
  ['the stretches of several poolings multiply, they do not add', reachOf({grows: (jump, pool) => jump + pool - 1})],
  ['the frame in the middle is missing: these are the gaps between the frames', reachOf({start: 0})],
  ['one frame is counted twice', reachOf({start: 2})],
  ['a window of size k spans k - 1 gaps, not k', reachOf({adds: (size, jump) => size * jump})],
  [
    'a window of size k spans k - 1 gaps, not k',
    reachOf({adds: (size, jump) => size * jump, poolAdds: (size, jump) => (size - 1) * jump}),
  ],
  ['the pooling of a stage comes after its kernel, so it stretches only what stands above', tooEarly],
  [
    'the window of a pooling holds neighbours as they stand below it; it stretches only what stands above',
    (k, p) => {
      let [seen, jump] = [1, 1];
      for (const [i, kernel] of k.entries()) {
        seen += (kernel - 1) * jump;
        jump *= p[i];
        seen += (p[i] - 1) * jump;
      }
      return seen;
    },
  ],
  [
    'all frames seen so far are multiplied by the pooling; its neighbours overlap, and only the steps above are stretched',
    (k, p) => k.reduce((seen, kernel, i) => (seen + kernel - 1) * p[i], 1),
  ],
  [
    'this counts from the top down: the first stage stands on the film itself, so its kernel counts frame by frame',
    (k, p) => reach([[...k].reverse(), [...p].reverse()]),
  ],
  ['this is the last kernel alone; the stages below it widen what it sees', (k) => k[k.length - 1]],
];

/** Findings of 08.3. */
export function checkFramesSeen(learner: Learner, cases: SeenCase[]): AsyncGenerator<Finding> {
  return judgeRule<SeenCase>(learner, {name: 'framesSeen', right: framesSeen, wrong: SEEN_SLIPS, cases});
}

/** A number of parameters that may not be passed, what a frame gives, and the classes. */
export type BudgetCase = [budget: number, features: number, classes: number];

type Cost = (units: number, features: number, classes: number) => number;

/** Parameters of an LSTM and a dense layer on its last state. */
export const lstmAndHead: Cost = (units, features, classes) =>
  4 * units * (features + units + 1) + (units + 1) * classes;

const mostUnits =
  (cost: Cost, fits = (parameters: number, budget: number) => parameters <= budget) =>
  (...[budget, features, classes]: BudgetCase): number => {
    let units = 0;
    while (fits(cost(units + 1, features, classes), budget)) units++;
    return units;
  };

/** The most units with which both stay within the budget. */
export const unitsWithin = mostUnits(lstmAndHead);

const BUDGET_SLIPS: WrongRule<BudgetCase>[] = [
  ['one unit too many: this network is the first beyond the budget', (...one) => unitsWithin(...one) + 1],
  ['a network that uses up the budget exactly is within it', mostUnits(lstmAndHead, (n, budget) => n < budget)],
  ['one unit too few', (...one) => Math.max(0, unitsWithin(...one) - 1)],
  ['the dense layer on top is not paid for', mostUnits((u, n) => 4 * u * (n + u + 1))],
  ['the biases of the LSTM are not paid for', mostUnits((u, n, k) => 4 * u * (n + u) + (u + 1) * k)],
  ['the biases are not paid for', mostUnits((u, n, k) => 4 * u * (n + u) + u * k)],
  ['the biases of the dense layer are not paid for', mostUnits((u, n, k) => 4 * u * (n + u + 1) + u * k)],
  [
    'these are the weights of a SimpleRNN; an LSTM has four sets of them',
    mostUnits((u, n, k) => u * (n + u + 1) + (u + 1) * k),
  ],
  [
    'these are the weights of a GRU, three sets; an LSTM has four',
    mostUnits((u, n, k) => 3 * u * (n + u + 1) + (u + 1) * k),
  ],
  [
    'the recurrent kernel is missing: every unit reads every unit',
    mostUnits((u, n, k) => 4 * u * (n + 1) + (u + 1) * k),
  ],
  [
    'a unit reads every unit, not itself only: the recurrent kernel is a square',
    mostUnits((u, n, k) => 4 * u * (n + 2) + (u + 1) * k),
  ],
  ['the kernel is missing: every unit reads every feature', mostUnits((u, _, k) => 4 * u * (u + 1) + (u + 1) * k)],
  [
    'this is rounded up or to the nearest; it must not pass the budget',
    (budget, n, k) => Math.ceil(realUnits(budget, n, k)),
  ],
  [
    'this is rounded up or to the nearest; it must not pass the budget',
    (budget, n, k) => Math.round(realUnits(budget, n, k)),
  ],
  ['units are whole', (budget, n, k) => realUnits(budget, n, k)],
  ['where not even one unit fits, the answer is 0', (...one) => Math.max(1, unitsWithin(...one))],
  ['where not even one unit fits, the answer is 0', (...one) => unitsWithin(...one) || -1],
  [
    'where not even one unit fits, the answer is 0',
    (budget, n, k) => {
      const half = (4 * (n + 1) + k) / 8;
      return Math.floor(Math.sqrt(half ** 2 + (budget - k) / 4) - half);
    },
  ],
  [
    'these are the parameters; the units were asked for',
    (budget, n, k) => lstmAndHead(unitsWithin(budget, n, k), n, k),
  ],
];

/** The units at which the budget is used up exactly. */
function realUnits(budget: number, features: number, classes: number): number {
  const half = (4 * (features + 1) + classes) / 8;
  return Math.sqrt(Math.max(0, half ** 2 + (budget - classes) / 4)) - half;
}

/** Findings of 08.4. */
export function checkUnitsWithin(learner: Learner, cases: BudgetCase[]): AsyncGenerator<Finding> {
  return judgeRule<BudgetCase>(learner, {name: 'unitsWithin', right: unitsWithin, wrong: BUDGET_SLIPS, cases});
}
