import {random} from '../../data/random';
import {
  build,
  type CountSlip,
  demandInput,
  demandOutput,
  demandParameters,
  distance,
  fits,
  modelOf,
  predictions,
  refuse,
  right,
} from '../frame/built-models';
import {compare} from '../frame/compare';
import type {Finding, Learner, ModelAnswer, ModelLayer} from '../frame/frame';
import {dense, type HeadCase, stackParameters, stackSlips, top} from './stack-counts';

/** Layers of Dense and Activation, also within TimeDistributed, with what they do last. */
function activations(layers: ModelLayer[]): string[] {
  return layers.flatMap(({kind, config}) => {
    const inner =
      kind === 'TimeDistributed' ? (config.layer as {config?: Record<string, unknown>} | undefined) : {config};
    const isHead = ['Dense', 'TimeDistributed', 'Activation'].includes(kind);
    return isHead && typeof inner?.config?.activation === 'string' ? [inner.config.activation] : [];
  });
}

const goesBack = (layers: ModelLayer[]): boolean => layers.some(({config}) => config.goBackwards === true);

const pooling = ({layers}: ModelAnswer): ModelLayer | undefined =>
  layers.find(({kind}) => /^(Global)?(Max|Average)Pooling/.test(kind));

/** Random input series, always the same. */
function series(batch: number, timeSteps: number, features: number): number[][][] {
  const source = random(5);
  const row = () => Array.from({length: features}, () => source.normal());
  return Array.from({length: batch}, () => Array.from({length: timeSteps}, row));
}

/** The series with one step moved. */
const movedAt = (x: number[][][], step: number): number[][][] =>
  x.map((one) => one.map((row, t) => (t === step ? row.map((value) => value + 1) : row)));

const pathOf = (name: string, {timeSteps, features, units, outputs}: HeadCase, hasOutputs = true): string =>
  `${name}(${timeSteps}, ${features}, [${units.join(', ')}]${hasOutputs ? `, ${outputs}` : ''})`;

/** Findings of 03.2: a Dense layer at every step. */
export async function* checkPerStep(learner: Learner, cases: HeadCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, features, units, outputs} = one;
    const path = pathOf('buildPerStep', one);
    const model = modelOf(path, await build(learner, 'buildPerStep', timeSteps, features, units, outputs));
    demandInput(path, model, timeSteps, features);
    demandOutput(
      path,
      model,
      [null, timeSteps, outputs],
      [
        ['one output for the whole series; does the top recurrent layer hand on all its states?', [null, outputs]],
        ['these are the states; the Dense layer is missing', [null, timeSteps, top(units)]],
        ['the steps lie in one row; the time axis has to stay', [null, timeSteps * outputs]],
        ['the Dense layer has as many units as there are steps; steps are no outputs', [null, timeSteps]],
        ['the Dense layer has as many units as there are steps; steps are no outputs', [null, timeSteps, timeSteps]],
        ['an axis of size 1 is left over', [null, timeSteps, 1, outputs]],
      ],
    );
    const head = dense(top(units), outputs);
    demandParameters(path, model.parameters, stackParameters(features, units) + head, stackSlips(one, head));
    const activation = activations(model.layers).find((name) => name !== 'linear');
    if (activation) refuse(`${path}: the head bends its numbers with ${activation}; a forecast takes any value`);
    if (timeSteps > 1) await demandCausal(learner, path, model, one);
    yield right(`${path} gives an output at every step`);
  }
}

/** Demands that a step's output depends on the steps up to it, and only on those. */
async function demandCausal(learner: Learner, path: string, model: ModelAnswer, {timeSteps, features}: HeadCase) {
  const last = timeSteps - 1;
  const x = series(2, timeSteps, features);
  const steps = (y: unknown, from: number, to: number) => (y as number[][][]).map((rows) => rows.slice(from, to));
  const y = await predictions(learner, model, x);
  const repeated = (y as number[][][]).map((rows) => rows.map(() => rows[0]));
  if (distance(y, repeated) < 1e-7) {
    refuse(`${path}: every step gives the same numbers; RepeatVector copies one state, the others are lost`);
  }
  const moved = await predictions(learner, model, movedAt(x, last));
  if (distance(steps(y, 0, last), steps(moved, 0, last)) > 1e-6) {
    refuse(`${path}: the output of an early step changes with the last input; each step may know its past only`);
  }
  if (distance(steps(y, last, timeSteps), steps(moved, last, timeSteps)) < 1e-7) {
    refuse(`${path}: the last output does not notice the last input; are the outputs in the order of the steps?`);
  }
}

/** Findings of 03.3: class probabilities from the last state. */
export async function* checkLastHead(learner: Learner, cases: HeadCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, features, units, outputs} = one;
    const path = pathOf('buildLast', one);
    const model = modelOf(path, await build(learner, 'buildLast', timeSteps, features, units, outputs));
    demandInput(path, model, timeSteps, features);
    demandOutput(
      path,
      model,
      [null, outputs],
      [
        [
          'an answer at every step; nothing complained, since Dense takes any number of axes',
          [null, timeSteps, outputs],
        ],
        ['this is the state; the Dense layer is missing', [null, top(units)]],
        ['these are the states; the Dense layer is missing', [null, timeSteps, top(units)]],
        ['one number a series; a distribution has one for each class', [null, 1]],
        ['the time axis stays with size 1; one answer has none', [null, 1, outputs]],
      ],
    );
    const head = dense(top(units), outputs);
    demandParameters(path, model.parameters, stackParameters(features, units) + head, stackSlips(one, head));
    const pooled = pooling(model);
    if (pooled) refuse(`${path}: ${pooled.kind} mixes all steps; the last state was asked for`);
    if (goesBack(model.layers)) refuse(`${path}: a layer goes backwards, so its last state has read step 1 last`);
    const y = (await predictions(learner, model, series(4, timeSteps, features))) as number[][];
    const sums = y.map((row) => row.reduce((sum, p) => sum + p, 0));
    if (y.flat().some((p) => p < 0) || sums.some((sum) => Math.abs(sum - 1) > 1e-4)) {
      const isEach = y.flat().every((p) => p > 0 && p < 1);
      const why = isEach
        ? 'each class alone lies between 0 and 1, as by sigmoid; together they are no distribution'
        : 'these are scores, not probabilities; which activation makes them positive with sum 1?';
      refuse(`${path}: ${why}`);
    }
    yield right(`${path} gives one distribution a series`);
  }
}

type Steps = number[][][];

/** What somebody might take from the states `[batch, timeSteps, units]` in place of the largest value. */
const OVER_STEPS: [string, (values: number[]) => number][] = [
  ['this is the mean over the steps; the maximum was asked for', (v) => v.reduce((a, b) => a + b, 0) / v.length],
  ['this is the last state; the maximum may lie at any step', (v) => v[v.length - 1]],
  ['this is the first state; the maximum may lie at any step', (v) => v[0]],
  ['this is the smallest value; is a sign turned?', (v) => Math.min(...v)],
  ['this is the sum over the steps; the maximum was asked for', (v) => v.reduce((a, b) => a + b, 0)],
  ['this is the largest size, whatever the sign; the maximum keeps signs', (v) => Math.max(...v.map(Math.abs))],
];

const overSteps = (states: Steps, take: (values: number[]) => number): number[][] =>
  states.map((rows) => rows[0].map((_, unit) => take(rows.map((row) => row[unit]))));

/** Findings of 03.4: the states of all steps, and their maximum over the steps. */
export async function* checkMaximum(learner: Learner, cases: HeadCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, features, units} = one;
    const path = pathOf('buildMaximum', one, false);
    const answer = await build(learner, 'buildMaximum', timeSteps, features, units);
    const {states, pooled} = (answer ?? {}) as {states?: unknown; pooled?: unknown};
    if (states === undefined || pooled === undefined) refuse(`${path} should return {states, pooled}, two models`);
    const [all, most] = [modelOf(`${path}.states`, states), modelOf(`${path}.pooled`, pooled)];
    const wide = top(units);
    for (const [name, model] of [
      ['states', all],
      ['pooled', most],
    ] as const) {
      demandInput(`${path}.${name}`, model, timeSteps, features);
    }
    if (fits(all.outputs[0], [null, wide]) && fits(most.outputs[0], [null, timeSteps, wide])) {
      refuse(`${path}: states and pooled have changed places`);
    }
    if (pooling(all)) refuse(`${path}.states holds the pool, too; add changes the model that it is called on`);
    const lastOnly = 'the last state only; a maximum over steps needs them all';
    demandOutput(`${path}.states`, all, [null, timeSteps, wide], [[lastOnly, [null, wide]]]);
    demandOutput(
      `${path}.pooled`,
      most,
      [null, wide],
      [
        ['the time axis stays with size 1; a pool as long as the series is not yet global', [null, 1, wide]],
        ['these are all states; the maximum leaves no time axis', [null, timeSteps, wide]],
        ['one number a step: the maximum runs over the units; it should run over the steps', [null, timeSteps]],
        ['one number a step: the maximum runs over the units; it should run over the steps', [null, timeSteps, 1]],
        ['one number a series: a maximum for each unit was asked for', [null]],
        ['one number a series: a maximum for each unit was asked for', [null, 1]],
        ['flattened; each unit has one maximum', [null, timeSteps * wide]],
        [
          'the pool is shorter than the series: one maximum for each pair of steps',
          [null, Math.floor(timeSteps / 2), wide],
        ],
      ],
    );
    const expected = stackParameters(features, units);
    const noHead: CountSlip = ['there is a Dense layer in it; a maximum has no weights', expected + dense(wide, wide)];
    for (const [name, model] of [
      ['states', all],
      ['pooled', most],
    ] as const) {
      demandParameters(`${path}.${name}`, model.parameters, expected, [noHead, ...stackSlips(one, 0)]);
    }
    const x = series(3, timeSteps, features);
    const seen = (await predictions(learner, all, x)) as Steps;
    const actual = await predictions(learner, most, x);
    const slips = OVER_STEPS.map(([message, take]) => ({message, value: overSteps(seen, take)}));
    const finding = compare({
      path: `${path}.pooled`,
      ...{actual, expected: overSteps(seen, (values) => Math.max(...values)), tolerance: 1e-5, slips},
    });
    const isNamed = slips.some(({message}) => finding.message.endsWith(message));
    const apart = 'not the maximum of what states predicts; were the layers made twice, each with weights of its own?';
    yield finding.passed || isNamed ? finding : {passed: false, message: `${path}.pooled: ${apart}`};
  }
}
