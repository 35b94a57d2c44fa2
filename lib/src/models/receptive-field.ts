import {checkGiven, checkList, checkOptions} from '../data/arguments';

/** How a convolution or a pooling layer goes over the steps. */
export interface WindowSpec {
  /** Steps in a window; defaults to 1. */
  kernelSize?: number;
  /** Steps from one window to the next; defaults to 1. */
  strides?: number;
  /** Steps between the steps of a window; defaults to 1. */
  dilationRate?: number;
}

/** What {@link receptiveField} gives. */
export interface ReceptiveField {
  /** Time steps of the input that one output depends on. */
  steps: number;
  /** Time steps of the input from one output to the next. */
  jump: number;
}

/**
 * How many time steps of the input one output of stacked convolutions and pooling layers sees.
 *
 *     steps = 1 + Σ_l (k_l - 1) d_l Π_{m<l} s_m        jump = Π_l s_l
 *
 * @param layers first to last, such as [{kernelSize: 3}, {kernelSize: 2, strides: 2}]
 * @returns see {@link ReceptiveField}
 * @throws RangeError for a size that is no whole number of at least 1
 *
 * Source: Araujo et al. 2019, Computing receptive fields of convolutional neural networks. Lesson:
 * notebooks/04-convolutions/4.1. Check: equal to the steps with a gradient (lib/test/models/convolutions.test.ts).
 */
export function receptiveField(layers: readonly WindowSpec[]): ReceptiveField {
  checkList('receptiveField: layers', layers, {empty: true});
  return layers.reduce<ReceptiveField>(
    ({steps, jump}, layer, i) => {
      checkOptions(`receptiveField: layers[${i}]`, layer, ['kernelSize', 'strides', 'dilationRate']);
      const {kernelSize = 1, strides = 1, dilationRate = 1} = layer;
      checkGiven(`receptiveField: layers[${i}]`, {kernelSize, strides, dilationRate});
      return {steps: steps + (kernelSize - 1) * dilationRate * jump, jump: jump * strides};
    },
    {steps: 1, jump: 1},
  );
}
