import {checkList} from '../data/arguments';
import {type Entity, entities} from './entities';

/** What became of entities: each true one counts once, and each invented one. */
export interface EntityErrors {
  /** First token, last token and type are right. */
  right: number;
  /** The right tokens, another type. */
  type: number;
  /** Some common token and the right type, but another first or last token. */
  border: number;
  /** Some common token, another type and another first or last token. */
  both: number;
  /** No predicted entity has a token of it. */
  missed: number;
  /** Predicted, with no token of a true entity. */
  invented: number;
}

/**
 * Sorts the errors of a tagger: where a name ends, what it names, whether it is one.
 *
 * @param yTrue tags of each sentence
 * @param yPred predicted tags of each sentence, equally many
 * @returns see {@link EntityErrors}; of several overlapping predictions the best one counts
 * @throws RangeError when numbers of sentences or tags differ, there are none, or a tag is not IOB2
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function entityErrors(
  yTrue: readonly (readonly string[])[],
  yPred: readonly (readonly string[])[],
): EntityErrors {
  checkList('entityErrors: yTrue', yTrue);
  checkList('entityErrors: yPred', yPred);
  if (yTrue.length !== yPred.length) {
    throw new RangeError(`entityErrors: yTrue has ${yTrue.length} sentences but yPred ${yPred.length}`);
  }
  const counts: EntityErrors = {right: 0, type: 0, border: 0, both: 0, missed: 0, invented: 0};
  const order = ['right', 'type', 'border', 'both'] as const;
  const touch = (a: Entity, b: Entity) => a.start < b.end && b.start < a.end;
  yTrue.forEach((tags, i) => {
    if (tags.length !== yPred[i].length) {
      throw new RangeError(
        `entityErrors: sentence ${i} has ${tags.length} true tags but ${yPred[i].length} predicted ones`,
      );
    }
    const [truth, found] = [entities(tags), entities(yPred[i])];
    for (const one of truth) {
      const kinds = found
        .filter((other) => touch(one, other))
        .map(({type, start, end}) => {
          const sameTokens = start === one.start && end === one.end;
          return order.indexOf(type === one.type ? (sameTokens ? 'right' : 'border') : sameTokens ? 'type' : 'both');
        });
      counts[kinds.length > 0 ? order[Math.min(...kinds)] : 'missed']++;
    }
    counts.invented += found.filter((other) => !truth.some((one) => touch(one, other))).length;
  });
  return counts;
}
