import type {Diagram} from '../figure';
import {arrow, box, checkCount, circle, drawing, INPUT_FILL, OUTPUT_FILL, SOFT, STATE_FILL, text} from './svg';

/** Options of {@link stackedRnn}. */
export interface StackedRnnOptions {
  /** Recurrent layers, 1 to 4; defaults to 2. */
  layers?: number;
  /** Time steps, 2 to 6; defaults to 4. */
  steps?: number;
  /** Whether the last layer gives its outputs at all steps or at the last one; defaults to 'last'. */
  outputs?: 'all' | 'last';
  /** Each layer reads in both directions; defaults to false. */
  bidirectional?: boolean;
}

const BACKWARD = '#DCEFE6';

/**
 * Recurrent layers above each other, unrolled: every layer but the last must hand on its whole sequence.
 *
 * @param options see {@link StackedRnnOptions}
 * @returns the drawing
 * @throws RangeError when a number does not fit
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function stackedRnn(options: StackedRnnOptions = {}): Diagram {
  const {layers = 2, steps = 4, outputs = 'last', bidirectional = false} = options;
  checkCount('layers', layers, 1, 4);
  checkCount('steps', steps, 2, 6);
  const rowHeight = bidirectional ? 132 : 84;
  const [left, gap] = [196, 108];
  const at = (t: number) => left + t * gap;
  const top = 66;
  const inputY = top + layers * rowHeight + 6;
  const half = bidirectional ? 47 : 20;
  const middle = (layer: number) => top + (layers - 1 - layer) * rowHeight + rowHeight / 2 - 10;
  const isRead = (layer: number, t: number) => layer < layers - 1 || outputs === 'all' || t === steps - 1;
  // one layer needs no number
  const state = (layer: number, t: number) => `h_{${t + 1}}${layers > 1 ? `^{(${layer + 1})}` : ''}`;
  const parts: string[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const y = middle(layer);
    const kind = layer < layers - 1 || outputs === 'all' ? 'whole sequence' : 'last step';
    parts.push(
      text([22, y - 10], `layer ${layer + 1}`, {anchor: 'start', size: 13, bold: true}),
      text([22, y + 9], kind, {anchor: 'start', size: 12, fill: SOFT}),
    );
    for (let t = 0; t < steps; t++) {
      const x = at(t);
      const forward = y + (bidirectional ? 27 : 0);
      const below = layer === 0 ? inputY - 17 : middle(layer - 1) - half - (bidirectional ? 6 : 0);
      parts.push(
        arrow([
          [x, below],
          [x, y + half + (bidirectional ? 6 : 0)],
        ]),
      );
      if (bidirectional) parts.push(box([x, y], [72, 106], '', {fill: '#F7F7F7', color: SOFT, dash: '3 3', width: 1}));
      parts.push(box([x, forward], [54, 40], state(layer, t), {fill: STATE_FILL}));
      if (t > 0)
        parts.push(
          arrow([
            [at(t - 1) + 27, forward],
            [x - 27, forward],
          ]),
        );
      if (!bidirectional) continue;
      parts.push(box([x, y - 27], [54, 40], state(layer, t), {fill: BACKWARD, dash: '5 3'}));
      if (t > 0)
        parts.push(
          arrow(
            [
              [x - 27, y - 27],
              [at(t - 1) + 27, y - 27],
            ],
            {dash: '5 3'},
          ),
        );
    }
  }
  for (let t = 0; t < steps; t++) {
    parts.push(circle([at(t), inputY], 17, `x_${t + 1}`, {fill: INPUT_FILL}));
    if (!isRead(layers - 1, t)) continue;
    parts.push(
      arrow([
        [at(t), middle(layers - 1) - half - (bidirectional ? 6 : 0)],
        [at(t), 48],
      ]),
      circle([at(t), 30], 17, outputs === 'all' ? `y_${t + 1}` : 'y', {fill: OUTPUT_FILL}),
    );
  }
  const ways = bidirectional ? ' Each layer reads forwards and, drawn dashed, backwards; the next one reads both.' : '';
  const alt =
    `${layers} recurrent ${layers === 1 ? 'layer' : 'layers'} over ${steps} time steps. Every layer but the last hands its ` +
    `whole sequence to the next; the last gives ${outputs === 'all' ? 'an output at each step' : 'its last step'}.${ways}`;
  return drawing(at(steps - 1) + 60, inputY + 34, parts, alt);
}

/** Options of {@link encoderDecoder}. */
export interface EncoderDecoderOptions {
  /** Input tokens, 1 to 5; defaults to ['x_1', 'x_2', 'x_3']. */
  inputs?: string[];
  /** Output tokens without start and end, 1 to 5; defaults to ['y_1', 'y_2']. */
  outputs?: string[];
  /** 'training' feeds the true tokens (teacher forcing), 'inference' its own; defaults to 'training'. */
  mode?: 'training' | 'inference';
  /** Draws what the second decoder step reads from the encoder; defaults to false. */
  attention?: boolean;
}

/**
 * Encoder and decoder: the encoder hands over its last state, the decoder writes until it says end.
 *
 * @param options see {@link EncoderDecoderOptions}
 * @returns the drawing
 * @throws RangeError when there are too few or too many tokens, or the mode is unknown
 *
 * Lesson: notebooks/05-text/5.4. Source: Sutskever, Vinyals and Le 2014, arXiv:1409.3215; Bahdanau et al. 2015, arXiv:1409.0473.
 */
export function encoderDecoder(options: EncoderDecoderOptions = {}): Diagram {
  const {inputs = ['x_1', 'x_2', 'x_3'], outputs = ['y_1', 'y_2'], mode = 'training', attention = false} = options;
  checkCount('inputs', inputs.length, 1, 5);
  checkCount('outputs', outputs.length, 1, 5);
  if (mode !== 'training' && mode !== 'inference') {
    throw new RangeError(`mode must be 'training' or 'inference', got '${mode}'`);
  }
  const written = [...outputs, 'end'];
  const read = ['start', ...outputs];
  const gap = 92;
  const at = (t: number) => 62 + t * gap + (t >= inputs.length ? 24 : 0);
  const count = inputs.length + written.length;
  const [outY, stateY, inY] = attention ? [40, 196, 276] : [40, 124, 204];
  const parts: string[] = [];
  for (let t = 0; t < count; t++) {
    const [x, k] = [at(t), t - inputs.length];
    const isDecoder = k >= 0;
    if (t > 0)
      parts.push(
        arrow(
          [
            [at(t - 1) + 28, stateY],
            [x - 28, stateY],
          ],
          {width: k === 0 ? 3.5 : 1.8},
        ),
      );
    const label = isDecoder ? `s_${k + 1}` : `h_${t + 1}`;
    const look = isDecoder ? {fill: BACKWARD, dash: '5 3'} : {fill: STATE_FILL};
    parts.push(
      arrow([
        [x, inY - 16],
        [x, stateY + 20],
      ]),
      box([x, stateY], [56, 40], label, look),
      box([x, inY], [64, 32], isDecoder ? read[k] : inputs[t], {fill: INPUT_FILL, size: 13}),
    );
    if (!isDecoder) continue;
    parts.push(
      arrow([
        [x, stateY - 20],
        [x, outY + 16],
      ]),
      box([x, outY], [64, 32], written[k], {fill: OUTPUT_FILL, size: 13}),
    );
    if (mode === 'inference' && k > 0) {
      const between = (at(t - 1) + x) / 2;
      const feed: [number, number][] = [
        [at(t - 1) + 32, outY],
        [between, outY],
        [between, inY],
        [x - 32, inY],
      ];
      parts.push(arrow(feed, {dash: '4 3', color: '#6E6E6E'}));
    }
  }
  if (attention) {
    const [from, y] = [inputs.map((_, t) => at(t)), 116];
    const target = at(inputs.length + Math.min(1, written.length - 1));
    const middle = (from[0] + from[from.length - 1]) / 2;
    for (const x of from) {
      const below: [number, number] = [middle + (x - middle) * 0.35, y + 16];
      parts.push(arrow([[x, stateY - 20], below], {color: '#C24A00'}));
    }
    parts.push(
      arrow(
        [
          [middle + 58, y],
          [target - 8, y],
          [target - 8, stateY - 20],
        ],
        {color: '#C24A00'},
      ),
      box([middle, y], [116, 32], 'Σ_t α_t h_t', {fill: '#FBE7A9'}),
    );
  }
  const label = {
    training: 'training: the decoder reads the true tokens',
    inference: 'inference: the decoder reads what it wrote',
  };
  const y = inY + 38;
  parts.push(
    text([at((inputs.length - 1) / 2), y], 'encoder', {size: 13, bold: true}),
    text([(at(inputs.length) + at(count - 1)) / 2, y], 'decoder', {size: 13, bold: true}),
    text([30, y + 28], label[mode], {anchor: 'start', size: 13, fill: SOFT}),
  );
  const sees = attention ? ' A decoder step also reads a weighted sum of all encoder states.' : '';
  const alt =
    `An encoder reads ${inputs.length} tokens and hands its last state to a decoder, which writes ${outputs.length} tokens ` +
    `and then end; it reads start and then ${mode === 'training' ? 'the true tokens, shifted by one' : 'its own outputs'}.${sees}`;
  return drawing(Math.max(at(count - 1) + 56, 400), y + 46, parts, alt);
}
