import {dropoutOp} from '../../engine/internal';
import {NotPlannable, type Planner, registerPlanner} from './planning';

/** Our Dropout, as far as the planner needs it. */
export interface SeededDropout {
  readonly rate: number;
  /** Seed of the next mask. */
  nextMaskSeed(): number;
}

const planSeeded: Planner = (layer, {inputs: [x]}, planning) => {
  const dropout = layer as unknown as SeededDropout;
  const {rate} = dropout;
  if (!planning.room.training || rate === 0) return [x];
  const op = dropoutOp(planning.room, x, {rate, nextSeed: () => dropout.nextMaskSeed()});
  return [{...planning.add(op)[0], mask: x.mask}];
};
registerPlanner('UnrollDropout', planSeeded);

/** tfjs' own layers draw from Math.random; here they draw from the engine's seed. */
const planStock: Planner = (layer, {inputs: [x]}, planning) => {
  const {rate, noiseShape, seed} = layer as unknown as {rate: number; noiseShape?: number[]; seed?: number};
  if (!planning.room.training || !(rate > 0 && rate < 1)) return [x];
  if (noiseShape != null) throw new NotPlannable(`noiseShape [${noiseShape}] has no plan`);
  if (seed != null) throw new NotPlannable(`seed ${seed}: only TensorFlow.js can draw these numbers`);
  const sameForAllSteps = layer.getClassName() === 'SpatialDropout1D';
  const op = dropoutOp(planning.room, x, {rate, nextSeed: () => planning.nextSeed(), sameForAllSteps});
  return [{...planning.add(op)[0], mask: x.mask}];
};
registerPlanner('Dropout', planStock);
registerPlanner('SpatialDropout1D', planStock);
