/** Shapes that videos and scenes are drawn from. */
export type Shape = 'circle' | 'square' | 'triangle';
export const SHAPES: readonly Shape[] = ['circle', 'square', 'triangle'];

/**
 * Whether a shape around (0, 0) covers a pixel.
 *
 * @param x to the right
 * @param y downwards
 * @param r half the width and half the height
 */
export function covers(shape: Shape, x: number, y: number, r: number): boolean {
  if (Math.abs(y) > r || Math.abs(x) > r) return false;
  if (shape === 'square') return true;
  if (shape === 'circle') return x * x + y * y <= r * (r + 0.5);
  return 2 * Math.abs(x) <= y + r; // point upwards
}
