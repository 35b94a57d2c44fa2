import type {Diagram} from '../figure';
import {gateBox, joint, OPERATION, operation} from './lstm-cell';
import {arrow, box, circle, drawing, INPUT_FILL, path, SOFT, STATE_FILL, text} from './svg';

/** Options of {@link gruCell}: the two conventions in which texts differ. */
export interface GruCellOptions {
  /** Resets after the product with W_hh, as Keras 3 and PyTorch do; defaults to true. False: before it, as in the paper. */
  resetAfter?: boolean;
  /** Whether an open update gate 'keeps' the old state (Keras, PyTorch) or 'replaces' it; defaults to 'keeps'. */
  update?: 'keeps' | 'replaces';
}

const [STATE_Y, MIX_Y, GATE_Y, BUS_Y] = [86, 160, 250, 318];
const [Z, H, R, BACK] = [236, 420, 566, 668];

/** Σ of the equation below the drawing, in the chosen convention. */
function equations({resetAfter, update}: Required<GruCellOptions>): string[] {
  const inner = resetAfter ? 'R_t ⊙ (H_{t-1} W_{hh} + b_m)' : '(R_t ⊙ H_{t-1}) W_{hh}';
  const mix = update === 'keeps' ? 'Z_t ⊙ H_{t-1} + (1 - Z_t) ⊙ H̃_t' : '(1 - Z_t) ⊙ H_{t-1} + Z_t ⊙ H̃_t';
  return [`H̃_t = tanh(X_t W_{xh} + b_h + ${inner})`, `H_t = ${mix}`];
}

/**
 * One GRU cell, in the convention that is asked for.
 *
 * @param options see {@link GruCellOptions}
 * @returns the drawing; letters as on the notation page
 * @throws RangeError when `update` is no convention
 *
 * Lesson: notebooks/03-gated-cells/3.1. Source: Cho et al. 2014, arXiv:1406.1078.
 */
export function gruCell(options: GruCellOptions = {}): Diagram {
  const {resetAfter = true, update = 'keeps'} = options;
  if (update !== 'keeps' && update !== 'replaces') {
    throw new RangeError(`update must be 'keeps' or 'replaces', got '${update}'`);
  }
  const keeps = update === 'keeps';
  const product = (x: number, y: number): string => box([x, y], [58, 30], '· W_{hh}', {fill: INPUT_FILL, size: 13});
  const [candidate, mix] = equations({resetAfter, update});
  const one = circle(keeps ? [328, MIX_Y] : [Z, 122], 17, '1 -', {size: 13, fill: INPUT_FILL});
  const parts = [
    box([420, 200], [590, 306], '', {fill: '#F7F7F7', color: SOFT, dash: '5 4'}),
    // The state goes straight through.
    arrow(
      [
        [78, STATE_Y],
        [Z - OPERATION, STATE_Y],
      ],
      {width: 3},
    ),
    arrow(
      [
        [Z + OPERATION, STATE_Y],
        [H - OPERATION, STATE_Y],
      ],
      {width: 3},
    ),
    arrow(
      [
        [H + OPERATION, STATE_Y],
        [740, STATE_Y],
      ],
      {width: 3},
    ),
    // What the gates read.
    path([
      [152, STATE_Y],
      [152, BUS_Y],
      [BACK, BUS_Y],
    ]),
    joint([152, STATE_Y]),
    arrow([
      [152, 374],
      [152, BUS_Y + 4],
    ]),
    joint([152, BUS_Y]),
    text([160, BUS_Y + 18], 'X_t and H_{t-1} go to the gates', {anchor: 'start', size: 12}),
    ...[Z, H, R].map((x) =>
      arrow([
        [x, BUS_Y],
        [x, GATE_Y + 23],
      ]),
    ),
    text([H + 8, BUS_Y - 20], 'X_t', {anchor: 'start', size: 12}),
    // The reset gate lets parts of the old state into the candidate.
    arrow([
      [R, GATE_Y - 23],
      [R, MIX_Y + OPERATION],
    ]),
    text([R + 8, 206], 'R_t', {anchor: 'start'}),
    text([BACK - 8, BUS_Y - 14], 'H_{t-1}', {anchor: 'end', size: 12}),
    arrow([
      [BACK, BUS_Y],
      [BACK, MIX_Y],
      [R + OPERATION, MIX_Y],
    ]),
    arrow([
      [R - OPERATION, MIX_Y],
      [492, MIX_Y],
      [492, GATE_Y],
      [H + 44, GATE_Y],
    ]),
    resetAfter ? product(BACK, 240) : product(492, 206),
    // The update gate mixes old state and candidate.
    arrow([
      [Z, GATE_Y - 23],
      [Z, STATE_Y + OPERATION],
    ]),
    joint([Z, keeps ? MIX_Y : 178]),
    keeps
      ? arrow([
          [Z, MIX_Y],
          [H - OPERATION, MIX_Y],
        ])
      : arrow([
          [Z, 178],
          [340, 178],
          [340, MIX_Y],
          [H - OPERATION, MIX_Y],
        ]),
    text([Z + 8, 204], 'Z_t', {anchor: 'start'}),
    one,
    arrow([
      [H, GATE_Y - 23],
      [H, MIX_Y + OPERATION],
    ]),
    text([H + 8, 204], 'H̃_t', {anchor: 'start'}),
    arrow([
      [H, MIX_Y - OPERATION],
      [H, STATE_Y + OPERATION],
    ]),
    operation([Z, STATE_Y], '⊙'),
    operation([H, STATE_Y], '+'),
    operation([H, MIX_Y], '⊙'),
    operation([R, MIX_Y], '⊙'),
    gateBox([Z, GATE_Y], 'σ', 'update gate'),
    gateBox([H, GATE_Y], 'tanh', 'candidate', false),
    gateBox([R, GATE_Y], 'σ', 'reset gate'),
    box([48, STATE_Y], [60, 40], 'H_{t-1}', {fill: STATE_FILL}),
    circle([152, 394], 20, 'X_t', {fill: INPUT_FILL}),
    box([768, STATE_Y], [56, 40], 'H_t', {fill: STATE_FILL}),
    text([478, 386], candidate, {size: 16}),
    text([478, 414], mix, {size: 16}),
  ];
  const alt =
    `One GRU cell. The old state times ${keeps ? 'the update gate' : 'one minus the update gate'} plus the candidate times ` +
    `${keeps ? 'one minus the update gate' : 'the update gate'} is the new state. The candidate reads the input and the old ` +
    `state; the reset gate acts ${resetAfter ? 'after the product of the old state with' : 'on the old state before its product with'} W_hh.`;
  return drawing(814, 436, parts, alt);
}
