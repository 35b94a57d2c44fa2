import {checkAbove0, checkList, checkOptions, checkWhole} from '../arguments';
import {Grid} from '../grid';
import {type Drawing, fitDrawing} from './drawings';

/** Options of {@link drawingPixels}. */
export interface DrawingPixelsOptions {
  /** Pixels of a side; defaults to 28. */
  size?: number;
  /** Distance from the middle of a line, in pixels, at which ink has faded to 0; defaults to 1.5. */
  pen?: number;
}

/** How black each pixel is: 1 on a line, 0 at a distance of `pen` or more from all lines. */
function paint(drawing: Drawing, into: Float64Array, size: number, pen: number): void {
  // The drawing keeps its form, is centred, and leaves one pixel free at each side.
  const fitted = fitDrawing(drawing, size - 3);
  const [wide, high] = ([0, 1] as const).map((axis) => Math.max(...fitted.flatMap((stroke) => stroke[axis])));
  const [left, top] = [(size - 1 - wide) / 2, (size - 1 - high) / 2];
  for (const [xs, ys] of fitted) {
    for (let i = 0; i === 0 || i + 1 < xs.length; i++) {
      const j = Math.min(i + 1, xs.length - 1);
      const [dx, dy] = [xs[j] - xs[i], ys[j] - ys[i]];
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < size; column++) {
          const [x, y] = [column - left - xs[i], row - top - ys[i]];
          const along = Math.max(0, Math.min(1, (x * dx + y * dy) / (dx * dx + dy * dy || 1)));
          const ink = 1 - Math.hypot(x - along * dx, y - along * dy) / pen;
          if (ink > into[row * size + column]) into[row * size + column] = ink;
        }
      }
    }
  }
}

/**
 * Drawings as pictures, as a camera sees them: which stroke came first, and where it began, is lost.
 *
 * @param drawings see {@link Drawing}
 * @param options see {@link DrawingPixelsOptions}
 * @returns [drawings, size, size], 0 for paper to 1 for ink
 * @throws RangeError when a drawing has no stroke, or an option is of no meaning, by name and value
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function drawingPixels(drawings: readonly Drawing[], options: DrawingPixelsOptions = {}): Grid {
  checkOptions('drawingPixels', options, ['size', 'pen']);
  checkList('drawingPixels: drawings', drawings);
  const {size = 28, pen = 1.5} = options;
  checkWhole('drawingPixels: size', size);
  checkAbove0('drawingPixels: pen', pen);
  const values = new Float64Array(drawings.length * size * size);
  drawings.forEach((drawing, i) => {
    paint(drawing, values.subarray(i * size * size, (i + 1) * size * size), size, pen);
  });
  return new Grid(values, [drawings.length, size, size]);
}
