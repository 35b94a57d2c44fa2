import {AnswerError, type Finding, isModelAnswer, type Learner, type ModelAnswer, type NestedList} from './frame';

/** A number that a slip would give in place of the right one. */
export type CountSlip = [message: string, value: number];

/** Checks of models throw at the first thing that is wrong; the frame shows it. */
export function refuse(message: string): never {
  throw new AnswerError(message);
}

function kindOf(answer: unknown): string {
  if (answer === undefined) return 'nothing (is a return missing?)';
  if (answer === null) return 'null';
  if (Array.isArray(answer)) return 'a list or a tensor: the outputs of a model, not the model itself';
  if (typeof answer !== 'object') return `a ${typeof answer}`;
  if ('sourceLayer' in answer) return 'a symbolic tensor: hand inputs and outputs to tf.model({inputs, outputs})';
  if ('inputSpec' in answer) return 'a single layer: put it into tf.sequential({layers: [...]})';
  return `an object with ${Object.keys(answer).slice(0, 4).join(', ') || 'nothing in it'}`;
}

/** The answer as a model with one input and one output. */
export function modelOf(path: string, answer: unknown): ModelAnswer {
  if (!isModelAnswer(answer)) refuse(`${path} should be a model, got ${kindOf(answer)}`);
  const {inputs, outputs} = answer;
  if (inputs.length !== 1) refuse(`${path} reads ${inputs.length} inputs; one was asked for`);
  if (outputs.length !== 1) refuse(`${path} has ${outputs.length} outputs; one was asked for`);
  return answer;
}

/** Calls a builder; a first layer that does not say what it reads gets a message of its own. */
export async function build(learner: Learner, name: string, ...values: unknown[]): Promise<unknown> {
  try {
    return await learner.call(name, ...values);
  } catch (thrown) {
    if (!(thrown instanceof AnswerError)) throw thrown;
    if (/inputShape|model is empty/.test(thrown.message)) {
      refuse(`${name}: the model does not know what it reads; give its first layer inputShape: [timeSteps, features]`);
    }
    if (/expected shape=/.test(thrown.message)) {
      refuse(`${name} threw: a layer met an input of another width than before; does one layer object stand twice?`);
    }
    if (/expected ndim=3, found ndim=2/.test(thrown.message)) {
      refuse(`${name} threw: a layer that wants all steps was given the last state only; which layer below kept them?`);
    }
    if (/expected ndim=3, found ndim=4/.test(thrown.message)) {
      refuse(`${name} threw: the input has an axis too many; inputShape does not name the batch, it is added in front`);
    }
    if (/expected ndim=2, found ndim=3/.test(thrown.message)) {
      refuse(`${name} threw: a layer that wants one vector was given all steps; which layer below handed them on?`);
    }
    throw thrown;
  }
}

/** A shape in words, `[?, 20, 10]`. */
export const inWords = (shape: readonly (number | null)[]): string =>
  `[${shape.map((size) => size ?? '?').join(', ')}]`;

/** Whether a shape is the wanted one; an open size fits any, except that the batch must be open. */
export function fits(shape: readonly (number | null)[], wanted: readonly (number | null)[]): boolean {
  return shape.length === wanted.length && shape.every((size, i) => size === null || size === wanted[i]);
}

/** Demands that the model reads `[batch, timeSteps, features]` with an open batch. */
export function demandInput(path: string, {inputs: [input]}: ModelAnswer, timeSteps: number, features: number): void {
  const wanted = inWords([null, timeSteps, features]);
  if (fits(input, [null, timeSteps, features])) return;
  if (fits(input, [null, features, timeSteps])) {
    refuse(`${path} reads ${inWords(input)}: time steps and features have changed places`);
  }
  const isFixed = input.length === 3 && input[0] !== null && fits(input.slice(1), [timeSteps, features]);
  if (isFixed) refuse(`${path} reads ${inWords(input)}: leave the batch open; inputShape does not name it`);
  const why = input.length === 3 ? '' : '; inputShape names time steps and features, the batch is added in front';
  refuse(`${path} reads ${inWords(input)}, it should read ${wanted}${why}`);
}

/** Demands an output shape; slips are told by the shape that they lead to. */
export function demandOutput(
  path: string,
  {outputs: [output]}: ModelAnswer,
  wanted: (number | null)[],
  slips: [message: string, shape: (number | null)[]][],
): void {
  if (fits(output, wanted) && output[0] === null) return;
  const got = `${path} puts out ${inWords(output)}`;
  const slip = slips.find(([, shape]) => fits(output, shape) && !fits(shape, wanted));
  if (slip) refuse(`${got}: ${slip[0]}`);
  refuse(`${got}, it should put out ${inWords(wanted)}`);
}

/** Demands a number of parameters; the right one is not shown. */
export function demandParameters(path: string, parameters: number, expected: number, slips: CountSlip[]): void {
  if (parameters === expected) return;
  const slip = slips.find(([, value]) => value === parameters && value !== expected);
  if (slip) refuse(`${path} has ${parameters} parameters: ${slip[0]}`);
  const which = parameters > expected ? 'more' : 'fewer';
  refuse(`${path} has ${parameters} parameters, ${which} than these layers have; print model.summary() and compare`);
}

/** Predicts, and demands lists of finite numbers. */
export async function predictions(learner: Learner, model: ModelAnswer, x: NestedList): Promise<NestedList> {
  const y = (await learner.predict(model, x)) as NestedList;
  if (!(y.flat(5) as number[]).every(Number.isFinite)) refuse('the model predicts values that are no finite numbers');
  return y;
}

/** Largest distance between two nested lists of one form. */
export function distance(a: NestedList, b: NestedList): number {
  const [p, q] = [a.flat(5) as number[], b.flat(5) as number[]];
  return p.reduce((worst, value, i) => Math.max(worst, Math.abs(value - q[i])), 0);
}

/** A finding that all is right. */
export const right = (message: string): Finding => ({passed: true, message});
