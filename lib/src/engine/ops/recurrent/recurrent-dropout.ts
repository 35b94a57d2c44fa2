import type {Rows} from '../affine';
import type {Room} from '../op';
import type {RecurrentSizes} from './sizes';

/**
 * Which numbers share a choice. 'variational': one mask for each sequence, the same at all of its steps. 'plain': a new
 * mask at each step.
 */
export type DropoutKind = 'variational' | 'plain';

/** Dropout inside a recurrent layer. All gates see the same masked input and state. */
export interface RecurrentDropout {
  /** Share of the inputs that is set to zero; the others are scaled by 1 / (1 - share). Defaults to 0. */
  inputs?: number;
  /** The same for the state, where the recurrent kernel is multiplied by it. Defaults to 0. */
  states?: number;
  /** Defaults to 'variational'. */
  kind?: DropoutKind;
  /** Seeds of the masks: asked in each forward pass, for the inputs first, then for the states, where they have a rate. */
  nextSeed(): number;
}

/** A change to the inputs before the cell reads them. */
export interface InputStage {
  rows: Rows;
  /** Writes the rows. */
  take(): void;
  /** Clears their gradient. */
  begin(): void;
  /** Hands their gradient on. */
  giveBack(): void;
}

/** What a cell's kernels need for dropout of its state: addresses, and bytes between the masks of two steps. */
export interface StateDropout {
  /** Masks, [batch, width] each, or 0. */
  mask: number;
  step: number;
  /** Where the products find the states before each step, [steps, batch, width]: masked ones, or the states themselves. */
  seen: number;
  /** Zeros, [batch, width]. */
  dSeen: number;
  take(): void;
  begin(): void;
}

/** Inputs ⊙ mask: a copy of x whose gradient, masked in the same way, goes back to x. */
export function takeDropped(
  room: Room,
  x: Rows,
  [steps, batch, features]: [number, number, number],
  {inputs: rate = 0, kind = 'variational', nextSeed}: RecurrentDropout,
): InputStage {
  const {run} = room.kernels;
  const {width} = x;
  const [row, block] = [width * 4, batch * width * 4];
  const masked = kind === 'plain' ? steps * batch : batch;
  const mask = room.keep(masked * width);
  const at = room.keep(x.rows * width);
  const gradient = x.gradient ? room.scratch(x.rows * width) : 0;
  const clear = (from: number) => run.clear(from, x.rows * row);
  const addMasked = (from: number, to: number) => {
    const strides = [kind === 'plain' ? block : 0, row];
    run.addProducts(steps, batch, width, from, block, row, mask, ...strides, to, block, row);
  };
  return {
    rows: {...x, at, gradient},
    take() {
      run.dropoutMask(masked, features, width, nextSeed(), rate, mask);
      clear(at);
      addMasked(x.at, at);
    },
    begin: () => gradient && clear(gradient),
    giveBack: () => gradient && addMasked(gradient, x.gradient),
  };
}

/** Masks for a cell's state; without a rate, the products see the states themselves. */
export function takeStateDropout(
  room: Room,
  {steps, batch, units, width}: RecurrentSizes,
  states: number,
  dropout: RecurrentDropout | undefined,
): StateDropout {
  if (!dropout?.states) return {mask: 0, step: 0, seen: states, dSeen: 0, take() {}, begin() {}};
  const {states: rate, kind = 'variational', nextSeed} = dropout;
  const {run} = room.kernels;
  const masked = kind === 'plain' ? steps * batch : batch;
  const mask = room.keep(masked * width);
  const dSeen = room.training ? room.scratch(batch * width) : 0;
  return {
    ...{mask, dSeen, step: kind === 'plain' ? batch * width * 4 : 0},
    seen: room.keep(steps * batch * width),
    take: () => run.dropoutMask(masked, units, width, nextSeed(), rate, mask),
    begin: () => run.clear(dSeen, batch * width * 4),
  };
}
