import {
  type ConvWeights,
  conv1dOp,
  convOp,
  isKernelActivation,
  type KernelActivation,
  type PaddingMode,
  softmaxOp,
} from '../../engine/internal';
import {type LayerVariable, NotPlannable, type Planning, type PlanValue, registerPlanner} from './planning';

/** As much of a convolution as its planner needs. */
interface PlannedConvolution {
  name: string;
  kernel: LayerVariable;
  bias: LayerVariable | null;
  strides: number[];
  dilationRate: number[];
  padding: PaddingMode;
  dataFormat: 'channelsFirst' | 'channelsLast';
  activation: {getClassName(): string};
}

type MakeOp = (weights: ConvWeights, activation: KernelActivation) => ReturnType<typeof conv1dOp>;

/** Plans a convolution whose op `make` makes; the mask ends, since a window mixes steps. */
function plan(layer: PlannedConvolution, planning: Planning, make: MakeOp): PlanValue[] {
  const {name, kernel, bias, dataFormat} = layer;
  const activation = layer.activation.getClassName();
  if (dataFormat === 'channelsFirst') throw new NotPlannable(`${name}: data format 'channelsFirst'`);
  const weights = {kernel: planning.weight(kernel), bias: bias ? planning.weight(bias) : undefined};
  if (activation === 'softmax') {
    const [z] = planning.add(make(weights, 'linear'));
    return planning.add(softmaxOp(planning.room, z));
  }
  if (!isKernelActivation(activation)) throw new NotPlannable(`${name}: activation '${activation}' has no kernel`);
  return planning.add(make(weights, activation));
}

registerPlanner('Conv1D', (layer, {inputs: [x]}, planning) => {
  const fields = layer as unknown as PlannedConvolution;
  const {padding, strides, dilationRate} = fields;
  const windows = {padding, strides: strides[0], dilationRate: dilationRate[0]};
  return plan(fields, planning, (weights, activation) => conv1dOp(planning.room, x, weights, {...windows, activation}));
});

for (const className of ['Conv2D', 'Conv3D']) {
  registerPlanner(className, (layer, {inputs: [x]}, planning) => {
    const fields = layer as unknown as PlannedConvolution;
    const {padding, strides, dilationRate} = fields;
    const windows = {padding, strides, dilationRate};
    return plan(fields, planning, (weights, activation) => convOp(planning.room, x, weights, {...windows, activation}));
  });
}
