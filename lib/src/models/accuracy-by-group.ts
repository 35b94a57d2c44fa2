import {asNdArray, type Numbers} from '../data';
import {checkList} from '../data/arguments';

/**
 * How often the nearest neighbour names the right label, when each group in turn is tested against all others.
 *
 * Every example gets the label of the example with the smallest |x - x_i|² that is not of its own group. Where the groups
 * are what a model will not know later (voices, patients, books), this is honest; where twins of an example stand in other
 * groups, it measures memory.
 *
 * @param x examples, [examples, ...]
 * @param labels one an example
 * @param groups one an example; two different ones at least
 * @returns share of right labels of each group, in the order in which the groups first come; of equals the first is nearest
 * @throws RangeError when the numbers of examples differ, a value is not finite, or there is a single group
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function accuracyByGroup(
  x: Numbers,
  labels: readonly (number | string)[],
  groups: readonly (number | string)[],
): number[] {
  checkList('accuracyByGroup: labels', labels);
  checkList('accuracyByGroup: groups', groups);
  const {values, shape} = asNdArray(x, 'accuracyByGroup: x');
  const [rows] = shape;
  if (labels.length !== rows || groups.length !== rows) {
    throw new RangeError(
      `accuracyByGroup: x has ${rows} examples, but there are ${labels.length} labels and ${groups.length} groups`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`accuracyByGroup: x holds ${values[bad]} at place ${bad}`);
  const names = [...new Set(groups)];
  if (names.length < 2) throw new RangeError(`accuracyByGroup: all examples are of group '${names[0]}'`);
  const isRight = labels.map((label, i) => labels[nearestOutside(values, rows, groups, i)] === label);
  return names.map((name) => {
    const own = isRight.filter((_, i) => groups[i] === name);
    return own.filter(Boolean).length / own.length;
  });
}

/** Row of the example nearest to row i among those of other groups. */
function nearestOutside(
  values: ArrayLike<number>,
  rows: number,
  groups: readonly (number | string)[],
  i: number,
): number {
  const width = values.length / rows;
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let row = 0; row < rows; row++) {
    if (groups[row] === groups[i]) continue;
    let sum = 0;
    // A row that is already too far need not be read to its end.
    for (let c = 0; c < width && sum < least; c++) sum += (values[i * width + c] - values[row * width + c]) ** 2;
    if (sum < least) [best, least] = [row, sum];
  }
  return best;
}
