import type {Diagram} from '../figure';
import {
  arrow,
  box,
  checkCount,
  circle,
  curve,
  drawing,
  INPUT_FILL,
  OUTPUT_FILL,
  type Place,
  path,
  SOFT,
  STATE_FILL,
  text,
} from './svg';

/** Options of {@link unrolledRnn}. */
export interface UnrolledOptions {
  /** Time steps drawn, 1 to 8; defaults to 4. */
  steps?: number;
  /** Step drawn with a thick border, from 0; defaults to none. */
  highlight?: number;
  /** Which outputs are drawn; defaults to 'all'. */
  outputs?: 'all' | 'last' | 'none';
  /** Draws the folded network with its loop on the left; defaults to true. */
  folded?: boolean;
  /** Texts under the inputs, one a step, such as ['1.0', '0.5']; defaults to none. */
  labels?: string[];
  /** Names of what all steps share; defaults to 'W_{xh}, W_{hh}, b_h'. */
  weights?: string;
}

const CELL: Place = [62, 44];
const [INPUT_Y, STATE_Y, OUTPUT_Y] = [196, 118, 40];
const STEP = 112;

function folded(x: number, hasOutput: boolean): string[] {
  return [
    arrow([
      [x, INPUT_Y - 18],
      [x, STATE_Y + CELL[1] / 2],
    ]),
    circle([x, INPUT_Y], 18, 'x_t'),
    // The loop leaves and comes back on the right, so that it crosses neither the input nor the output.
    path([
      [x + 31, STATE_Y - 12],
      [x + 58, STATE_Y - 12],
      [x + 58, STATE_Y + 12],
    ]),
    arrow([
      [x + 58, STATE_Y + 12],
      [x + 31, STATE_Y + 12],
    ]),
    text([x + 44, STATE_Y + 32], 'h_{t-1}', {size: 13}),
    box([x, STATE_Y], CELL, 'h_t'),
    ...(hasOutput
      ? [
          arrow([
            [x, STATE_Y - CELL[1] / 2],
            [x, OUTPUT_Y + 18],
          ]),
          circle([x, OUTPUT_Y], 18, 'y_t', {fill: OUTPUT_FILL}),
        ]
      : []),
  ];
}

/**
 * A recurrent network, folded (with its loop) and unrolled through time: the same cell at every step.
 *
 * @param options see {@link UnrolledOptions}
 * @returns the drawing
 * @throws RangeError when steps, highlight or labels do not fit
 *
 * Lesson: notebooks/01-foundations/1.1 and 1.3.
 */
export function unrolledRnn(options: UnrolledOptions = {}): Diagram {
  const {
    steps = 4,
    highlight,
    outputs = 'all',
    folded: isFolded = true,
    labels,
    weights = 'W_{xh}, W_{hh}, b_h',
  } = options;
  checkCount('steps', steps, 1, 8);
  if (highlight !== undefined) checkCount('highlight', highlight, 0, steps - 1);
  if (labels && labels.length !== steps) throw new RangeError(`${labels.length} labels for ${steps} steps`);
  const left = isFolded ? 262 : 66;
  const at = (t: number) => left + 52 + t * STEP;
  const parts: string[] = [];
  if (isFolded) {
    parts.push(...folded(104, outputs !== 'none'));
    parts.push(text([188, STATE_Y], '=', {size: 24}));
  }
  parts.push(text([left - 40, STATE_Y], 'h_0', {size: 14}));
  for (let t = 0; t < steps; t++) {
    const x = at(t);
    const width = t === highlight ? 3.5 : 1.5;
    parts.push(
      arrow([
        [t === 0 ? left - 24 : at(t - 1) + CELL[0] / 2, STATE_Y],
        [x - CELL[0] / 2, STATE_Y],
      ]),
      arrow([
        [x, INPUT_Y - 18],
        [x, STATE_Y + CELL[1] / 2],
      ]),
      circle([x, INPUT_Y], 18, `x_${t + 1}`, {width}),
      box([x, STATE_Y], CELL, `h_${t + 1}`, {width, fill: STATE_FILL, bold: t === highlight}),
    );
    if (labels) parts.push(text([x, INPUT_Y + 34], labels[t], {size: 12, fill: SOFT}));
    if (outputs === 'all' || (outputs === 'last' && t === steps - 1)) {
      parts.push(
        arrow([
          [x, STATE_Y - CELL[1] / 2],
          [x, OUTPUT_Y + 18],
        ]),
        circle([x, OUTPUT_Y], 18, `y_${t + 1}`, {fill: OUTPUT_FILL, width}),
      );
    }
  }
  const right = at(steps - 1) + 60;
  const below = labels ? 250 : 234;
  parts.push(text([(at(0) + at(steps - 1)) / 2, below + 6], `the same weights ${weights} at every step`, {size: 13}));
  const which = {all: 'an output at each step', last: 'one output after the last step', none: 'no outputs'}[outputs];
  const alt =
    `A recurrent network ${isFolded ? 'folded, with a loop from its state to itself, and ' : ''}unrolled over ${steps} ` +
    `time steps: each state h is computed from the input x of its step and the state before; ${which}.`;
  // Without outputs their row is cut off.
  const lift = outputs === 'none' ? 66 : 0;
  const lifted = lift ? [`<g transform="translate(0 -${lift})">`, ...parts, '</g>'] : parts;
  return drawing(Math.max(right, 380), below + 26 - lift, lifted, alt);
}

/**
 * What one recurrent cell computes: h_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h).
 *
 * @returns the drawing
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function rnnCell(): Diagram {
  const product: Place = [76, 40];
  const parts = [
    box([350, 130], [452, 216], '', {fill: '#F7F7F7', color: SOFT, dash: '5 4'}),
    text([138, 38], 'cell', {anchor: 'start', size: 13, fill: SOFT}),
    arrow([
      [72, 78],
      [192, 78],
    ]),
    arrow([
      [72, 186],
      [192, 186],
    ]),
    box([44, 78], [60, 40], 'h_{t-1}'),
    circle([50, 186], 22, 'x_t'),
    box([232, 78], product, '· W_{hh}', {fill: INPUT_FILL}),
    box([232, 186], product, '· W_{xh}', {fill: INPUT_FILL}),
    arrow([
      [270, 78],
      [358, 118],
    ]),
    arrow([
      [270, 186],
      [358, 146],
    ]),
    arrow([
      [376, 205],
      [376, 152],
    ]),
    box([376, 216], [44, 28], 'b_h', {fill: INPUT_FILL}),
    circle([376, 132], 20, '+', {size: 20}),
    arrow([
      [396, 132],
      [468, 132],
    ]),
    text([430, 116], 'a_t', {size: 13}),
    box([504, 132], [68, 44], 'tanh', {fill: OUTPUT_FILL}),
    arrow([
      [538, 132],
      [640, 132],
    ]),
    box([668, 132], [56, 40], 'h_t'),
    text([350, 262], 'h_t = tanh(x_t W_{xh} + h_{t-1} W_{hh} + b_h)', {size: 16}),
  ];
  const alt =
    'One recurrent cell: the old state times W_hh, the input times W_xh and the bias b_h are added to a; its tanh is the new state.';
  return drawing(714, 290, parts, alt);
}

/** The shapes that a task can have. */
export type TaskShape = 'seq2seq' | 'seq2vec' | 'vec2seq' | 'encoder-decoder';

const TASKS: Record<TaskShape, {inputs: number[]; outputs: number[]; steps: number; alt: string}> = {
  seq2seq: {inputs: [0, 1, 2, 3], outputs: [0, 1, 2, 3], steps: 4, alt: 'an input and an output at every step'},
  seq2vec: {inputs: [0, 1, 2, 3], outputs: [3], steps: 4, alt: 'an input at every step, one output after the last'},
  vec2seq: {inputs: [0], outputs: [0, 1, 2, 3], steps: 4, alt: 'one input at the first step, an output at every step'},
  'encoder-decoder': {
    inputs: [0, 1, 2],
    outputs: [3, 4, 5],
    steps: 6,
    alt: 'three inputs are read by the encoder; its last state goes to the decoder, which then writes three outputs',
  },
};

/**
 * The shape of a task: at which steps a network reads and writes.
 *
 * @param task which shape
 * @returns the drawing
 * @throws RangeError when there is no such shape
 *
 * Lesson: notebooks/01-foundations/1.1 and 2.1.
 */
export function taskShape(task: TaskShape): Diagram {
  const shape = TASKS[task];
  if (!shape) throw new RangeError(`no task shape '${task}'; there are: ${Object.keys(TASKS).join(', ')}`);
  const at = (t: number) => 62 + t * 92;
  const parts = [text([18, 22], task, {anchor: 'start', bold: true, size: 15})];
  for (let t = 0; t < shape.steps; t++) {
    const x = at(t);
    if (t > 0) {
      parts.push(
        arrow([
          [at(t - 1) + 27, 128],
          [x - 27, 128],
        ]),
      );
    }
    const isDecoder = task === 'encoder-decoder' && t >= 3;
    parts.push(
      box([x, 128], [54, 40], `h_${t + 1}`, {fill: isDecoder ? '#DCEFE6' : STATE_FILL, dash: isDecoder ? '5 3' : ''}),
    );
    if (shape.inputs.includes(t)) {
      parts.push(
        arrow([
          [x, 182],
          [x, 148],
        ]),
        circle([x, 199], 17, `x_${t + 1}`),
      );
    }
    if (shape.outputs.includes(t)) {
      const number = task === 'encoder-decoder' ? t - 2 : task === 'seq2vec' ? '' : t + 1;
      parts.push(
        arrow([
          [x, 108],
          [x, 76],
        ]),
        circle([x, 59], 17, number === '' ? 'y' : `y_${number}`, {fill: OUTPUT_FILL}),
      );
    }
  }
  if (task === 'encoder-decoder') {
    parts.push(
      text([at(1), 236], 'encoder', {size: 13, fill: SOFT}),
      text([at(4), 236], 'decoder', {size: 13, fill: SOFT}),
    );
    for (const t of [3, 4])
      parts.push(curve([at(t) + 17, 59], [at(t) + 56, 62], [at(t + 1) - 16, 108], {dash: '4 3', color: SOFT}));
  }
  const height = task === 'encoder-decoder' ? 252 : 230;
  return drawing(at(shape.steps - 1) + 60, height, parts, `The task shape ${task}: ${shape.alt}.`);
}
