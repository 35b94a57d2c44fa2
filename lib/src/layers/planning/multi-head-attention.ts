import {headWeights} from '../../engine';
import {HEADS_FORM, multiHeadAttentionOp, OUTPUT_FORM, type Value, type Weight} from '../../engine/internal';
import {type LayerVariable, NotPlannable, type Planner, registerPlanner} from './planning';

/** As much of a multi-head attention layer as the planner needs. */
interface PlannedMultiHead {
  causal: boolean;
  dropout: number;
  returnAttentionScores: boolean;
  variables: LayerVariable[];
}

const planMultiHead: Planner = (layer, {inputs: [query, value = query, key]}, planning) => {
  const {causal, dropout, returnAttentionScores, variables} = layer as unknown as PlannedMultiHead;
  if (dropout > 0) throw new NotPlannable('dropout of attention weights has no kernel');
  if (value.mask && key?.mask && value.mask.at !== key.mask.at) {
    throw new NotPlannable('two masks, of values and of keys, have no plan');
  }
  const perHeads = (variables.length * 3) / 4;
  const weights = variables.map((variable, i) => planning.weight(variable, i < perHeads ? HEADS_FORM : OUTPUT_FORM));
  const [queryWeights, keyWeights, valueWeights, outputWeights] = headWeights<Weight>(weights);
  const op = multiHeadAttentionOp(
    planning.room,
    {
      ...{query, value, key, queryWeights, keyWeights, valueWeights, outputWeights},
      queryMask: query.mask,
      valueMask: value.mask ?? key?.mask,
    },
    {causal, returnAttentionScores},
  );
  const [output, ...scores]: Value[] = planning.add(op);
  return [{...output, mask: query.mask}, ...scores];
};
registerPlanner('MultiHeadAttention', planMultiHead);
