import {
  AnswerError,
  type Learner,
  type ModelAnswer,
  type ModelLayer,
  type NestedList,
  oneLine,
} from '../../../lib/src/checks/frame/frame';
import {changedMessage, threwMessage} from '../../../lib/src/checks/frame/plain-answers';
import {decode, encode, WireError} from '../wire/values';
import type {SandboxedProcess} from './process';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShape = (value: unknown): value is (number | null)[] =>
  Array.isArray(value) && value.every((size) => size === null || Number.isInteger(size));

function layerOf(value: unknown): ModelLayer {
  if (!isRecord(value)) throw new WireError('a layer is none');
  const {name, kind, output, parameters, config} = value;
  const isRight = typeof name === 'string' && typeof kind === 'string' && typeof parameters === 'number';
  if (!isRight || !isShape(output) || !isRecord(config)) throw new WireError('a layer is none');
  return {name, kind, output, parameters, config};
}

/** What the process says was thrown; anything may stand there. */
const saidBy = (says: unknown): string => (typeof says === 'string' ? oneLine(says.slice(0, 1000)) : 'something odd');

/** A description of a model that came through the pipe, field by field. */
function modelOf(id: number, value: unknown): ModelAnswer {
  if (!isRecord(value)) throw new WireError('a model is none');
  const {inputs, outputs, parameters, layers} = value;
  const areShapes = [inputs, outputs].every((shapes) => Array.isArray(shapes) && shapes.every(isShape));
  if (!areShapes || typeof parameters !== 'number' || !Array.isArray(layers)) throw new WireError('a model is none');
  const shapes = {inputs: inputs as (number | null)[][], outputs: outputs as (number | null)[][]};
  return {model: id, ...shapes, parameters, layers: layers.map(layerOf)};
}

/**
 * A learner whose functions live in a sandbox.
 *
 * @param process where the cells have run
 * @param seconds how long one call may take
 * @returns see {@link Learner}; where the process ends, ProcessEnded passes through; everything that an answer does wrong is an AnswerError
 */
export function remoteLearner(process: SandboxedProcess, seconds: number): Learner {
  const answerOf = (name: string, reply: Record<string, unknown>): unknown => {
    const {type, value, says, argument, nearly} = reply;
    if (type === 'threw') throw new AnswerError(threwMessage(name, saidBy(says)));
    if (type === 'changed') throw new AnswerError(changedMessage(name, Number(argument) || 0, nearly === true));
    if (type !== 'value') throw new AnswerError(`${name} gave no value`);
    try {
      return decode(value, modelOf);
    } catch (error) {
      if (error instanceof WireError) throw new AnswerError(`${name} returned something odd: ${error.message}`);
      throw error;
    }
  };
  return {
    async call(name, ...values) {
      const reply = await process.ask({type: 'call', name, values: values.map((one) => encode(one))}, seconds);
      return answerOf(name, reply);
    },
    async predict(model: ModelAnswer, ...inputs: NestedList[]) {
      const asked = {type: 'predict', model: model.model, inputs: inputs.map((one) => encode(one))};
      const reply = await process.ask(asked, seconds);
      if (reply.type === 'threw') throw new AnswerError(`the model cannot predict: ${saidBy(reply.says)}`);
      return answerOf('the model', reply);
    },
  };
}
