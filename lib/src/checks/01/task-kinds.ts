import {compareShape} from '../02/dimensions';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** The four kinds of sequence tasks. */
export type Kind = 'seq2seq' | 'seq2vec' | 'vec2seq' | 'encoder-decoder';

export const KINDS: readonly Kind[] = ['seq2seq', 'seq2vec', 'vec2seq', 'encoder-decoder'];

/** One call of firstAnswer. */
export type Wait = [kind: Kind, stepsIn: number];

const readsAll = (kind: Kind): boolean => kind === 'seq2vec' || kind === 'encoder-decoder';

/** Findings of 01.1: after how many input steps the first output can come. */
export async function* checkFirstAnswer(learner: Learner, waits: Wait[]): AsyncGenerator<Finding> {
  for (const [kind, stepsIn] of waits) {
    const expected = readsAll(kind) ? stepsIn : 1;
    const tooEarly = 'it would answer before it has read the rest, and this kind answers from all that was read';
    const slips: Slip[] = [
      {
        message: readsAll(kind) ? tooEarly : 'it need not wait: after one input step it hands something out',
        value: readsAll(kind) ? 1 : stepsIn,
      },
      {message: 'nothing is read yet; no network answers without an input', value: 0},
      {
        message: 'steps are counted here, not places in a list: after the first step 1 step is read',
        value: expected - 1,
      },
      {message: 'the inputs read before the output are counted; the output is no input', value: expected + 1},
    ];
    yield compare({
      path: `firstAnswer('${kind}', ${stepsIn})`,
      actual: await learner.call('firstAnswer', kind, stepsIn),
      expected,
      slips,
    });
  }
}

/** Facts about a task: how many steps go in, and how many of them each output needs. */
export interface Facts {
  stepsIn: number;
  needs: number[];
}

type KindOrNone = Kind | 'none';

/** The kind that follows from the facts. */
export function kindFrom({stepsIn, needs}: Facts): KindOrNone {
  if (needs.length === 1) return stepsIn === 1 ? 'none' : 'seq2vec';
  if (stepsIn === 1) return 'vec2seq';
  return needs[0] < stepsIn ? 'seq2seq' : 'encoder-decoder';
}

const steps = (count: number): string => `${count} step${count === 1 ? '' : 's'}`;

/** Why the kind that was named cannot be; says nothing about the right one. */
function whyNot(named: KindOrNone, facts: Facts): string {
  const {stepsIn, needs} = facts;
  const [out, first] = [needs.length, needs[0]];
  const [isOneIn, isOneOut] = [stepsIn === 1, out === 1];
  if (named === 'none') {
    if (isOneOut) return `${stepsIn} steps go in: a sequence is read, even if one output comes of it`;
    return isOneIn ? `${out} steps come out: a sequence is written` : `${stepsIn} steps go in and ${out} come out`;
  }
  if (named === 'seq2vec') {
    return isOneOut ? 'one step goes in: there is no sequence to read' : `${out} steps come out; seq2vec answers once`;
  }
  if (named === 'vec2seq') {
    if (isOneIn) return 'one step comes out: there is no sequence to write';
    return `${stepsIn} steps go in; vec2seq reads once, then writes on its own`;
  }
  if (isOneOut) return `one step comes out: what would ${named} write at its second?`;
  if (isOneIn) return `one step goes in: what would ${named} read at its second?`;
  if (named === 'seq2seq') {
    const lengths = out === stepsIn ? '; equal lengths alone decide nothing' : '';
    return `the first output needs all ${stepsIn} inputs, seq2seq would have to write it after the first${lengths}`;
  }
  const lengths = out === stepsIn ? '' : '; lengths that differ decide nothing alone';
  return `the first output needs ${steps(first)} of ${stepsIn}; it would wait for all of them${lengths}`;
}

/** A text among the known ones, or what is wrong with it. */
export function notAKind(path: string, actual: unknown, known: readonly string[]): Finding | undefined {
  if (typeof actual === 'string' && known.includes(actual)) return undefined;
  const list = known.map((kind) => `'${kind}'`).join(', ');
  if (typeof actual !== 'string') {
    const got =
      actual === undefined ? 'undefined (is a return missing?)' : Array.isArray(actual) ? 'a list' : typeof actual;
    return {passed: false, message: `${path} should be one of ${list}, got ${got}`};
  }
  return {passed: false, message: `${path} is '${actual.slice(0, 30)}', which is none of ${list}`};
}

/** Findings of 01.2 over facts of tasks. */
export async function* checkKindOf(learner: Learner, tasks: Facts[]): AsyncGenerator<Finding> {
  for (const facts of tasks) {
    const path = `kindOf(${facts.stepsIn}, [${facts.needs.join(', ')}])`;
    const actual = await learner.call('kindOf', facts.stepsIn, facts.needs);
    const odd = notAKind(path, actual, [...KINDS, 'none']);
    if (odd) yield odd;
    else if (actual === kindFrom(facts)) yield {passed: true, message: `${path} is right`};
    else yield {passed: false, message: `${path} cannot be ${actual}: ${whyNot(actual as KindOrNone, facts)}`};
  }
}

/** One call of taskShapes. */
export interface Sizes {
  kind: Kind;
  batch: number;
  stepsIn: number;
  featuresIn: number;
  stepsOut: number;
  featuresOut: number;
}

/** Shapes of input and output. */
export function shapesFor({kind, batch, stepsIn, featuresIn, stepsOut, featuresOut}: Sizes) {
  const [isVectorIn, isVectorOut] = [kind === 'vec2seq', kind === 'seq2vec'];
  return {
    input: isVectorIn ? [batch, featuresIn] : [batch, stepsIn, featuresIn],
    output: isVectorOut ? [batch, featuresOut] : [batch, stepsOut, featuresOut],
  };
}

/** Findings of 01.3 over sizes of tasks. */
export async function* checkTaskShapes(learner: Learner, tasks: Sizes[]): AsyncGenerator<Finding> {
  for (const one of tasks) {
    const {kind, batch, stepsIn, featuresIn, stepsOut, featuresOut} = one;
    const path = `taskShapes('${kind}', ${batch}, ${stepsIn}, ${featuresIn}, ${stepsOut}, ${featuresOut})`;
    const actual = await learner.call('taskShapes', kind, batch, stepsIn, featuresIn, stepsOut, featuresOut);
    const {input, output} = (actual ?? {}) as {input?: unknown; output?: unknown};
    if (input === undefined || output === undefined) {
      const got = Array.isArray(actual)
        ? 'a list'
        : actual === undefined
          ? 'nothing (is a return missing?)'
          : typeof actual;
      yield {
        passed: false,
        message: `${path} should be {input, output}, got ${got === 'object' ? 'other fields' : got}`,
      };
    }
    const right = shapesFor(one);
    const ends = [
      {
        name: 'input',
        own: input,
        wanted: right.input,
        features: featuresIn,
        count: stepsIn,
        other: featuresOut,
        far: stepsOut,
        verb: 'read',
      },
      {
        name: 'output',
        own: output,
        wanted: right.output,
        features: featuresOut,
        count: stepsOut,
        other: featuresIn,
        far: stepsIn,
        verb: 'written',
      },
    ];
    for (const {name, own, wanted, features, count, other, far, verb} of ends) {
      const isVector = wanted.length === 2;
      yield compareShape(`${path}.${name}`, own, wanted, [
        ['the batch axis is missing; many examples go through together, and their axis comes first', wanted.slice(1)],
        [
          `no steps are ${verb} one after the other here: a vector has no time axis, not even one of size 1`,
          isVector ? [batch, 1, features] : [-1],
        ],
        [
          `no steps are ${verb} one after the other here: a vector has no time axis`,
          isVector ? [batch, count, features] : [-1],
        ],
        [
          `no steps are ${verb} one after the other here: a vector has no time axis`,
          isVector ? [batch, far, features] : [-1],
        ],
        [`a sequence is ${verb}, step by step: its time axis is missing`, isVector ? [-1] : [batch, features]],
        ['the features are missing: what does one step hold?', isVector ? [batch] : [batch, count]],
        ['these are the time steps of the other end; each end has a length of its own', [batch, far, features]],
        ['these are the features of the other end', [...wanted.slice(0, -1), other]],
        ['input and output have changed places', name === 'input' ? right.output : right.input],
        [
          'time steps stand before features, the batch before both',
          isVector ? [features, batch] : [batch, features, count],
        ],
        ['time steps stand before features, the batch before both', isVector ? [-1] : [count, batch, features]],
        ['time steps and features keep an axis of their own', [batch, count * features]],
      ]);
    }
  }
}
