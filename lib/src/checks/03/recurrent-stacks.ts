import {compareShape} from '../02/dimensions';
import {compare, type Slip} from '../frame/compare';
import {AnswerError, type Finding, type Learner} from '../frame/frame';

/** Recurrent layers on each other, each with its option returnSequences. */
export interface StackOfLayers {
  batch: number;
  timeSteps: number;
  features: number;
  units: number[];
  returnSequences: boolean[];
}

const flagsOf = (flags: boolean[]): string => `[${flags.join(', ')}]`;

/** Shapes layer by layer; the last layer may hand on one state. */
export function shapesOf({batch, timeSteps, units, returnSequences}: StackOfLayers): number[][] {
  return units.map((own, i) => (returnSequences[i] ? [batch, timeSteps, own] : [batch, own]));
}

/** Findings of 03.1 over stacks in which all layers fit. */
export async function* checkStackShapes(learner: Learner, cases: StackOfLayers[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {batch, timeSteps, features, units, returnSequences} = one;
    const actual = await learner.call('stackShapes', batch, timeSteps, features, units, returnSequences);
    const path = `stackShapes(${batch}, ${timeSteps}, ${features}, [${units.join(', ')}], ${flagsOf(returnSequences)})`;
    const expected = shapesOf(one);
    if (!Array.isArray(actual)) {
      yield compare({path, actual, expected});
      return;
    }
    const isOneShape = actual.length > 0 && actual.every((size) => typeof size === 'number');
    if (isOneShape)
      yield {passed: false, message: `${path} is one shape; a list with the shape behind each layer was asked for`};
    if (actual.length === expected.length + 1) {
      const isInput = JSON.stringify(actual[0]) === JSON.stringify([batch, timeSteps, features]);
      const why = isInput ? '; the input is no layer' : '';
      yield {passed: false, message: `${path} holds ${actual.length} shapes for ${units.length} layers${why}`};
    } else if (actual.length !== expected.length) {
      yield {passed: false, message: `${path} holds ${actual.length} shapes for ${units.length} layers`};
    }
    if (units.length > 1 && JSON.stringify(actual) === JSON.stringify([...expected].reverse())) {
      yield {passed: false, message: `${path} begins with the top layer; bottom to top was asked for`};
    }
    for (const [i, own] of units.entries()) {
      const before = expected[i].slice(0, -1);
      yield compareShape(`${path}[${i}]`, actual[i], expected[i], [
        ['the batch axis is missing; every tensor of a model has one, and it comes first', expected[i].slice(1)],
        ['this layer hands on the state of every step; its time axis stays', returnSequences[i] ? [batch, own] : [-1]],
        [
          'this layer hands on its last state only; the time axis goes',
          returnSequences[i] ? [-1] : [batch, timeSteps, own],
        ],
        ['the last axis has the size of the input features; a layer puts its units there', [...before, features]],
        ['these are the units of another layer', [...before, units[i + 1] ?? -1]],
        ['these are the units of another layer', [...before, units[i - 1] ?? -1]],
        ['these are the units of another layer', [...before, units[0]]],
        ['the time axis is gone when one state is handed on; it does not stay with size 1', [batch, 1, own]],
        ['batch and time steps have changed places', [timeSteps, batch, own]],
        ['the features stand where the steps belong; it is the features that are gone', [batch, features, own]],
        ['features and units share the last axis here; the units stand there alone', [...before, features * own]],
        ['features and units share the last axis here; the units stand there alone', [...before, features + own]],
        ['the features of the input are gone behind the layer', [batch, timeSteps, features, own]],
        ['the features of the input are gone behind the layer', [batch, timeSteps, own, features]],
        ['the units come last, behind the time steps', [batch, own, timeSteps]],
      ]);
    }
  }
}

/** What to try: a stack that may not fit. */
export type Attempt = Omit<StackOfLayers, 'batch'>;

/** The layer that hands on one state although another one follows; -1 where all fit. */
function causeOf(returnSequences: boolean[]): number {
  const i = returnSequences.indexOf(false);
  return i < 0 || i === returnSequences.length - 1 ? -1 : i;
}

interface Told {
  refusing: number;
  cause: number;
}

/** Slips in naming the two layers. */
function toldSlips(returnSequences: boolean[], {refusing, cause}: Told): [string, Told][] {
  const first = returnSequences.indexOf(false);
  const lastFlag = returnSequences.length - 1;
  const lastCause = returnSequences.lastIndexOf(false, lastFlag - 1);
  const none = {refusing: -1, cause: -1};
  const fitting: [string, Told][] = [
    [
      'this stack fits: the top layer may hand on one state, since no recurrent layer follows',
      {refusing: first + 1, cause: first},
    ],
    [
      'this stack fits: the top layer may hand on one state, since no recurrent layer follows',
      {refusing: first, cause: first},
    ],
  ];
  if (cause < 0) return first < 0 ? [] : fitting;
  return [
    [
      'no layer is said to refuse; do the layers stand on each other, each with its option, and is a caught error ' +
        'returned? A return inside forEach only ends that round',
      none,
    ],
    [
      'refusing and cause are swapped: the layer below hands on too little, the layer above complains',
      {refusing: cause, cause: refusing},
    ],
    ['cause is the layer that throws; it does what it should, mend the one below it', {refusing, cause: refusing}],
    [
      'refusing is the layer whose option is wrong; which layer throws when it gets that output?',
      {refusing: cause, cause},
    ],
    [
      'refusing is the layer whose option is wrong; which layer throws when it gets that output?',
      {refusing: cause, cause: cause - 1},
    ],
    ['counted from 1; the layers are numbered from 0', {refusing: refusing + 1, cause: cause + 1}],
    ['the last layer that could refuse; building stops at the first one', {refusing: lastCause + 1, cause: lastCause}],
    [
      'the top layer is named, whichever refuses; does building stop at the first error?',
      {refusing: lastFlag, cause: lastFlag - 1},
    ],
    ['layer 0 is blamed, whichever hands on too little', {refusing, cause: 0}],
    ['cause is a layer above the one that throws; building has not come so far', {refusing, cause: refusing + 1}],
    ['only one of the two is counted from 0', {refusing: refusing + 1, cause}],
    [
      'every layer that hands on one state counts here; on top it may',
      {refusing: returnSequences.lastIndexOf(false) + 1, cause: returnSequences.lastIndexOf(false)},
    ],
  ];
}

/** The text of the error, judged by what every refusal of a layer says. */
function checkMessage(path: string, message: unknown, isRefused: boolean): Finding {
  if (typeof message !== 'string') {
    const got = message instanceof Error || typeof message === 'object' ? 'the error itself' : typeof message;
    return {passed: false, message: `${path}.message should be a text, got ${got}; an Error has its text in .message`};
  }
  if (!isRefused) {
    const passed = message === '';
    return {passed, message: passed ? `${path} fits` : `${path}.message should be '' when all layers fit`};
  }
  if (message === '') return {passed: false, message: `${path}.message is empty; keep what the layer said`};
  if (/undefined|not a function|not defined/.test(message)) {
    return {passed: false, message: `${path}.message tells of another error, not of the layer's: '${message}'`};
  }
  const passed = /ndim|incompatible/.test(message);
  return {
    passed,
    message: passed ? `${path} is caught` : `${path}.message is not what the layer said; keep its own words`,
  };
}

/** Findings of 03.5 over stacks that fit and stacks that do not. */
export async function* checkTryStack(learner: Learner, attempts: Attempt[]): AsyncGenerator<Finding> {
  for (const {timeSteps, features, units, returnSequences} of attempts) {
    const path = `tryStack(${timeSteps}, ${features}, [${units.join(', ')}], ${flagsOf(returnSequences)})`;
    let actual: unknown;
    try {
      actual = await learner.call('tryStack', timeSteps, features, units, returnSequences);
    } catch (thrown) {
      if (!(thrown instanceof AnswerError) || !/incompatible/.test(thrown.message)) throw thrown;
      throw new AnswerError(`${path} let the error escape; where could a try stand so that it is caught?`);
    }
    const cause = causeOf(returnSequences);
    const expected = {refusing: cause < 0 ? -1 : cause + 1, cause};
    const slips: Slip[] = toldSlips(returnSequences, expected).map(([message, {refusing, cause}]) => ({
      message,
      value: {refusing, cause},
    }));
    const said = (actual as {message?: unknown} | undefined)?.message;
    if (typeof said === 'string' && /inputShape|model is empty/.test(said)) {
      yield {passed: false, message: `${path}: the stack does not know what it reads; where is [timeSteps, features]?`};
    }
    yield compare({path, actual, expected, slips});
    yield checkMessage(path, said, cause >= 0);
  }
}

/** What stands on the stack, as 03.6 calls it. */
export type Head = 'every step' | 'last state' | 'maximum';

/** Options to mend for a head. */
export interface Repair {
  returnSequences: boolean[];
  head: Head;
}

/** Findings of 03.6 over stacks and heads. */
export async function* checkRepair(learner: Learner, repairs: Repair[]): AsyncGenerator<Finding> {
  for (const {returnSequences, head} of repairs) {
    const path = `repair(${flagsOf(returnSequences)}, '${head}')`;
    const actual = await learner.call('repair', returnSequences, head);
    const last = returnSequences.length - 1;
    if (!Array.isArray(actual)) {
      yield {
        passed: false,
        message: `${path} should be a list of true and false, got ${actual === undefined ? 'undefined (is a return missing?)' : typeof actual}`,
      };
      return;
    }
    if (actual.length !== last + 1) {
      yield {
        passed: false,
        message: `${path} holds ${actual.length} entries for ${last + 1} layers; no layer goes, none is added`,
      };
      return;
    }
    const odd = actual.findIndex((flag) => typeof flag !== 'boolean');
    if (odd >= 0) yield {passed: false, message: `${path}[${odd}] should be true or false, got ${typeof actual[odd]}`};
    const wanted = returnSequences.map((_, i) => i < last || head !== 'last state');
    const number = (flags: boolean[]) => flags.map(Number);
    const first = returnSequences.indexOf(false);
    const withTop = (flag: boolean) => wanted.map((own, i) => (i === last ? flag : own));
    const topSlip = {
      'every step': 'the head gives an output at every step, so the top layer must hand on every state',
      'last state':
        'the head reads one state; with all of them Dense would answer at every step, and nothing complains',
      maximum: 'a maximum over the steps needs the steps: the top layer must hand them on',
    }[head];
    const slips: [string, boolean[]][] = [
      ['nothing is mended', returnSequences],
      [topSlip, withTop(head === 'last state')],
      [
        'one layer is mended; every layer with another one above it must hand on all its states',
        returnSequences.map((own, i) => own || i === first),
      ],
      [
        'one layer is mended; every layer with another one above it must hand on all its states',
        returnSequences.map((own, i) => (i === last ? wanted[i] : own || i === first)),
      ],
      [
        'the top layer is right, a layer below it still hands on one state',
        returnSequences.map((own, i) => (i === last ? wanted[i] : own)),
      ],
      [
        'each option is turned round; what must hold for a layer that has one above it?',
        returnSequences.map((own) => !own),
      ],
      ['true and false have changed places; true hands on all states', wanted.map((own) => !own)],
      ['only the top layer hands on its states here; the ones below must, too', wanted.map((_, i) => i === last)],
      ['no layer hands on its states', wanted.map(() => false)],
      // Last, since it fits any answer with a gap: most of the slips above say more.
      [
        'a layer that has another one above it still hands on one state',
        actual.slice(0, -1).includes(false) ? actual : wanted,
      ],
    ];
    const known = slips.map(([message, flags]) => ({message, value: number(flags)}));
    yield compare({path, actual: number(actual as boolean[]), expected: number(wanted), slips: known});
  }
}
