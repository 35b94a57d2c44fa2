import {padded} from '../../engine/internal';
import {NotPlannable, type PlanValue, registerPlanner} from './planning';

/** Sequences lie time first, so the last step is the last block of them: nothing has to be copied. */
registerPlanner('UnrollLastStep', (_, {inputs: [x]}): PlanValue[] => {
  if (x.shape.length !== 3) throw new NotPlannable(`the last step of shape [${x.shape}] has no plan`);
  const [batch, steps, features] = x.shape;
  const offset = (steps - 1) * batch * padded(features) * 4;
  return [{shape: [batch, features], at: x.at + offset, gradient: x.gradient && x.gradient + offset}];
});
