import {asNdArray, type NdArray, type Numbers} from '../data';

/** Two arrays as numbers, such as truth and prediction; throws when their shapes differ or they are empty. */
export function sameShape(
  first: Numbers,
  second: Numbers,
  metric: string,
  names: readonly [string, string] = ['yTrue', 'yPred'],
): [NdArray, NdArray] {
  const [truth, prediction] = [asNdArray(first, `${metric}: ${names[0]}`), asNdArray(second, `${metric}: ${names[1]}`)];
  if (truth.shape.join() !== prediction.shape.join()) {
    throw new RangeError(
      `${metric}: ${names[0]} has shape [${truth.shape.join(', ')}] but ${names[1]} has shape ` +
        `[${prediction.shape.join(', ')}]; they must be equal, because broadcasting would compare every value with ` +
        'every other',
    );
  }
  if (truth.values.length === 0)
    throw new RangeError(
      `${metric}: ${names[0]} and ${names[1]} must not be empty, got shape [${truth.shape.join(', ')}]`,
    );
  return [truth, prediction];
}
