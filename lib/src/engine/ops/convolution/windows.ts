/** How windows lie at the ends of an axis: 'valid' inside only, 'same' with zeros around, 'causal' with zeros before. */
export type PaddingMode = 'valid' | 'same' | 'causal';

/** Options of the windows along one axis. */
export interface AxisOptions {
  /** Steps from one window to the next; defaults to 1. */
  strides?: number;
  /** Defaults to 'valid'. */
  padding?: PaddingMode;
  /** Steps from one element of a window to the next; defaults to 1. */
  dilationRate?: number;
}

/** Where the windows of an axis lie. */
export interface Windows {
  /** How many there are. */
  count: number;
  /** Steps of padding before the first step. */
  before: number;
}

/**
 * Where windows of `size` elements lie along an axis, as in Keras and TensorFlow: 'same' pads so that there are
 * ⌈length / strides⌉ windows, and where the padding is odd, the larger part comes after.
 *
 * @throws RangeError where no window fits
 */
export function placeWindows(length: number, size: number, options: AxisOptions = {}): Windows {
  const {strides = 1, padding = 'valid', dilationRate = 1} = options;
  const reach = (size - 1) * dilationRate;
  if (padding === 'causal') return {count: Math.ceil(length / strides), before: reach};
  if (padding === 'same') {
    const count = Math.ceil(length / strides);
    return {count, before: Math.floor(Math.max(0, (count - 1) * strides + reach + 1 - length) / 2)};
  }
  const count = Math.floor((length - reach - 1) / strides) + 1;
  if (count < 1) {
    throw new RangeError(`windows of ${reach + 1} steps with padding 'valid' do not fit into ${length} steps`);
  }
  return {count, before: 0};
}
