import {activationOp, isKernelActivation, leakyReluOp, type Op, softmaxOp} from '../../engine/internal';
import {NotPlannable, type Planner, type Planning, type PlanValue, registerPlanner} from './planning';

/** A planner of a layer that maps numbers one by one, or rows one by one. */
function planMap(make: (layer: unknown, x: PlanValue, planning: Planning) => Op): Planner {
  return (layer, {inputs: [x]}, planning) => {
    const [output] = planning.add(make(layer, x, planning));
    return [{...output, mask: x.mask}];
  };
}

registerPlanner(
  'Activation',
  planMap((layer, x, {room}) => {
    const name = (layer as {activation: {getClassName(): string}}).activation.getClassName();
    if (name === 'softmax') return softmaxOp(room, x);
    if (!isKernelActivation(name)) throw new NotPlannable(`activation '${name}' has no kernel`);
    return activationOp(room, x, name);
  }),
);
registerPlanner(
  'ReLU',
  planMap((layer, x, {room}) => {
    const {maxValue} = layer as {maxValue?: number | null};
    if (maxValue != null) throw new NotPlannable(`maxValue ${maxValue} has no kernel`);
    return activationOp(room, x, 'relu');
  }),
);
registerPlanner(
  'LeakyReLU',
  planMap((layer, x, {room}) => leakyReluOp(room, x, (layer as {alpha: number}).alpha)),
);
registerPlanner(
  'Softmax',
  planMap((layer, x, {room}) => {
    const {axis} = layer as {axis: number | number[]};
    if (axis !== -1 && axis !== x.shape.length - 1) throw new NotPlannable(`softmax over axis ${axis} has no kernel`);
    if (x.mask) throw new NotPlannable('a softmax with a mask has no plan');
    return softmaxOp(room, x);
  }),
);
