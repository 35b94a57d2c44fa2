import {WAVENET_FORMS, type WaveNetWeights, type Weight, waveNetBlockOp} from '../../engine/internal';
import {type LayerVariable, registerPlanner} from './planning';

/** As much of a block of WaveNet as its planner needs. */
export interface PlannedWaveNetBlock {
  dilationRate: number;
  /** By the names of the op's weights, in the layer's order. */
  variables: Partial<Record<keyof WaveNetWeights, LayerVariable>>;
}

registerPlanner('WaveNetBlock', (layer, {inputs: [x, condition]}, planning) => {
  const {variables, dilationRate} = layer as unknown as PlannedWaveNetBlock;
  const weights: Record<string, Weight> = {};
  for (const [name, variable] of Object.entries(variables)) {
    weights[name] = planning.weight(variable, WAVENET_FORMS[name as keyof WaveNetWeights]);
  }
  return planning.add(
    waveNetBlockOp(planning.room, {x, condition}, weights as unknown as WaveNetWeights, dilationRate),
  );
});
