import {checkOptions} from '../../data/arguments';
import type {Diagram} from '../figure';
import {arrow, box, circle, drawing, INPUT_FILL, OUTPUT_FILL, type Place, path, SOFT, STATE_FILL, text} from './svg';

/** Radius of an operation: +, ⊙. */
export const OPERATION = 14;

/** An element-wise operation. */
export function operation(at: Place, sign: string): string {
  return circle(at, OPERATION, sign, {size: 16, fill: '#FFFFFF'});
}

/** A gate or candidate: its activation, and below it what it is for. */
export function gateBox([x, y]: Place, activation: string, name: string, isGate = true): string {
  return (
    box([x, y], [88, 46], '', {fill: isGate ? '#FBE7A9' : OUTPUT_FILL}) +
    text([x, y - 8], activation, {size: 15, bold: true}) +
    text([x, y + 12], name, {size: 12})
  );
}

/** A dot where wires meet. */
export function joint([x, y]: Place): string {
  return `<circle cx="${x}" cy="${y}" r="3.5" fill="#222222"/>`;
}

const [CELL_Y, GATE_Y, BUS_Y] = [92, 246, 310];
const [F, I, C, O, OUT] = [226, 338, 450, 562, 636];

/** Options of {@link lstmCell}. */
export interface LstmCellOptions {
  /** Whether the gates see the cell state; defaults to false. */
  peepholes?: boolean;
}

/** Dashed wires from the cell state into the gates: the old one to forget and input gate, the new one to the output gate. */
function peepholeWires(): string[] {
  const [before, after, under] = [142, 672, 290];
  const look = {color: '#0072B2', dash: '5 3', width: 1.6};
  const wire = (places: Place[]) => arrow(places, look);
  return [
    wire([
      [before, CELL_Y],
      [before, under],
      [F - 26, under],
      [F - 26, GATE_Y + 23],
    ]),
    wire([
      [F - 26, under],
      [I - 26, under],
      [I - 26, GATE_Y + 23],
    ]),
    wire([
      [after, CELL_Y],
      [after, GATE_Y],
      [O + 44, GATE_Y],
    ]),
    joint([before, CELL_Y]),
    joint([after, CELL_Y]),
    text([before + 8, 128], '· p_f, · p_i', {anchor: 'start', size: 12, fill: look.color}),
    text([after - 8, GATE_Y + 15], '· p_o', {anchor: 'end', size: 12, fill: look.color}),
  ];
}

/**
 * One LSTM cell: three gates, a candidate, and the cell state that goes straight through.
 *
 * @param options see {@link LstmCellOptions}
 * @returns the drawing; letters as on the notation page
 * @throws RangeError for an unknown option
 *
 * Lesson: notebooks/03-gated-cells/3.1, exercises 06 and 16. Source: Gers, Schmidhuber and Cummins 2000,
 * doi:10.1162/089976600300015015; peepholes: Gers, Schraudolph and Schmidhuber 2002 (jmlr.org/papers/v3/gers02a.html).
 */
export function lstmCell(options: LstmCellOptions = {}): Diagram {
  checkOptions('lstmCell', options, ['peepholes']);
  const {peepholes = false} = options;
  const up = (x: number, to: number): string =>
    arrow([
      [x, BUS_Y],
      [x, to],
    ]);
  const parts = [
    box([404, 196], [572, 292], '', {fill: '#F7F7F7', color: SOFT, dash: '5 4'}),
    // The cell state.
    arrow(
      [
        [78, CELL_Y],
        [F - OPERATION, CELL_Y],
      ],
      {width: 3},
    ),
    arrow(
      [
        [F + OPERATION, CELL_Y],
        [C - OPERATION, CELL_Y],
      ],
      {width: 3},
    ),
    arrow(
      [
        [C + OPERATION, CELL_Y],
        [716, CELL_Y],
      ],
      {width: 3},
    ),
    // What all gates read.
    path([
      [78, BUS_Y],
      [O, BUS_Y],
    ]),
    arrow([
      [164, 362],
      [164, BUS_Y + 4],
    ]),
    joint([164, BUS_Y]),
    text([172, BUS_Y + 18], 'X_t and H_{t-1} go to every box', {anchor: 'start', size: 12}),
    ...[F, I, C, O].map((x) => up(x, GATE_Y + 23)),
    // Forget, write, read.
    arrow([
      [F, GATE_Y - 23],
      [F, CELL_Y + OPERATION],
    ]),
    arrow([
      [I, GATE_Y - 23],
      [I, 168],
      [C - OPERATION, 168],
    ]),
    arrow([
      [C, GATE_Y - 23],
      [C, 168 + OPERATION],
    ]),
    arrow([
      [C, 168 - OPERATION],
      [C, CELL_Y + OPERATION],
    ]),
    arrow([
      [OUT, CELL_Y],
      [OUT, 120],
    ]),
    joint([OUT, CELL_Y]),
    box([OUT, 135], [54, 30], 'tanh', {fill: OUTPUT_FILL}),
    arrow([
      [OUT, 150],
      [OUT, 196 - OPERATION],
    ]),
    arrow([
      [O, GATE_Y - 23],
      [O, 196],
      [OUT - OPERATION, 196],
    ]),
    arrow([
      [OUT, 196 + OPERATION],
      [OUT, BUS_Y],
      [716, BUS_Y],
    ]),
    operation([F, CELL_Y], '⊙'),
    operation([C, CELL_Y], '+'),
    operation([C, 168], '⊙'),
    operation([OUT, 196], '⊙'),
    gateBox([F, GATE_Y], 'σ', 'forget gate'),
    gateBox([I, GATE_Y], 'σ', 'input gate'),
    gateBox([C, GATE_Y], 'tanh', 'candidate', false),
    gateBox([O, GATE_Y], 'σ', 'output gate'),
    text([F + 8, 150], 'F_t', {anchor: 'start'}),
    text([I + 8, 152], 'I_t', {anchor: 'start'}),
    text([C + 8, 203], 'C̃_t', {anchor: 'start'}),
    text([O + 6, 180], 'O_t', {anchor: 'start'}),
    box([48, CELL_Y], [60, 40], 'C_{t-1}', {fill: STATE_FILL}),
    box([48, BUS_Y], [60, 40], 'H_{t-1}', {fill: STATE_FILL}),
    circle([164, 382], 20, 'X_t', {fill: INPUT_FILL}),
    box([744, CELL_Y], [56, 40], 'C_t', {fill: STATE_FILL}),
    box([744, BUS_Y], [56, 40], 'H_t', {fill: STATE_FILL}),
    text([452, 376], 'C_t = F_t ⊙ C_{t-1} + I_t ⊙ C̃_t', {size: 16}),
    text([452, 404], 'H_t = O_t ⊙ tanh(C_t)', {size: 16}),
    ...(peepholes
      ? [
          ...peepholeWires(),
          text([452, 436], 'F_t = σ(… + p_f ⊙ C_{t-1})    I_t = σ(… + p_i ⊙ C_{t-1})    O_t = σ(… + p_o ⊙ C_t)', {
            size: 13,
          }),
          text([452, 458], 'dashed: peepholes, one weight a unit', {size: 12, fill: SOFT}),
        ]
      : []),
  ];
  const alt =
    'One LSTM cell. The cell state goes straight through: it is multiplied by the forget gate, then the candidate times the ' +
    'input gate is added. The new hidden state is tanh of the new cell state times the output gate. All gates and the ' +
    'candidate read the input and the old hidden state.';
  const also =
    ' Peepholes, dashed: the forget gate and the input gate also see the old cell state, the output gate the new one, each ' +
    'unit its own.';
  return peepholes ? drawing(790, 478, parts, alt + also) : drawing(790, 424, parts, alt);
}
