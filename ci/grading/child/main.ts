/**
 * The program of a learner's sandbox. It runs the learner's cells, calls the learner's functions, and writes what they gave.
 * It knows no right answer, and what it says about itself counts for nothing: the grader judges the values alone.
 */
import type * as tensorflow from '@tensorflow/tfjs';
import {describeModel, isModel, isNearlySame, isSame, isTensor} from '../../../lib/src/checks/frame/plain-answers';
import type {Reply, Request} from '../wire/messages';
import {serve} from '../wire/pipe';
import {decode, encode, type Special, type Wire} from '../wire/values';
import {courseFor} from './course';
import {runCells, type Scope, saysOf} from './scope';

const folder = process.env.UNROLL_COURSE_FOLDER ?? '/course/lib';
const models: tensorflow.LayersModel[] = [];
let scope: Scope | undefined;
let course: Record<string, unknown> = {};

const special: Special = (value) => {
  if (isTensor(value)) return {list: value.arraySync()};
  if (!isModel(value)) return undefined;
  const number = models.push(value) - 1;
  return {model: number, description: describeModel(value, number)};
};

async function run({id, cells, names, rooms}: Extract<Request, {type: 'run'}>): Promise<Reply> {
  course = courseFor(folder, rooms, cells.map(({code}) => code).join('\n'));
  const ran = await runCells(cells, names, course);
  scope = ran;
  return {id, type: 'ran', failed: ran.failed};
}

async function call({id, name, values}: Extract<Request, {type: 'call'}>): Promise<Reply> {
  const [given, kept] = [values.map((one) => decode(one)), values.map((one) => decode(one))];
  try {
    const answer = scope?.find(name) as (...values: unknown[]) => unknown;
    const value = encode(await answer(...given), special);
    const changed = kept.findIndex((one, i) => !isSame(one, given[i]));
    if (changed < 0) return {id, type: 'value', value};
    return {id, type: 'changed', argument: changed, nearly: isNearlySame(kept[changed], given[changed])};
  } catch (thrown) {
    return {id, type: 'threw', says: saysOf(thrown)};
  }
}

function predict({id, model, inputs}: Extract<Request, {type: 'predict'}>): Reply {
  try {
    const tf = course.tf as typeof tensorflow;
    const lists: {value?: Wire} = {};
    tf.tidy(() => {
      const tensors = inputs.map((values) => tf.tensor(decode(values) as tensorflow.TensorLike));
      const outputs = models[model].predict(tensors.length === 1 ? tensors[0] : tensors);
      lists.value = encode(Array.isArray(outputs) ? outputs.map((one) => one.arraySync()) : outputs.arraySync());
    });
    return {id, type: 'value', value: lists.value ?? null};
  } catch (thrown) {
    return {id, type: 'threw', says: saysOf(thrown)};
  }
}

function kinds({id, names}: Extract<Request, {type: 'kinds'}>): Reply {
  return {id, type: 'kinds', kinds: names.map((name) => typeof scope?.find(name))};
}

// What a learner's code leaves behind, such as a promise that nobody awaits, is no reason to stop answering.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);

serve(async (asked: Request): Promise<Reply> => {
  if (asked.type === 'run') return run(asked);
  if (asked.type === 'kinds') return kinds(asked);
  return asked.type === 'call' ? call(asked) : predict(asked);
});
