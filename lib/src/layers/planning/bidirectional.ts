import type * as tf from '@tensorflow/tfjs';
import {type MergeMode, mergeDirectionsOp} from '../../engine/internal';
import {type PlanValue, plannerOf, registerPlanner} from './planning';

/** The fields of the wrapper that tfjs does not export. */
interface PlannedWrapper {
  forwardLayer: tf.RNN;
  backwardLayer: tf.RNN;
  mergeMode: MergeMode;
  returnSequences: boolean;
}

registerPlanner('Bidirectional', (layer, {inputs: [x], initialStates = []}, planning) => {
  const {forwardLayer, backwardLayer, mergeMode, returnSequences} = layer as unknown as PlannedWrapper;
  const half = initialStates.length / 2;
  const run = (direction: tf.RNN, states: PlanValue[]) =>
    plannerOf(direction)(direction, {inputs: [x], initialStates: states}, planning);
  const [forwards, ...states] = run(forwardLayer, initialStates.slice(0, half));
  const [backwards, ...backwardStates] = run(backwardLayer, initialStates.slice(half));
  const {mask} = x;
  const maskFromEnd = forwardLayer.goBackwards ?? false;
  const op = mergeDirectionsOp(planning.room, {forwards, backwards, mask}, {mode: mergeMode, maskFromEnd});
  const merged = planning.add(op);
  const outputs: PlanValue[] = returnSequences && mask ? merged.map((value) => ({...value, mask})) : merged;
  return [...outputs, ...states, ...backwardStates];
});
