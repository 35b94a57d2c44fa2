/** Arrays at rest, by length. */
const resting = new Map<number, Float32Array[]>();
const MOST_FLOATS = 2 ** 24;
let floats = 0;

/**
 * A copy of `values`, in an array that rested if one has the length: training makes the same large copies at every step,
 * and a fresh array costs the garbage collector more than the copy does.
 */
export function copyOf(values: Float32Array): Float32Array {
  const array = resting.get(values.length)?.pop();
  if (!array) return values.slice();
  floats -= array.length;
  array.set(values);
  return array;
}

/** Lets arrays of {@link copyOf} rest that nobody reads any more. What is not handed in, the garbage collector takes. */
export function letRest(arrays: Float32Array[]): void {
  for (const array of arrays) {
    if (floats + array.length > MOST_FLOATS) {
      resting.clear();
      floats = 0;
    }
    const same = resting.get(array.length) ?? [];
    same.push(array);
    resting.set(array.length, same);
    floats += array.length;
  }
}
