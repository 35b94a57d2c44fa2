import {repeatOp, reshapeOp, swapAxesOp} from '../../engine/internal';
import {NotPlannable, type Planner, registerPlanner} from './planning';

const planReshape: Planner = (layer, {inputs: [x]}, planning) => {
  if ((layer as unknown as {dataFormat?: string}).dataFormat === 'channelsFirst') {
    throw new NotPlannable("dataFormat 'channelsFirst' has no plan");
  }
  const shape = layer.computeOutputShape(x.shape) as number[];
  return planning.add(reshapeOp(planning.room, x, shape));
};
registerPlanner('Flatten', planReshape);
registerPlanner('Reshape', planReshape);

const planRepeat: Planner = (layer, {inputs: [x]}, planning) =>
  planning.add(repeatOp(planning.room, x, (layer as unknown as {n: number}).n));
registerPlanner('RepeatVector', planRepeat);

const planPermute: Planner = (layer, {inputs: [x]}, planning) => {
  const {dims} = layer as unknown as {dims: number[]};
  if (dims.every((dim, i) => dim === i + 1)) return [{...x, mask: undefined}];
  if (dims.length !== 2) throw new NotPlannable(`dims [${dims}] have no plan`);
  return planning.add(swapAxesOp(planning.room, x));
};
registerPlanner('Permute', planPermute);
