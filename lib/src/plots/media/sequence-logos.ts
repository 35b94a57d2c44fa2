import {asNdArray, type Numbers} from '../../data';
import {checkOptions, checkWhole} from '../../data/arguments';
import {drawing, path, SOFT, text} from '../diagrams/svg';
import type {Diagram} from '../figure';
import {short} from '../lines';
import {information, letterAt} from './logo-letters';

/** One logo of several. */
export interface NamedLogo {
  /** What it shows; stands above it. */
  name: string;
  /** [positions, letters], rows sum to 1; all zeros leave a gap. */
  probabilities: Numbers;
}

/** Options of {@link sequenceLogos}. */
export interface SequenceLogosOptions {
  /** The finding, above all logos. */
  title: string;
  /** Logos in a row; defaults to 1. */
  columns?: number;
  /** Names of the positions under each logo; defaults to 1, 2, 3 ... */
  positions?: readonly (string | number)[];
  /** What the positions count; defaults to 'position'. */
  label?: string;
  /** A dashed line stands before this position, counted from 0, such as where an exon ends. */
  cut?: number;
  /** Defaults to 'ACGT'. */
  letters?: string;
  /** Pixels; defaults to 700. */
  width?: number;
  alt?: string;
}

const [LEFT, TOP, GAP_X, LOGO] = [44, 34, 36, 96];

/**
 * Sequence logos side by side or one above the other, all to the same scale of bits.
 *
 *     height of letter a at i = p_ia (log2 A + Σ_b p_ib log2 p_ib)
 *
 * @param logos see {@link NamedLogo}, one to sixteen, all of as many positions
 * @param options see {@link SequenceLogosOptions}
 * @returns the drawing
 * @throws RangeError when shapes do not fit, or a row is no distribution
 *
 * Lesson: notebooks/06-applications/6.5. Source: Schneider and Stephens 1990, doi:10.1093/nar/18.20.6097.
 */
export function sequenceLogos(logos: readonly NamedLogo[], options: SequenceLogosOptions): Diagram {
  checkOptions('sequenceLogos', options, OPTIONS);
  const {title, columns = 1, label = 'position', cut, letters = 'ACGT', width = 700} = options;
  checkWhole('sequenceLogos: columns', columns);
  if (logos.length === 0 || logos.length > 16) {
    throw new RangeError(`sequenceLogos draws 1 to 16 logos, got ${logos.length}`);
  }
  const read = logos.map(({name, probabilities}) => ({name, rows: rowsOf(name, probabilities, letters.length)}));
  const places = read[0].rows.length;
  const names = options.positions ?? Array.from({length: places}, (_, i) => i + 1);
  if (read.some(({rows}) => rows.length !== places) || names.length !== places) {
    throw new RangeError(`sequenceLogos: all logos and names of positions must be ${places}, as in '${read[0].name}'`);
  }
  const across = Math.min(columns, logos.length);
  const room = (width - 12) / across;
  const step = Math.min(40, (room - LEFT - (across > 1 ? GAP_X / 2 : 8)) / places);
  const rowHeight = LOGO + 62;
  const parts = [text([12, 16], title, {size: 15, anchor: 'start', bold: true})];
  read.forEach(({name, rows}, index) => {
    const left = 6 + (index % across) * room + LEFT;
    const base = TOP + Math.floor(index / across) * rowHeight + 24 + LOGO;
    parts.push(...frame(left, base, places * step, Math.log2(letters.length)));
    parts.push(text([left, base - LOGO - 14], name, {size: 13, anchor: 'start'}));
    parts.push(...stack(rows, letters, {left, base, step}));
    const every = Math.ceil((places * 24) / (places * step) / 1.2);
    names.forEach((one, i) => {
      if (i % every === 0) parts.push(text([left + (i + 0.5) * step, base + 12], String(one), {size: 11}));
    });
    if (cut !== undefined) {
      const x = left + cut * step;
      const ends: [number, number][] = [
        [x, base - LOGO],
        [x, base + 4],
      ];
      parts.push(path(ends, {width: 1.2, dash: '5 4'}));
    }
  });
  const height = TOP + Math.ceil(logos.length / across) * rowHeight + 10;
  parts.push(text([width / 2, height - 10], label, {size: 13}));
  return drawing(
    width,
    height,
    parts,
    options.alt ?? `${title}. ${read.map((one) => saidOf(one, letters)).join('; ')}.`,
  );
}

const OPTIONS = ['title', 'columns', 'positions', 'label', 'cut', 'letters', 'width', 'alt'] as const;

function rowsOf(name: string, probabilities: Numbers, size: number): Float64Array[] {
  const {values, shape} = asNdArray(probabilities, `logo '${name}'`);
  if (shape.length !== 2 || shape[1] !== size || shape[0] < 1 || shape[0] > 80) {
    throw new RangeError(`logo '${name}' must be [1 to 80 positions, ${size}], got [${shape.join(', ')}]`);
  }
  const rows = Array.from({length: shape[0]}, (_, i) => Float64Array.from(values.subarray(i * size, (i + 1) * size)));
  rows.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    if ((Math.abs(sum - 1) > 1e-3 && sum !== 0) || row.some((p) => !(p >= 0))) {
      throw new RangeError(`logo '${name}', position ${i}: probabilities sum to ${short(sum)}`);
    }
  });
  return rows;
}

/** The two axes, with ticks of whole bits. */
function frame(left: number, base: number, wide: number, most: number): string[] {
  const parts = [
    path(
      [
        [left, base - LOGO],
        [left, base],
        [left + wide, base],
      ],
      {width: 1.2},
    ),
    text([left - 30, base - LOGO / 2], 'bits', {size: 12, fill: SOFT}),
  ];
  for (let bits = 0; bits <= most; bits++) {
    parts.push(text([left - 8, base - (LOGO * bits) / most], String(bits), {anchor: 'end', size: 11}));
  }
  return parts;
}

/** The letters, the likeliest on top. */
function stack(
  rows: Float64Array[],
  letters: string,
  {left, base, step}: {left: number; base: number; step: number},
): string[] {
  return rows.flatMap((row, i) => {
    let y = base;
    const tall = row.some((p) => p > 0) ? information(row) : 0;
    return [...row.keys()]
      .sort((a, b) => row[a] - row[b])
      .flatMap((k) => {
        const size = (LOGO * row[k] * tall) / Math.log2(letters.length);
        const below = y;
        y -= size;
        // A letter of less than a pixel would be a smear.
        return size >= 1 ? [letterAt(letters[k], k, left + (i + 0.5) * step, below, step, size)] : [];
      });
  });
}

/** The letters that stand out, for those who do not see the drawing. */
function saidOf({name, rows}: {name: string; rows: Float64Array[]}, letters: string): string {
  const reads = rows.map((row) => {
    const best = row.indexOf(Math.max(...row));
    return row.some((p) => p > 0) && information(row) >= 0.5 ? letters[best] : '.';
  });
  return `${name} reads ${reads.join('')} where it tells half a bit or more`;
}
