import type * as tf from '@tensorflow/tfjs';
import {batchNormOp, layerNormOp} from '../../engine/internal';
import {type LayerVariable, NotPlannable, type Planner, type Planning, registerPlanner} from './planning';

/** As much of tfjs' normalising layers as the planners need. */
interface StockNorm {
  axis: number | number[];
  epsilon: number;
  momentum: number;
  gamma: LayerVariable | null | undefined;
  beta: LayerVariable | null | undefined;
  movingMean: LayerVariable;
  movingVariance: LayerVariable;
}

/** Whether a layer normalises over, or along, the last axis only. */
export function isLastAxis(axis: number | number[], rank: number): boolean {
  const axes = Array.isArray(axis) ? axis : [axis];
  return axes.length === 1 && (axes[0] === -1 || axes[0] === rank - 1);
}

function readNorm(layer: tf.layers.Layer, rank: number, planning: Planning) {
  const norm = layer as unknown as StockNorm;
  const {axis, gamma, beta} = norm;
  if (!isLastAxis(axis, rank)) throw new NotPlannable(`axis ${axis} has no plan`);
  const weights = {
    gamma: gamma ? planning.weight(gamma) : undefined,
    beta: beta ? planning.weight(beta) : undefined,
  };
  return {norm, weights};
}

const planLayerNorm: Planner = (layer, {inputs: [x]}, planning) => {
  const {norm, weights} = readNorm(layer, x.shape.length, planning);
  const [output] = planning.add(layerNormOp(planning.room, x, weights, norm.epsilon));
  return [{...output, mask: x.mask}];
};
registerPlanner('LayerNormalization', planLayerNorm);

const planBatchNorm: Planner = (layer, {inputs: [x]}, planning) => {
  const {norm, weights} = readNorm(layer, x.shape.length, planning);
  const {epsilon, momentum} = norm;
  const values = {
    ...{...weights, x, mask: x.mask},
    movingMean: planning.weight(norm.movingMean),
    movingVariance: planning.weight(norm.movingVariance),
  };
  const ofBatch = planning.room.training && layer.trainable;
  const [output] = planning.add(batchNormOp(planning.room, values, ofBatch ? {epsilon, momentum} : {epsilon}));
  return [{...output, mask: x.mask}];
};
registerPlanner('BatchNormalization', planBatchNorm);
