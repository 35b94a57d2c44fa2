import {random} from '../data';
import {checkList, checkOptions, checkSeed, checkWhole} from '../data/arguments';
import {entities} from './entities';
import {quantile} from './quantile';

/** Options of {@link entityLead}. */
export interface EntityLeadOptions {
  /** How often the groups are drawn anew; defaults to 1,000. */
  rounds?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** By how much one tagger leads another, with the luck of the documents. */
export interface EntityLead {
  /** F1 of the second minus that of the first, on all sentences. */
  lead: number;
  /** 95 % of the draws lie above this, half of the rest below. */
  low: number;
  /** And below this. */
  high: number;
}

/**
 * The lead in entity F1 of one tagger over another, with an interval by bootstrap: whole groups, such as documents, are
 * drawn with replacement, since sentences of one document share their names.
 *
 * @param yTrue tags of each sentence
 * @param first tags by the tagger that is led
 * @param second tags by the tagger whose lead is asked for
 * @param groups of each sentence, such as its document
 * @param options see {@link EntityLeadOptions}
 * @returns see {@link EntityLead}: the 2.5 % and 97.5 % quantiles of the draws
 * @throws RangeError when numbers of sentences differ, there are none, or a tag is not IOB2
 *
 * Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap. Lesson: notebooks/05-text/5.5.
 */
export function entityLead(
  yTrue: readonly (readonly string[])[],
  first: readonly (readonly string[])[],
  second: readonly (readonly string[])[],
  groups: readonly (number | string)[],
  options: EntityLeadOptions = {},
): EntityLead {
  checkOptions('entityLead', options, ['rounds', 'seed']);
  const {rounds = 1000, seed = 42} = options;
  checkWhole('entityLead: rounds', rounds);
  checkSeed('entityLead: seed', seed);
  checkList('entityLead: yTrue', yTrue);
  for (const [name, list] of Object.entries({first, second, groups})) {
    if (list.length !== yTrue.length) {
      throw new RangeError(`entityLead: there are ${yTrue.length} sentences, but ${name} has ${list.length}`);
    }
  }
  const places = new Map<number | string, number>();
  for (const group of groups) places.set(group, places.get(group) ?? places.size);
  // By group: true entities, then hits and found ones of either tagger.
  const counts = Array.from({length: places.size}, () => [0, 0, 0, 0, 0]);
  yTrue.forEach((tags, i) => {
    const row = counts[places.get(groups[i]) as number];
    const keys = new Set(entities(tags).map((one) => JSON.stringify(one)));
    row[0] += keys.size;
    for (const [k, predicted] of [first[i], second[i]].entries()) {
      const found = entities(predicted).map((one) => JSON.stringify(one));
      row[1 + 2 * k] += found.filter((key) => keys.has(key)).length;
      row[2 + 2 * k] += found.length;
    }
  });
  const leadOf = (drawn: number[][]) => {
    const [support, hits1, found1, hits2, found2] = [0, 1, 2, 3, 4].map((k) =>
      drawn.reduce((sum, row) => sum + row[k], 0),
    );
    const f1 = (hits: number, found: number) => (support + found === 0 ? 0 : (2 * hits) / (support + found));
    return f1(hits2, found2) - f1(hits1, found1);
  };
  const draw = random(seed);
  const leads = Array.from({length: rounds}, () => leadOf(counts.map(() => counts[draw.integer(0, counts.length)])));
  return {lead: leadOf(counts), low: quantile(leads, 0.025), high: quantile(leads, 0.975)};
}
