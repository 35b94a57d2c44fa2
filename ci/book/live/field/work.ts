/** Which inputs reach one output of stacked causal convolutions: asked of the library's gradients, layer by layer. */
import {data, engine, layers, models, tf} from 'unroll';
import type {Work} from '../contract';

export interface FieldSettings {
  layers: number;
  kernelSize: number;
  /** Dilation of each layer by that of the one below it: 1, growth, growth², ... */
  growth: number;
}

export interface FieldStep {
  /** Of each layer, the lowest first. */
  dilations: number[];
  kernelSize: number;
  /**
   * From the output down, as far as it has been asked: how much the number at each time step moves the output. The first
   * one of each row stands below the output, the next ones further back in time.
   */
  levels: number[][];
  /** Time steps of the input that the formula promises. */
  formula: number;
  /** Time steps of the input that move the output, once the input has been asked. */
  found?: number;
}

const FILTERS = 4;
/** Shown beyond the field, so that the reader sees where it ends. */
const BEYOND = 5;

const dilationsOf = ({layers: count, growth}: FieldSettings): number[] =>
  Array.from({length: count}, (_, layer) => growth ** layer);

/** How much each time step of `from` moves the last step of what `above` makes of it: the largest slope of its features. */
function slopes(from: tf.Tensor, above: readonly tf.layers.Layer[]): number[] {
  return tf.tidy(() => {
    const last = (h: tf.Tensor) => {
      const top = above.reduce((lower, layer) => layer.apply(lower) as tf.Tensor, h);
      return top.slice([0, (top.shape[1] as number) - 1, 0], [1, 1, 1]).sum();
    };
    const gradient = tf.grad(last)(from) as tf.Tensor3D;
    return [...gradient.abs().max(2).dataSync()].reverse();
  });
}

/** Asks one stack of layers, from the output down to the input. */
function* ask(settings: FieldSettings): Generator<FieldStep> {
  const {kernelSize} = settings;
  const dilations = dilationsOf(settings);
  const {steps: formula} = models.receptiveField(dilations.map((dilationRate) => ({kernelSize, dilationRate})));
  const length = formula + BEYOND;
  const stack = dilations.map((dilationRate) =>
    layers.causalConv1d({filters: FILTERS, kernelSize, dilationRate, activation: 'tanh'}),
  );
  const {normal} = data.random(1);
  const x = tf.tensor3d(
    Float32Array.from({length}, () => normal(0, 1)),
    [1, length, 1],
  );
  const values: tf.Tensor[] = [x];
  try {
    for (const layer of stack) values.push(layer.apply(values[values.length - 1] as tf.Tensor) as tf.Tensor);
    const levels: number[][] = [];
    for (let level = stack.length; level >= 0; level--) {
      levels.push(slopes(values[level] as tf.Tensor, stack.slice(level)));
      const found = level === 0 ? levels[levels.length - 1]?.filter((slope) => slope !== 0).length : undefined;
      yield {dilations, kernelSize, levels: [...levels], formula, found};
    }
  } finally {
    for (const value of values) value.dispose();
    for (const layer of stack) layer.dispose();
  }
}

const says = ({levels, dilations, formula, found}: FieldStep): string => {
  const reached = levels[levels.length - 1]?.filter((slope) => slope !== 0).length ?? 0;
  const below = dilations.length - levels.length + 1;
  if (found === undefined) {
    const of = below === dilations.length ? 'The output itself' : `${reached} steps of layer ${below}`;
    return `${of}: now the layer below is asked.`;
  }
  const holes = formula - found;
  return holes === 0
    ? `${found} inputs reach the output, as many as the formula says.`
    : `${found} inputs reach the output, the farthest one ${formula - 1} steps back; ${holes} between them are never read.`;
};

export const fieldWork: Work<FieldSettings, FieldStep> = async function* (first) {
  let settings = first;
  for (;;) {
    let changed: FieldSettings | undefined;
    // a page from a disk may fetch no .wasm; these few numbers need none
    await engine.start({engine: 'cpu', seed: 5});
    for (const step of ask(settings)) {
      const isLast = step.found !== undefined;
      changed = yield {
        ...step,
        progress: step.levels.length / (settings.layers + 1),
        says: says(step),
        waits: isLast,
      };
      if (changed) break;
    }
    settings = changed ?? settings;
  }
};
