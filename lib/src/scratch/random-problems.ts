import {checkGiven, checkOptions, checkSeed} from '../data/arguments';
import {innerProduct} from './formula-check';
import {type GruForward, type GruWeights, gruForward} from './gru';
import {type LstmForward, type LstmState, type LstmWeights, lstmForward} from './lstm';
import {type Matrix, randomMatrix, zeros} from './matrix';
import {type SimpleRnnWeights, simpleRnnForward} from './simple-rnn';

/** Sizes of a random problem; no two of the defaults are equal, so that a swapped axis cannot pass. */
export interface RandomProblemOptions {
  seed: number;
  /** Time steps; defaults to 5. */
  steps?: number;
  /** Sequences; defaults to 2. */
  batch?: number;
  /** Width of the input; defaults to 3. */
  features?: number;
  /** Width of the state; defaults to 4. */
  units?: number;
}

/** A simple recurrent layer with a loss L = Σ_t ⟨G_t, H_t⟩, nothing in it zero. */
export interface RandomRnn {
  /** Inputs by time step. */
  X: Matrix[];
  /** State before the first step. */
  H0: Matrix;
  weights: SimpleRnnWeights;
  /** ∂L/∂H_t as output alone, by time step. */
  G: Matrix[];
  /** The states with everything as it stands, H0 first. */
  states(): Matrix[];
  loss(): number;
}

/** An LSTM with a loss at the end, L = ⟨dH, H_T⟩ + ⟨dC, C_T⟩, nothing in it zero. */
export interface RandomLstm {
  X: Matrix[];
  initial: LstmState;
  weights: LstmWeights;
  /** ∂L/∂H_T as output alone. */
  dH: Matrix;
  /** ∂L/∂C_T as output alone. */
  dC: Matrix;
  forward(): LstmForward;
  loss(): number;
}

/** A GRU that resets after the product, with a loss at the end, L = ⟨dH, H_T⟩, nothing in it zero. */
export interface RandomGru {
  X: Matrix[];
  H0: Matrix;
  weights: GruWeights;
  /** ∂L/∂H_T as output alone. */
  dH: Matrix;
  forward(): GruForward;
  loss(): number;
}

/** What all three draw from: every matrix has a seed of its own. */
function drawing(where: string, options: RandomProblemOptions) {
  checkOptions(where, options, ['seed', 'steps', 'batch', 'features', 'units']);
  const {seed, steps = 5, batch = 2, features = 3, units = 4} = options;
  checkSeed(`${where}: seed`, seed);
  checkGiven(where, {steps, batch, features, units});
  let drawn = 0;
  const draw = (rows: number, columns: number, deviation = 1) =>
    randomMatrix(rows, columns, {seed: 1000 * seed + drawn++, deviation});
  const many = (columns: number) => Array.from({length: steps}, () => draw(batch, columns));
  return {steps, batch, features, units, draw, many};
}

/**
 * A random simple recurrent layer to check a backward pass by: states, biases and directions of the loss are random, too.
 *
 * @param options see {@link RandomProblemOptions}
 * @returns see {@link RandomRnn}; `states` and `loss` read the matrices as they stand, so they can be nudged
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function randomRnn(options: RandomProblemOptions): RandomRnn {
  const {batch, features, units, draw, many} = drawing('randomRnn', options);
  const weights = {
    kernel: draw(features, units, 0.4),
    recurrentKernel: draw(units, units, 0.5),
    bias: draw(1, units, 0.4),
  };
  const [H0, X, G] = [draw(batch, units), many(features), many(units)];
  const states = () => simpleRnnForward(X, weights, H0);
  const loss = () => {
    const H = states();
    return G.reduce((sum, Gt, i) => sum + innerProduct(Gt, H[i + 1]), 0);
  };
  return {X, H0, weights, G, states, loss};
}

/**
 * A random LSTM to check a backward pass by: states, biases and directions of the loss are random, too.
 *
 * @param options see {@link RandomProblemOptions}
 * @returns see {@link RandomLstm}; `forward` and `loss` read the matrices as they stand, so they can be nudged
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function randomLstm(options: RandomProblemOptions): RandomLstm {
  const {steps, batch, features, units, draw, many} = drawing('randomLstm', options);
  const [kernel, recurrentKernel, bias] = [
    draw(features, 4 * units, 0.5),
    draw(units, 4 * units, 0.5),
    draw(1, 4 * units),
  ];
  const [initial, dH, dC] = [{H: draw(batch, units), C: draw(batch, units)}, draw(batch, units), draw(batch, units)];
  const [X, weights] = [many(features), {kernel, recurrentKernel, bias}];
  const forward = () => lstmForward(X, weights, initial);
  const loss = () => {
    const {H, C} = forward().states[steps];
    return innerProduct(dH, H) + innerProduct(dC, C);
  };
  return {X, initial, weights, dH, dC, forward, loss};
}

/**
 * A random GRU to check a backward pass by: states, biases and directions of the loss are random, too.
 *
 * @param options see {@link RandomProblemOptions}
 * @param bias deviation of the biases; defaults to 1, with 0 there are none
 * @returns see {@link RandomGru}; `forward` and `loss` read the matrices as they stand, so they can be nudged
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function randomGru(options: RandomProblemOptions, bias = 1): RandomGru {
  const {steps, batch, features, units, draw, many} = drawing('randomGru', options);
  const weights = {
    kernel: draw(features, 3 * units, 0.5),
    recurrentKernel: draw(units, 3 * units),
    bias: bias === 0 ? zeros(2, 3 * units) : draw(2, 3 * units, bias),
  };
  const [H0, dH, X] = [draw(batch, units), draw(batch, units), many(features)];
  const forward = () => gruForward(X, weights, H0);
  return {X, H0, weights, dH, forward, loss: () => innerProduct(dH, forward().states[steps])};
}
