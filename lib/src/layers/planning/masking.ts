import {maskingOp} from '../../engine';
import {type Planner, registerPlanner} from './planning';

const planMasking: Planner = (layer, {inputs: [x]}, planning) => {
  const {maskValue} = layer as unknown as {maskValue: number};
  const [output, mask] = planning.add(maskingOp(planning.room, x, maskValue));
  return [{...output, mask}];
};
registerPlanner('Masking', planMasking);
