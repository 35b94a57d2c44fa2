import {type AttentionScore, attentionOp, type Value, type Weight} from '../../engine/internal';
import {type LayerVariable, NotPlannable, type Planner, registerPlanner} from './planning';

/** As much of an attention layer as the planner needs. */
interface PlannedAttention {
  score: AttentionScore;
  causal: boolean;
  dropout: number;
  returnAttentionScores: boolean;
  variables: {queryKernel?: LayerVariable; keyKernel?: LayerVariable; scale?: LayerVariable};
}

const planAttention: Planner = (layer, {inputs: [query, value = query, key]}, planning) => {
  const {score, causal, dropout, returnAttentionScores, variables} = layer as unknown as PlannedAttention;
  if (dropout > 0) throw new NotPlannable('dropout of attention weights has no kernel');
  const {queryKernel, keyKernel, scale} = variables;
  const projections: [Weight, Weight] | undefined =
    queryKernel && keyKernel ? [planning.weight(queryKernel), planning.weight(keyKernel)] : undefined;
  const op = attentionOp(
    planning.room,
    {
      ...{query, value, key, projections},
      queryMask: query.mask,
      valueMask: value.mask,
      scale: scale && planning.weight(scale),
    },
    {score, causal, returnAttentionScores},
  );
  const [output, ...scores]: Value[] = planning.add(op);
  return [{...output, mask: query.mask}, ...scores];
};
registerPlanner('Attention', planAttention);
