import {registerPlanner} from './planning';

// Hands its input on without a mask; what it learns is in its loss, see Crf.loss.
registerPlanner('Crf', (_, {inputs: [{shape, at, gradient}]}) => [{shape, at, gradient}]);
