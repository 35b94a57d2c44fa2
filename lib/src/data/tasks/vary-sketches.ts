import {checkList, checkNotBelow0, checkOptions, checkRate, checkSeed, checkWhole, show} from '../arguments';
import {type Random, random} from '../random';
import {sine} from '../sine';
import {type Drawing, fitDrawing, type Stroke} from './drawings';
import type {Sketch} from './sketches';

/** Options of {@link varySketches}. */
export interface VaryOptions {
  /** Changed copies of each drawing; defaults to 9. */
  copies?: number;
  /** Deviation of the angle by which a copy is turned, in radians; defaults to 0.15. */
  turn?: number;
  /** Each side is stretched by a factor from 1 - stretch to 1 + stretch; defaults to 0.2. */
  stretch?: number;
  /** Deviation by which each point is moved, in units of the drawing (0 ... 255); defaults to 3. */
  shake?: number;
  /** Share of the points between the ends of a stroke that are left out, in [0, 1); defaults to 0.1. */
  drop?: number;
  /** Share of the copies whose strokes come in another order, and of their strokes that run backwards; defaults to 0. */
  redraw?: number;
  /** Share of the copies that are mirrored, left for right; defaults to 0. */
  mirror?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

type Change = Required<Omit<VaryOptions, 'copies' | 'seed'>>;

function varied(drawing: Drawing, {turn, stretch, shake, drop, redraw, mirror}: Change, draw: Random): Drawing {
  const {normal, uniform, shuffle} = draw;
  const side = uniform() < mirror ? -1 : 1;
  const turned = drawing.map(([xs, ys]): Stroke => {
    const isBackwards = uniform() < redraw;
    return isBackwards ? [[...xs].reverse(), [...ys].reverse()] : [xs, ys];
  });
  const strokes = uniform() < redraw ? shuffle(turned) : turned;
  const angle = normal(0, turn);
  const [cosine, sin] = [sine(angle + Math.PI / 2), sine(angle)];
  const [width, height] = [side * uniform(1 - stretch, 1 + stretch), uniform(1 - stretch, 1 + stretch)];
  return fitDrawing(
    strokes.map(([xs, ys]): Stroke => {
      const kept = [...xs.keys()].filter((i) => i === 0 || i === xs.length - 1 || uniform() >= drop);
      const [shiftX, shiftY] = [normal(0, 1.5 * shake), normal(0, 1.5 * shake)];
      const points = kept.map((i) => {
        const [x, y] = [width * xs[i], height * ys[i]];
        return [cosine * x - sin * y + shiftX + normal(0, shake), sin * x + cosine * y + shiftY + normal(0, shake)];
      });
      return [points.map(([x]) => x), points.map(([, y]) => y)];
    }),
  );
}

/**
 * Adds changed copies of drawings: turned, stretched, each stroke shifted, each point shaken, some points left out. The
 * strokes keep their order and direction unless `redraw` says otherwise.
 *
 * @param sketches drawings within 0 ... 255 and their words; only those of the training part, or copies leak into the test
 * @param options see {@link VaryOptions}
 * @returns each drawing followed by its copies, all within 0 ... 255
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Ha and Eck 2017, arXiv:1704.03477, section 4 (stretching, and points left out). Lesson:
 * notebooks/06-applications/6.6.
 */
export function varySketches(sketches: readonly Sketch[], options: VaryOptions = {}): Sketch[] {
  checkOptions('varySketches', options, ['copies', 'turn', 'stretch', 'shake', 'drop', 'redraw', 'mirror', 'seed']);
  const {copies = 9, turn = 0.15, stretch = 0.2, shake = 3, drop = 0.1, redraw = 0, mirror = 0, seed = 42} = options;
  checkList('varySketches: sketches', sketches);
  checkWhole('varySketches: copies', copies, 0);
  for (const [name, value] of Object.entries({turn, shake})) checkNotBelow0(`varySketches: ${name}`, value);
  for (const [name, value] of Object.entries({redraw, mirror})) {
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`varySketches: ${name} must lie in [0, 1], got ${show(value)}`);
  }
  checkRate('varySketches: stretch', stretch);
  checkRate('varySketches: drop', drop);
  checkSeed('varySketches: seed', options.seed);
  const draw = random(seed);
  const change = {turn, stretch, shake, drop, redraw, mirror};
  return sketches.flatMap(({word, drawing}) => [
    {word, drawing},
    ...Array.from({length: copies}, () => ({word, drawing: varied(drawing, change, draw)})),
  ]);
}
