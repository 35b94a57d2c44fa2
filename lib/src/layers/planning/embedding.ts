import {EMBEDDING_FORM, embeddingOp} from '../../engine/internal';
import {type LayerVariable, type Planner, registerPlanner} from './planning';

/** As much of tfjs' Embedding as the planner needs. */
interface StockEmbedding {
  embeddings: LayerVariable;
  maskZero?: boolean;
}

const planEmbedding: Planner = (layer, {inputs: [x]}, planning) => {
  const {embeddings, maskZero} = layer as unknown as StockEmbedding;
  const weight = planning.weight(embeddings, EMBEDDING_FORM);
  const [output, mask] = planning.add(embeddingOp(planning.room, x, weight, {maskZero, name: layer.name}));
  return [{...output, mask}];
};
registerPlanner('Embedding', planEmbedding);
