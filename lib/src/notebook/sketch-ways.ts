import {accuracy, comparePaired} from '../metrics';
import type {SketchesExperiment} from './results/sketches';

const NAMES: Record<keyof SketchesExperiment['ways'], string> = {
  moves: 'movements only',
  places: 'and where the pen is',
  mirrored: '... mirrored copies too',
  redrawn: '... redrawn copies too',
  jumbled: 'and where, steps in random order',
};

/** One way of naming drawings, beside the nearest picture. */
export interface SketchWay {
  way: string;
  /** Share of the drawings held out that are named rightly. */
  'as drawn': number;
  /** That share less the share of the nearest picture. */
  lead: number;
  /** Two standard errors of the lead, counted drawing by drawing. */
  'two errors': number;
  /** The share for the same pictures with their strokes in another order. */
  'another order': number;
}

/** 1 for each drawing that is named rightly, over all quarters. */
const bits = (marks: readonly string[]) => Array.from(marks.join(''), Number);

/**
 * The recorded ways of lesson 6.6 as rows of a table, the nearest pictures last.
 *
 * @param recorded what `recorded('experiments', 'sketches')` gives
 * @returns one row a way; each drawing is held out once
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function sketchWays({ways, nearestPicture}: Pick<SketchesExperiment, 'ways' | 'nearestPicture'>): SketchWay[] {
  const picture = bits(nearestPicture.plain);
  const all = picture.map(() => 1);
  const row = (way: string, right: number[], other = right): SketchWay => {
    // Squared errors of 0 and 1 count misses, so their lead is a difference of shares.
    const {lead, standardError} = comparePaired(all, picture, right);
    return {
      ...{way, 'as drawn': accuracy(all, right), lead, 'two errors': 2 * standardError},
      'another order': accuracy(all, other),
    };
  };
  const networks = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((key) => {
    const [right, other] = (['right', 'rightRedrawn'] as const).map((marks) =>
      bits(ways[key].map((run) => run[marks])),
    );
    return row(NAMES[key], right, other);
  });
  return [...networks, row('nearest picture', picture), row('nearest of all copies', bits(nearestPicture.varied))];
}
