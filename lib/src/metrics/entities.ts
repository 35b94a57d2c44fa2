import {checkList, show} from '../data/arguments';
import {meanScores, type Scores, scoresOf} from './classification';

/** A run of tokens that names something. */
export interface Entity {
  /** What it names, such as PER. */
  type: string;
  /** First token, counting from 0. */
  start: number;
  /** The token after the last one. */
  end: number;
}

function parse(tag: string, place: string): {prefix: string; type: string} {
  if (tag === 'O') return {prefix: 'O', type: ''};
  const match = typeof tag === 'string' ? /^([BI])-(.+)$/.exec(tag) : null;
  if (!match) throw new RangeError(`${place} must be O, B-TYPE or I-TYPE, got ${show(tag)}`);
  return {prefix: match[1], type: match[2]};
}

/**
 * The entities in a list of tags, strictly read as IOB2: B opens one, I of the same type goes on, all else ends it.
 *
 * An I that follows neither B nor I of its type belongs to no entity.
 *
 * @param tags O, B-TYPE or I-TYPE, one a token
 * @returns the entities in order
 * @throws RangeError naming a tag that is none of these
 *
 * Lesson: notebooks/05-text/5.5. Check: agrees with seqeval (mode='strict', scheme=IOB2).
 */
export function entities(tags: readonly string[]): Entity[] {
  return entitiesOf(tags, 'entities: tags');
}

function entitiesOf(tags: readonly string[], name: string): Entity[] {
  checkList(name, tags, {empty: true});
  const found: Entity[] = [];
  let open: Entity | undefined;
  tags.forEach((tag, i) => {
    const {prefix, type} = parse(tag, `${name}[${i}]`);
    if (prefix === 'B') {
      open = {type, start: i, end: i + 1};
      found.push(open);
    } else if (prefix === 'I' && open?.type === type) open.end = i + 1;
    else open = undefined;
  });
  return found;
}

/**
 * Counts the tags that IOB2 forbids: an I that follows neither B nor I of its type.
 *
 * @param tags O, B-TYPE or I-TYPE, one a token
 * @returns how many there are; 0 for a tagging that means what it says
 * @throws RangeError naming a tag that is none of these
 *
 * Lesson: notebooks/05-text/5.5 (softmax against CRF).
 */
export function illegalTransitions(tags: readonly string[]): number {
  checkList('illegalTransitions: tags', tags, {empty: true});
  let [before, illegal] = ['', 0];
  tags.forEach((tag, i) => {
    const {prefix, type} = parse(tag, `illegalTransitions: tags[${i}]`);
    if (prefix === 'I' && type !== before) illegal++;
    before = type;
  });
  return illegal;
}

/** Precision, recall and F1 of entities. */
export interface EntityReport {
  /** By type, in the order of the alphabet. */
  types: ({type: string} & Scores)[];
  /** Over all entities together: what papers report. */
  micro: Scores;
  /** Mean over the types. */
  macro: Scores;
  /** Mean over the types, weighted with their support. */
  weighted: Scores;
}

/**
 * Precision, recall and F1 of entities: one counts as found only with the same first token, last token and type.
 *
 * @param yTrue tags of each sentence
 * @param yPred predicted tags of each sentence, equally many
 * @returns see {@link EntityReport}; a share of nothing is 0
 * @throws RangeError when numbers of sentences or tags differ, there are none, or a tag is not IOB2
 *
 * Source: Ramshaw and Marcus 1995; Tjong Kim Sang and De Meulder 2003 (CoNLL).
 * Differs: the CoNLL script lets a stray I open an entity; here it does not.
 * Lesson: notebooks/05-text/5.5. Check: agrees with seqeval (mode='strict', scheme=IOB2) to 1e-12.
 */
export function entityF1(yTrue: readonly (readonly string[])[], yPred: readonly (readonly string[])[]): EntityReport {
  checkList('entityF1: yTrue', yTrue);
  checkList('entityF1: yPred', yPred);
  if (yTrue.length !== yPred.length) {
    throw new RangeError(`entityF1: yTrue has ${yTrue.length} sentences but yPred ${yPred.length}`);
  }
  const counts = new Map<string, {hits: number; predicted: number; support: number}>();
  const count = (type: string) => {
    const known = counts.get(type) ?? {hits: 0, predicted: 0, support: 0};
    counts.set(type, known);
    return known;
  };
  const keyOf = ({type, start, end}: Entity): string => `${start} ${end} ${type}`;
  yTrue.forEach((tags, i) => {
    checkList(`entityF1: yTrue[${i}]`, tags, {empty: true});
    checkList(`entityF1: yPred[${i}]`, yPred[i], {empty: true});
    if (tags.length !== yPred[i].length) {
      throw new RangeError(
        `entityF1: sentence ${i} has ${tags.length} true tags but ${yPred[i].length} predicted ones`,
      );
    }
    const truth = entitiesOf(tags, `entityF1: yTrue[${i}]`);
    const keys = new Set(truth.map(keyOf));
    for (const {type} of truth) count(type).support++;
    for (const entity of entitiesOf(yPred[i], `entityF1: yPred[${i}]`)) {
      count(entity.type).predicted++;
      if (keys.has(keyOf(entity))) count(entity.type).hits++;
    }
  });
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const types = sorted.map(([type, {hits, predicted, support}]) => ({type, ...scoresOf(hits, predicted, support)}));
  const sum = (read: (one: {hits: number; predicted: number; support: number}) => number): number =>
    sorted.reduce((total, [, one]) => total + read(one), 0);
  return {
    types,
    micro: scoresOf(
      sum(({hits}) => hits),
      sum(({predicted}) => predicted),
      sum(({support}) => support),
    ),
    macro: meanScores(
      types,
      types.map(() => 1),
    ),
    weighted: meanScores(
      types,
      types.map(({support}) => support),
    ),
  };
}
