import type * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import type {SequenceLoss} from '../layers';

const INSTEAD = {
  steps: 'the outputs are scores, not tags; decode them (models.crfOf(model).decode) and take metrics.accuracy',
  labels: 'the outputs are scores, not labels; decode them (decoding.ctcGreedy) and compare the labels',
};

/** What one output is compiled with, out of one for all, a list by output, or an object by name of the output. */
function ofOutput(given: unknown, names: string[], output: number): unknown {
  if (Array.isArray(given)) return given[output];
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[names[output]] : given;
}

/**
 * Throws where a named metric of TensorFlow.js is to compare the outputs of a CRF or of CTC with their targets: it would
 * take scores for predictions, and count something else, or fail on the shapes. A function of one's own may do what it likes.
 *
 * @throws RangeError that names the metric and says what to do
 */
export function checkSequenceMetrics(where: string, model: tf.LayersModel, loss: unknown, metrics: unknown): void {
  const {outputs, outputNames = []} = model; // a tf.Sequential has no names before it is built
  outputs.forEach((_, i) => {
    const kind = (ofOutput(loss, outputNames, i) as Partial<SequenceLoss> | undefined)?.takesClassNumbers;
    if (!kind) return;
    // A list of metrics is for every output, unlike one of losses.
    const own = Array.isArray(metrics) ? metrics : [ofOutput(metrics, outputNames, i)].flat();
    const named = own.flat().find((metric) => typeof metric === 'string');
    if (named === undefined) return;
    throw new RangeError(`${where}: metric ${show(named)} has no meaning beside this loss: ${INSTEAD[kind]}`);
  });
}
