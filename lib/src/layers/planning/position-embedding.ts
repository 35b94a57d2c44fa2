import {positionsOp} from '../../engine/internal';
import {type LayerVariable, NotPlannable, registerPlanner} from './planning';

registerPlanner('UnrollPositionEmbedding', (layer, {inputs: [x]}, planning) => {
  const {positions} = layer as unknown as {positions: LayerVariable | undefined};
  if (!positions || x.shape.length !== 3) throw new NotPlannable(`positions of shape [${x.shape}] have no plan`);
  const [output] = planning.add(positionsOp(planning.room, x, planning.weight(positions)));
  return [{...output, mask: x.mask}];
});
