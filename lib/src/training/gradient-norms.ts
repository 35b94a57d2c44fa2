import * as tf from '@tensorflow/tfjs';
import {type ClipOptions, clipChecked, globalNorm} from './clipping';

/** A norm before and after clipping. */
export interface NormPair {
  before: number;
  after: number;
}

/** Norms of the gradient of one batch. */
export interface GradientNorms extends NormPair {
  /** Norms of the weights of each layer, by the layer's name; where asked for. */
  layers?: Record<string, NormPair>;
}

/** Norms of many batches, one number a batch. */
export interface NormSeries {
  before: number[];
  after: number[];
}

/** What a run records of its gradients, see `recordGradientNorms`. */
export interface NormHistory extends NormSeries {
  /** The same for each layer's weights, by the layer's name; where asked for. */
  layers?: Record<string, NormSeries>;
}

/** Who wants to know the norms of a batch. */
export interface NormWatch {
  byLayer: boolean;
  record(norms: GradientNorms): void;
}

/** Adds the norms of a batch to those of the batches before. */
export function addNorms(history: NormHistory, {before, after, layers = {}}: GradientNorms): void {
  history.before.push(before);
  history.after.push(after);
  for (const [name, pair] of Object.entries(layers)) {
    history.layers ??= {};
    history.layers[name] ??= {before: [], after: []};
    history.layers[name].before.push(pair.before);
    history.layers[name].after.push(pair.after);
  }
}

/** Names of layers by the names of their variables; a layer inside of another model is called 'model/layer'. */
export function layersOfVariables(model: tf.LayersModel, prefix = ''): Map<string, string> {
  const names = new Map<string, string>();
  for (const layer of model.layers) {
    if (layer instanceof tf.LayersModel) {
      for (const [variable, name] of layersOfVariables(layer, `${prefix}${layer.name}/`)) names.set(variable, name);
      continue;
    }
    for (const weight of layer.weights) names.set((weight.read() as tf.Variable).name, prefix + layer.name);
  }
  return names;
}

/** The same norms under the names that the layers of another model have. */
export function renameLayers(history: NormHistory, from: string[], to: string[]): NormHistory {
  const entries = Object.entries(history.layers ?? {}).map(([name, series]): [string, NormSeries] => [
    to[from.indexOf(name)] ?? name,
    series,
  ]);
  return history.layers ? {...history, layers: Object.fromEntries(entries)} : history;
}

/** Names of the layers that have weights, in the model's order. */
export function layerNames(model: tf.LayersModel): string[] {
  return [...new Set(layersOfVariables(model).values())];
}

/**
 * Clips gradients in place; tells their norms before and after.
 *
 * @param layers gives the layer's name of each gradient; called only where somebody asks
 */
export function limitGradients(
  gradients: Float32Array[],
  limits: ClipOptions,
  watch: NormWatch | undefined,
  layers: () => string[],
): void {
  const names = watch?.byLayer ? layers() : [];
  const measure = (): [number, Map<string, number>] => [
    globalNorm(gradients),
    new Map([...new Set(names)].map((name) => [name, globalNorm(gradients.filter((_, i) => names[i] === name))])),
  ];
  const [before, layersBefore] = watch ? measure() : [0, new Map<string, number>()];
  clipChecked(gradients, limits);
  if (!watch) return;
  const [after, layersAfter] = measure();
  const pairs = [...layersBefore].map(([name, norm]): [string, NormPair] => [
    name,
    {before: norm, after: layersAfter.get(name) ?? 0},
  ]);
  watch.record({before, after, layers: watch.byLayer ? Object.fromEntries(pairs) : undefined});
}
