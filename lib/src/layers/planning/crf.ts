import {NotPlannable, registerPlanner} from './planning';

registerPlanner('Crf', () => {
  throw new NotPlannable('the loss of a CRF learns weights of its own');
});
