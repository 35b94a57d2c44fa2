/** Anything with a shape. */
export interface Shaped {
  shape: readonly (number | null)[];
}

/** Thrown when a shape is not what the lesson says. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

function shapeOf(thing: unknown): readonly (number | null)[] {
  if (typeof thing === 'object' && thing !== null && 'shape' in thing && Array.isArray(thing.shape)) return thing.shape;
  if (Array.isArray(thing) || (ArrayBuffer.isView(thing) && 'length' in thing)) {
    const list = thing as ArrayLike<unknown>;
    const inner = list.length > 0 && typeof list[0] === 'object' && list[0] !== null ? shapeOf(list[0]) : [];
    return [list.length, ...inner];
  }
  throw new ShapeError(`expectShape needs a tensor or an array, got ${thing === null ? 'null' : typeof thing}`);
}

/**
 * Stops a cell whose result has another shape than the text says; silent otherwise.
 *
 * @param thing a tensor, an array with a shape, a list or nested lists
 * @param shape the sizes that the lesson promises; null stands for any size
 * @throws ShapeError naming both shapes
 */
export function expectShape(
  thing: Shaped | ArrayLike<number> | readonly unknown[],
  shape: readonly (number | null)[],
): void {
  const actual = shapeOf(thing);
  const fits = actual.length === shape.length && shape.every((size, i) => size === null || size === actual[i]);
  if (!fits) throw new ShapeError(`expected shape [${shape.map(String).join(', ')}], got [${actual.join(', ')}]`);
}
