import type {Diagram} from '../figure';
import {arrow, box, circle, drawing, INPUT_FILL, OUTPUT_FILL, SOFT, STATE_FILL, text} from './svg';

/**
 * One WaveNet block: a dilated causal convolution, gated, with a residual path and a skip path.
 *
 * @returns the drawing
 *
 * Lesson: notebooks/04-convolutions/4.2. Source: van den Oord et al. 2016, arXiv:1609.03499.
 */
export function waveNetBlock(): Diagram {
  const parts = [
    box([392, 142], [520, 196], '', {fill: '#F7F7F7', color: SOFT, dash: '5 4'}),
    // The residual path goes straight through above the block's own work.
    arrow(
      [
        [78, 72],
        [600 - 14, 72],
      ],
      {width: 3},
    ),
    arrow(
      [
        [614, 72],
        [700, 72],
      ],
      {width: 3},
    ),
    text([340, 58], 'residual', {size: 12, fill: SOFT}),
    `<circle cx="154" cy="72" r="3.5" fill="#222222"/>`,
    arrow([
      [154, 72],
      [154, 160],
      [176, 160],
    ]),
    box([222, 160], [92, 56], '', {fill: STATE_FILL}),
    text([222, 150], 'dilated', {size: 12}),
    text([222, 168], 'causal conv', {size: 12}),
    arrow([
      [268, 150],
      [318, 128],
    ]),
    arrow([
      [268, 170],
      [318, 196],
    ]),
    box([346, 124], [56, 34], 'tanh', {fill: OUTPUT_FILL}),
    box([346, 198], [56, 34], 'σ', {fill: '#FBE7A9'}),
    arrow([
      [374, 128],
      [428, 152],
    ]),
    arrow([
      [374, 194],
      [428, 170],
    ]),
    circle([440, 161], 14, '⊙', {size: 16}),
    arrow([
      [454, 161],
      [500, 161],
    ]),
    box([526, 161], [52, 34], '1×1 W_r', {fill: STATE_FILL, size: 12}),
    arrow([
      [552, 161],
      [600, 161],
      [600, 86],
    ]),
    circle([600, 72], 14, '+', {size: 16}),
    `<circle cx="476" cy="161" r="3.5" fill="#222222"/>`,
    arrow([
      [476, 161],
      [476, 216],
      [500, 216],
    ]),
    box([526, 216], [52, 34], '1×1 W_s', {fill: STATE_FILL, size: 12}),
    arrow([
      [552, 216],
      [690, 216],
    ]),
    box([48, 72], [60, 40], 'input X_t', {fill: INPUT_FILL, size: 12}),
    box([738, 72], [76, 40], 'next block', {fill: INPUT_FILL, size: 13}),
    box([738, 216], [94, 40], 'sum of skips', {fill: INPUT_FILL, size: 13}),
    text([620, 202], 'skip S_t', {size: 12, fill: SOFT}),
    text([476, 148], 'P_t', {size: 12}),
    text([392, 266], 'P_t = tanh(A_t, filter half) ⊙ σ(A_t, gate half)', {size: 16}),
  ];
  const alt =
    'One WaveNet block. A dilated causal convolution feeds tanh and a sigmoid gate, which are multiplied. A 1×1 convolution of ' +
    'the product is added to the input and goes to the next block; another 1×1 convolution goes to the sum of all skips.';
  return drawing(796, 290, parts, alt);
}
