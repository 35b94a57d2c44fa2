import type {Kernels} from '../../kernels-host';
import type {Rows} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Tokens, type Value, type Weight} from '../value';
import {
  type InputStage,
  type RecurrentDropout,
  type StateDropout,
  takeDropped,
  takeStateDropout,
} from './recurrent-dropout';
import type {RecurrentSizes} from './sizes';

/** Options of every recurrent layer on the kernels. */
export interface RecurrentOptions {
  /** Reads the sequence from its end; outputs stay in the order in which they were made. Defaults to false. */
  goBackwards?: boolean;
  /** Outputs of all steps instead of the last one. Defaults to false. */
  returnSequences?: boolean;
  /** Dropout of this call; none outside of training. */
  dropout?: RecurrentDropout;
}

/** What a cell computes with; all addresses stay the same over the life of the op. */
export interface CellPlace extends RecurrentSizes {
  /** Inputs of all steps, [steps * batch, featureWidth], in the order in which the steps are made. */
  x: Rows;
  /** Address of [steps, batch], 0 and 1 as floats in the order of the steps, or 0. */
  mask: number;
  drop: StateDropout;
  /** Addresses of the states, [steps + 1, batch, width] each; the first block of each is the initial state. */
  states: number[];
  weights: Weight[];
}

/** Gradients that meet a cell on its way back. */
export interface CellGradients {
  /** Address of the outputs' gradients, [steps, batch, width], or 0 where only the last state has one. */
  dY: number;
  /** Addresses, [batch, width] each: gradients of the last states, to be turned into those of the initial ones. */
  dStates: number[];
}

/** A recurrent cell over a whole sequence: all that one kind of layer differs from another in. */
export interface Cell {
  /** Writes the states of all steps. */
  forward(): void;
  /** Adds to the gradients of weights and x. */
  backward(gradients: CellGradients): void;
}

/** Makes a cell; takes from the room what it keeps between the passes. */
export type MakeCell = (room: Room, place: CellPlace) => Cell;

/** Values and weights of a recurrent layer. */
export interface RecurrentValues {
  /** [batch, time steps, features]. */
  x: Value;
  /** [batch, units] each; zeros where none are given. */
  initialStates?: Value[];
  /** 0 or 1 for each step, [batch, time steps]; a masked step (0) repeats states and output. */
  mask?: Value;
  weights: Weight[];
}

/** Reads a mask in the order of the steps; tells how many steps each sequence leaves out at its start. */
function readMask(kernels: Kernels, mask: Value, to: number, leading: Int32Array, goBackwards: boolean): void {
  const [batch, steps] = mask.shape;
  const row = padded(steps);
  const values = kernels.view(mask.at, batch * row);
  const ordered = kernels.view(to, steps * batch);
  for (let i = 0; i < batch; i++) {
    let seen = false;
    leading[i] = 0;
    for (let t = 0; t < steps; t++) {
      const kept = values[i * row + (goBackwards ? steps - 1 - t : t)] ? 1 : 0;
      ordered[t * batch + i] = kept;
      seen ||= kept === 1;
      if (!seen) leading[i]++;
    }
  }
}

/** The sequence from its end: a copy of x whose gradient goes back to x at the end of the backward pass. */
function takeReversed(room: Room, x: Rows, steps: number): InputStage {
  const {kernels} = room;
  if (x.tokens) return takeReversedTokens(room, x, x.tokens, steps);
  const floats = x.rows * x.width;
  const at = room.keep(floats);
  const gradient = x.gradient ? room.scratch(floats) : 0;
  const step = (floats / steps) * 4;
  const last = x.at + (steps - 1) * step;
  return {
    rows: {...x, at, gradient},
    take: () => kernels.run.copyRows(steps, 1, floats / steps, last, -step, 0, at, step, 0),
    begin: () => gradient && kernels.run.clear(gradient, floats * 4),
    giveBack: () => {
      if (!gradient) return;
      kernels.run.addRows(steps, 1, floats / steps, gradient, step, 0, x.gradient + (steps - 1) * step, -step, 0);
    },
  };
}

/** The same for rows of a table, of which nobody reads more than their numbers. */
function takeReversedTokens(room: Room, x: Rows, {indices, table}: Tokens, steps: number): InputStage {
  const batch = x.rows / steps;
  const at = room.keep(x.rows);
  const [step, last] = [batch * 4, indices + (steps - 1) * batch * 4];
  return {
    rows: {...x, tokens: {indices: at, table}},
    take: () => room.kernels.run.copyRows(steps, 1, batch, last, -step, 0, at, step, 0),
    begin() {},
    giveBack() {},
  };
}

/**
 * Outputs of masked steps before the first unmasked one: zero, although the state is the initial one. Needed only where
 * an initial state is given; without, that state is zero anyway.
 */
function makeLeadingZeros(room: Room, sizes: RecurrentSizes, output: Value, states: number, leading: Int32Array) {
  const {kernels} = room;
  const {steps, batch, width} = sizes;
  const sequences = output.shape.length === 3;
  const count = sequences ? steps : 1;
  const block = batch * width;
  const eachZero = (act: (start: number) => void) => {
    for (let i = 0; i < batch; i++) {
      const end = sequences ? leading[i] : Number(leading[i] === steps);
      for (let t = 0; t < end; t++) act(t * block + i * width);
    }
  };
  const clear = (at: number) => eachZero((start) => kernels.view(at + start * 4, width).fill(0));
  return {
    forward() {
      kernels.view(output.at, count * block).set(kernels.view(states, count * block));
      clear(output.at);
    },
    backward: () => clear(output.gradient),
  };
}

/**
 * A recurrent layer over a whole sequence.
 *
 * @returns an op with the outputs [output, last states...]: [batch, time steps, units] or [batch, units], then
 *   [batch, units] each
 */
export function recurrentOp(
  room: Room,
  cellOf: {make: MakeCell; units: number; states: number},
  {x, initialStates = [], mask, weights}: RecurrentValues,
  options: RecurrentOptions,
): Op {
  const {kernels} = room;
  const {goBackwards = false, returnSequences = false, dropout} = options;
  const [batch, steps, features] = x.shape;
  const {units} = cellOf;
  const width = padded(units);
  const sizes: RecurrentSizes = {steps, batch, units, width};
  const block = batch * width * 4;
  const forwards: Rows = {at: x.at, gradient: x.gradient, rows: steps * batch, width: padded(features)};
  // Dropout makes other rows than the table's; and a table with as many rows is no gain.
  if (!dropout?.inputs && x.tokens && x.tokens.table.shape[0] < forwards.rows) forwards.tokens = x.tokens;
  const stages: InputStage[] = [];
  const seen = () => stages[stages.length - 1]?.rows ?? forwards;
  if (goBackwards) stages.push(takeReversed(room, forwards, steps));
  if (dropout?.inputs) stages.push(takeDropped(room, seen(), [steps, batch, features], dropout));
  const maskAt = mask ? room.keep(steps * batch) : 0;
  const leading = new Int32Array(batch);
  const states = Array.from({length: cellOf.states}, () => room.keep((steps + 1) * batch * width));
  const drop = takeStateDropout(room, sizes, states[0], dropout);
  const cell = cellOf.make(room, {...sizes, x: seen(), mask: maskAt, drop, states, weights});
  const dStates = states.map(() => (room.training ? room.scratch(batch * width) : 0));

  const lastStates: Value[] = states.map((at) => {
    const gradient = room.training ? room.value([batch, units]).gradient : 0;
    return {shape: [batch, units], at: at + steps * block, gradient};
  });
  const zeroes = mask !== undefined && initialStates.length > 0;
  const made = room.value(returnSequences ? [batch, steps, units] : [batch, units]);
  const outputAt = returnSequences ? states[0] + block : states[0] + steps * block;
  const output = zeroes ? made : {...made, at: outputAt};
  const leadingZeros = zeroes ? makeLeadingZeros(room, sizes, output, outputAt, leading) : undefined;

  return {
    outputs: [output, ...lastStates],
    forward() {
      if (mask) readMask(kernels, mask, maskAt, leading, goBackwards);
      for (const stage of stages) stage.take();
      drop.take();
      initialStates.forEach((state, k) => {
        kernels.run.copyRows(1, 1, batch * width, state.at, 0, 0, states[k], 0, 0);
      });
      cell.forward();
      leadingZeros?.forward();
    },
    backward() {
      if (leadingZeros && mask) {
        readMask(kernels, mask, maskAt, leading, goBackwards); // the tape makes the op anew for this pass
        leadingZeros.backward();
      }
      for (const stage of stages) stage.begin();
      drop.begin();
      dStates.forEach((at, k) => {
        kernels.run.copyRows(1, 1, batch * width, lastStates[k].gradient, 0, 0, at, 0, 0);
      });
      if (!returnSequences) kernels.run.addTo(batch * width, output.gradient, dStates[0]);
      cell.backward({dY: returnSequences ? output.gradient : 0, dStates});
      for (const stage of [...stages].reverse()) stage.giveBack();
      initialStates.forEach(({gradient}, k) => {
        if (gradient) kernels.run.addTo(batch * width, dStates[k], gradient);
      });
    },
  };
}
