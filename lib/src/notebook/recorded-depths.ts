import type {RecordedStack} from './results/deep-bidirectional-stateful';

/** Runs of stacks of one kind, by their number of layers: what `plots.runDots` takes. */
export interface RecordedDepths {
  /** Numbers of layers, ascending. */
  x: number[];
  /** [numbers of layers, runs] test MSE. */
  runs: number[][];
}

/**
 * The recorded test errors of all stacks that are named CELL LAYERS KIND, such as 'lstm 4 residual'.
 *
 * @param stacks of the recorded experiment of lesson 3.3
 * @param cell such as 'lstm'
 * @param kind such as 'plain'
 * @param epochs after how many epochs; defaults to 20
 * @returns see {@link RecordedDepths}
 * @throws RangeError when there is no such stack, or it noted nothing after these epochs
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function recordedDepths(
  stacks: Readonly<Record<string, Pick<RecordedStack, 'layers' | 'runs'>>>,
  cell: string,
  kind: string,
  epochs = 20,
): RecordedDepths {
  const found = Object.entries(stacks)
    .filter(([name, {layers}]) => name === `${cell} ${layers} ${kind}`)
    .map(([, stack]) => stack)
    .sort((a, b) => a.layers - b.layers);
  if (found.length === 0) throw new RangeError(`recordedDepths: no stack is named '${cell} LAYERS ${kind}'`);
  const runs = found.map((stack) => stack.runs.map(({testMse}) => testMse[String(epochs)]));
  if (runs.flat().some((mse) => mse === undefined)) {
    throw new RangeError(`recordedDepths: '${cell} LAYERS ${kind}' noted nothing after ${epochs} epochs`);
  }
  return {x: found.map(({layers}) => layers), runs};
}
