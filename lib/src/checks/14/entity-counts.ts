import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {drawSpans, type Span} from './tag-spans';

/** Names of some sentences: the true ones and those that were found. */
export interface CountCase {
  truth: Span[][];
  found: Span[][];
}

/** What counts as the same thing; a slip counts something else. */
type Key = (span: Span, sentence: number) => string[];

const whole: Key = ({type, start, end}, i) => [`${i} ${type} ${start} ${end}`];

interface Counts {
  hits: number;
  found: number;
  truth: number;
}

/** Counts of keys that both have, that were found, that are true. */
function countsOf({truth, found}: CountCase, key: Key = whole): Counts {
  const keys = (all: Span[][]) => all.flatMap((spans, i) => spans.flatMap((span) => key(span, i)));
  const [own, theirs] = [keys(found), keys(truth)];
  return {hits: own.filter((one) => theirs.includes(one)).length, found: own.length, truth: theirs.length};
}

/** Twice the right ones, over all that were found and all that there are. */
const scoreOf = ({hits, found, truth}: Counts): number => (hits === 0 ? 0 : (2 * hits) / (found + truth));

/** Strict F1 of entities. */
export const entityF1 = (one: CountCase, key: Key = whole): number => scoreOf(countsOf(one, key));

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function countSlips(one: CountCase): Slip[] {
  const {truth, found} = one;
  const counts = countsOf(one);
  const {hits} = counts;
  const [precision, recall] = [hits / counts.found, hits / counts.truth];
  const types = [...new Set([...truth, ...found].flat().map(({type}) => type))];
  const ofType = (type: string): CountCase => ({
    truth: truth.map((spans) => spans.filter((span) => span.type === type)),
    found: found.map((spans) => spans.filter((span) => span.type === type)),
  });
  const tokens: Key = ({type, start, end}, i) =>
    Array.from({length: end - start}, (_, k) => `${i} ${type} ${start + k}`);
  const sentences = truth.map((_, i) => entityF1({truth: [truth[i]], found: [found[i]]}));
  const alike = countsOf(one, tokens);
  const meets = (a: Span) => (b: Span) => a.type === b.type && a.start < b.end && b.start < a.end;
  const touched = found.flatMap((spans, i) => spans.filter((span) => truth[i].some(meets(span)))).length;
  return [
    {
      message: 'names that only overlap count as right; first and last token must both be those of the true name',
      value: scoreOf({...counts, hits: touched}),
    },
    {
      message: 'this counts tokens; a name is right as a whole or not at all, and long names do not count more',
      value: scoreOf(alike),
    },
    {
      message: 'the sentence is forgotten: a name counts as found because another sentence has one at the same tokens',
      value: entityF1(one, ({type, start, end}) => [`${type} ${start} ${end}`]),
    },
    {
      message: 'the type is not compared; a place that is called a person is wrong',
      value: entityF1(one, ({start, end}, i) => [`${i} ${start} ${end}`]),
    },
    {
      message: '`end` is not compared; a name cut short is wrong',
      value: entityF1(one, ({type, start}, i) => [`${i} ${type} ${start}`]),
    },
    {
      message: '`start` is not compared; a name that begins too late is wrong',
      value: entityF1(one, ({type, end}, i) => [`${i} ${type} ${end}`]),
    },
    {message: 'tokens and types are not compared', value: entityF1(one, (_, i) => [`${i}`])},
    {
      message: 'this is the mean over the sentences; count over all of them first, then divide once',
      value: mean(sentences),
    },
    {
      message: 'this is the mean over the types; count over all of them first, then divide once',
      value: mean(types.map((type) => entityF1(ofType(type)))),
    },
    {message: 'this is the precision: those missed cost nothing', value: precision},
    {message: 'this is the recall: those invented cost nothing', value: recall},
    {
      message: 'this is the plain mean of precision and recall; F1 is their harmonic mean',
      value: (precision + recall) / 2,
    },
    {
      message:
        'nothing is ever right: for === and includes two records of equal content are two things; compare their fields, or texts made of them',
      value: 0,
    },
    {message: 'the 2 of 2 P R / (P + R) is missing', value: scoreOf(counts) / 2},
    {message: 'this is the product of precision and recall', value: precision * recall},
    {message: 'this counts the right ones; divide', value: hits},
    {
      message:
        'this divides by all names that are true or were found, each once; F1 counts the right ones on both sides',
      value: hits / (counts.found + counts.truth - hits),
    },
    {message: 'this is in percent; F1 lies between 0 and 1', value: 100 * scoreOf(counts)},
    {message: 'F1 lies between 0 and 1, and 0 is for nothing right', value: 1 - scoreOf(counts)},
  ].filter(({value}) => Number.isFinite(value));
}

/** Findings of 14.3 over some sets of sentences. */
export async function* checkEntityF1(learner: Learner, cases: CountCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {truth, found} = one;
    const actual = await learner.call('entityF1', structuredClone(truth), structuredClone(found));
    const [all, said] = [truth.flat().length, found.flat().length];
    const path = `entityF1(${all} true names, ${said} found, in ${truth.length} sentences)`;
    if (actual === null || Number.isNaN(actual)) {
      const why = said === 0 || all === 0 ? 'there are no names on one side' : 'no name is right';
      yield {passed: false, message: `${path} is NaN: ${why}, and 0 / 0 is no number; return 0 then`};
      return;
    }
    yield compare({path, actual, expected: entityF1(one), tolerance: 1e-9, slips: countSlips(one)});
  }
}

/** Whether no slip comes to the right number or to that of another slip. */
function isTelling(one: CountCase): boolean {
  const values = [entityF1(one), ...countSlips(one).map(({value}) => value as number)];
  return new Set(values.map((value) => value.toFixed(6))).size === values.length;
}

/** Sentences of which some names are right, some have another type or border, some are missed or cut. */
export function drawCounts(source: Random, sentences: number, length: number): CountCase {
  let drawn = drawOnce(source, sentences, length);
  for (let turn = 0; turn < 300 && !isTelling(drawn); turn++) drawn = drawOnce(source, sentences, length);
  return drawn;
}

function drawOnce(source: Random, sentences: number, length: number): CountCase {
  const {integer} = source;
  const truth = Array.from({length: sentences}, () => drawSpans(source, length).spans);
  const found = truth.map((spans) =>
    spans.flatMap((span, i): Span[] => {
      const change = integer(0, 7);
      if (change === 0) return [];
      if (change === 1) return [{...span, type: span.type === 'LOC' ? 'PER' : 'LOC'}];
      const room = i + 1 < spans.length ? spans[i + 1].start : length;
      if (change === 2 && span.end < room) return [{...span, end: span.end + 1}];
      if (change === 3 && span.end - span.start > 1) return [{...span, start: span.start + 1}];
      return [span];
    }),
  );
  return {truth, found};
}
