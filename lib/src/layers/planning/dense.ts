import {denseOp, denseProbabilitiesOp, isKernelActivation, type PlainActivation} from '../../engine/internal';
import {type LayerVariable, NotPlannable, type Planner, registerPlanner} from './planning';

/** As much of tfjs' Dense as the planner needs. */
interface StockDense {
  kernel: LayerVariable;
  bias: LayerVariable | null;
  activation: {getClassName(): string};
}

const planDense: Planner = (layer, {inputs: [x]}, planning) => {
  const {kernel, bias, activation} = layer as unknown as StockDense;
  const name: string = activation.getClassName();
  const weights = {kernel: planning.weight(kernel), bias: bias ? planning.weight(bias) : undefined};
  if (name === 'softmax' || name === 'sigmoid') {
    const [output] = planning.add(denseProbabilitiesOp(planning.room, x, weights, name));
    return [{...output, mask: x.mask}];
  }
  if (!isKernelActivation(name)) throw new NotPlannable(`activation '${name}' has no kernel`);
  const [output] = planning.add(denseOp(planning.room, x, weights, name as PlainActivation));
  return [{...output, mask: x.mask}];
};
registerPlanner('Dense', planDense);
