import * as tf from '@tensorflow/tfjs';
import {AnswerError, describeThrown, type Learner, type ModelAnswer, type NestedList} from './frame';
import {changedMessage, describeModel, isModel, isNearlySame, isSame, isTensor, threwMessage} from './plain-answers';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/**
 * Calls answers in this process; the arguments are copies, compared afterwards.
 *
 * @param answers the learner's functions by name
 * @returns see {@link Learner}
 */
export function localLearner(answers: Record<string, unknown>): Learner {
  const models: tf.LayersModel[] = [];

  /** What grading would get through its pipe: lists for tensors, a description for a model. */
  const plain = (value: unknown, depth = 0): unknown => {
    if (isTensor(value)) return value.arraySync();
    if (isModel(value)) return describeModel(value, models.push(value) - 1);
    if (depth > 2) return value;
    if (Array.isArray(value) && value.some((one) => isTensor(one) || isModel(one)))
      return value.map((one) => plain(one, depth + 1));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, depth + 1)]));
  };

  const call = async (name: string, ...values: unknown[]): Promise<unknown> => {
    const given = structuredClone(values);
    let result: unknown;
    try {
      result = plain(await (answers[name] as (...values: unknown[]) => unknown)(...given));
    } catch (thrown) {
      throw new AnswerError(threwMessage(name, describeThrown(thrown)));
    }
    const changed = values.findIndex((value, i) => !isSame(value, given[i]));
    if (changed >= 0) {
      throw new AnswerError(changedMessage(name, changed, isNearlySame(values[changed], given[changed])));
    }
    return result;
  };

  const predict = async (answer: ModelAnswer, ...inputs: NestedList[]): Promise<unknown> => {
    try {
      return tf.tidy(() => {
        const tensors = inputs.map((values) => tf.tensor(values as tf.TensorLike));
        const outputs = models[answer.model].predict(tensors.length === 1 ? tensors[0] : tensors);
        return Array.isArray(outputs) ? outputs.map((one) => one.arraySync()) : outputs.arraySync();
      });
    } catch (thrown) {
      throw new AnswerError(`the model cannot predict: ${describeThrown(thrown)}`);
    }
  };

  return {call, predict};
}
