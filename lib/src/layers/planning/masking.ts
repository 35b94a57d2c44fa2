import {maskingOp} from '../../engine/internal';
import {NotPlannable, type Planner, registerPlanner} from './planning';

const planMasking: Planner = (layer, {inputs: [x]}, planning) => {
  if (x.shape.length > 3) throw new NotPlannable(`masks of shape [${x.shape.slice(0, -1)}] have no plan`);
  const {maskValue} = layer as unknown as {maskValue: number};
  const [output, mask] = planning.add(maskingOp(planning.room, x, maskValue));
  return [{...output, mask}];
};
registerPlanner('Masking', planMasking);
