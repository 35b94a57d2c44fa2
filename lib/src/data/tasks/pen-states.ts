import {checkAbove0, checkList, checkOptions, checkWhole} from '../arguments';
import {Grid} from '../grid';
import type {PenMove} from './drawings';

/** Options of {@link penStates}. */
export interface PenStatesOptions {
  /** Movements of each drawing; longer ones are cut, and then have no end. Defaults to those of the longest one. */
  length?: number;
  /** What dx and dy are divided by; defaults to 1. */
  scale?: number;
}

/** Drawings in five numbers a step. */
export interface PenStates {
  /** [drawings, length + 2, 5] dx, dy, and which of: pen down, pen lifted after this, end. */
  x: Grid;
  /** [drawings, length + 1] 1 where there is a next step to foretell: the movements, and the end. */
  mask: Grid;
}

/**
 * Movements in the form that a generator reads and foretells: first a step that only says 'begin' (pen down, no movement),
 * then the movements, then the end, which is repeated as padding.
 *
 * @param drawings movements of each, see `toPenMoves`
 * @param options see {@link PenStatesOptions}
 * @returns see {@link PenStates}
 * @throws RangeError when there is no drawing, the length is no whole number >= 1, or the scale is not above 0
 *
 * Source: Ha and Eck 2017, arXiv:1704.03477, section 3.1 (stroke-5). Lesson: notebooks/06-applications/6.6.
 */
export function penStates(drawings: readonly (readonly PenMove[])[], options: PenStatesOptions = {}): PenStates {
  checkOptions('penStates', options, ['length', 'scale']);
  checkList('penStates: drawings', drawings);
  const {length = drawings.reduce((most, moves) => Math.max(most, moves.length), 1), scale = 1} = options;
  checkWhole('penStates: length', length);
  checkAbove0('penStates: scale', scale);
  const steps = length + 2;
  const x = new Float64Array(drawings.length * steps * 5);
  const mask = new Float64Array(drawings.length * (steps - 1));
  drawings.forEach((moves, i) => {
    const row = (t: number) => (i * steps + t) * 5;
    x[row(0) + 2] = 1;
    for (let t = 1; t < steps; t++) {
      const move = moves[t - 1];
      if (move && t <= length) {
        const [dx, dy, lifted] = move;
        x.set([dx / scale, dy / scale, 1 - lifted, lifted, 0], row(t));
      } else x[row(t) + 4] = 1;
      // A drawing that was cut has not ended: there is nothing to foretell after its last movement.
      const isEnd = t === moves.length + 1;
      if ((move && t <= length) || isEnd) mask[i * (steps - 1) + t - 1] = 1;
    }
  });
  return {x: new Grid(x, [drawings.length, steps, 5]), mask: new Grid(mask, [drawings.length, steps - 1])};
}
