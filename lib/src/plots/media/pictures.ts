import {asNdArray, type Numbers} from '../../data';
import {drawing, path, SOFT, text} from '../diagrams/svg';
import type {Diagram, Figure, PlotlyObject, TitleText} from '../figure';
import {rangeText, short} from '../lines';
import {axisLayout, baseLayout, DASHES, nth, PALETTE} from '../look';
import {information, letterAt} from './logo-letters';

/** Options of {@link videoFrames}. */
export interface VideoFramesText extends TitleText {
  /** Frames drawn, evenly chosen from first to last; defaults to 8. */
  count?: number;
  /** Frames in a row; defaults to 8. */
  columns?: number;
}

/**
 * Frames of a clip side by side, read like text; black is 0 or less, white the largest value.
 *
 * @param clip [frames, height, width] or [frames, height, width, 1]
 * @param text title, number of frames
 * @returns the figure
 * @throws RangeError when the shape does not fit, or a number is impossible
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.3.
 */
export function videoFrames(clip: Numbers, text: VideoFramesText): Figure {
  const {values, shape} = asNdArray(clip, 'clip');
  const {count = 8, columns = 8, title, width = 700} = text;
  if (shape.length < 3 || shape.length > 4 || (shape[3] ?? 1) !== 1 || values.length === 0) {
    throw new RangeError(`clip must be [frames, height, width], got [${shape.join(', ')}]`);
  }
  for (const [name, value] of Object.entries({count, columns})) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
  }
  const [frames, high, wide] = shape;
  const drawn = Math.min(count, frames);
  const chosen = Array.from({length: drawn}, (_, i) =>
    drawn === 1 ? 0 : Math.round((i * (frames - 1)) / (drawn - 1)),
  );
  const across = Math.min(columns, drawn);
  const down = Math.ceil(drawn / across);
  const [gapX, gapY] = [Math.max(1, Math.round(wide / 10)), Math.max(2, Math.round(high / 4))];
  const [columnsOf, rowsOf] = [across * (wide + gapX) - gapX, down * (high + gapY)];
  const most = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  // The gaps lie just below black, where the colours have a white band.
  const gap = -0.01 * most;
  const z = Array.from({length: rowsOf}, () => new Array<number>(columnsOf).fill(gap));
  const annotations: PlotlyObject[] = [];
  const shapes: PlotlyObject[] = [];
  chosen.forEach((frame, i) => {
    const [left, top] = [(i % across) * (wide + gapX), Math.floor(i / across) * (high + gapY) + gapY];
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++)
        z[top + y][left + x] = Number(Math.max(0, values[(frame * high + y) * wide + x]).toPrecision(3));
    }
    const edges = {x0: left - 0.5, x1: left + wide - 0.5, y0: top - 0.5, y1: top + high - 0.5};
    shapes.push({type: 'rect', ...edges, line: {color: '#6E6E6E', width: 1}});
    annotations.push({
      ...{text: `t = ${frame}`, x: left + (wide - 1) / 2, y: top - 0.6, yanchor: 'bottom', showarrow: false},
      font: {size: 11},
    });
  });
  const scale = (width - 60) / columnsOf;
  const hidden = {showgrid: false, showline: false, showticklabels: false, ticks: ''};
  return {
    data: [
      {
        ...{type: 'heatmap', z, zmin: gap, zmax: most, showscale: false, hoverinfo: 'skip'},
        colorscale: [
          [0, '#FFFFFF'],
          [0.005, '#FFFFFF'],
          [0.005, '#000000'],
          [1, '#FFFFFF'],
        ],
      },
    ],
    layout: {
      ...baseLayout({
        title,
        width,
        height: Math.round(text.height ?? 110 + rowsOf * scale),
        legend: [],
        tickCharacters: 2,
      }),
      plot_bgcolor: '#FFFFFF',
      annotations,
      shapes,
      xaxis: {...axisLayout({label: `pixels, ${wide} a frame`, unit: ''}), ...hidden, constrain: 'domain'},
      yaxis: {
        ...axisLayout({label: `${high} pixels`, unit: ''}),
        ...{...hidden, autorange: 'reversed', scaleanchor: 'x', constrain: 'domain'},
      },
    },
    alt:
      text.alt ??
      `${title}. ${drawn} of ${frames} frames of ${wide} by ${high} pixels, at steps ${chosen.join(', ')}; values ${rangeText(values)}.`,
  };
}

/**
 * A drawing of pen strokes in the order of drawing: colours and dashes change from stroke to stroke.
 *
 * @param points [points, 3]: moves dx and dy (y downward, as in QuickDraw), and 1 where the pen is lifted after the point
 * @param text title
 * @returns the figure; both axes have the same scale, dots mark where strokes begin
 * @throws RangeError when it is not [points, 3], or the third column holds anything but 0 and 1
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function strokes(points: Numbers, text: TitleText): Figure {
  const {values, shape} = asNdArray(points, 'points');
  if (shape.length !== 2 || shape[1] !== 3 || values.length === 0) {
    throw new RangeError(`points must be [points, 3] (dx, dy, pen lifted), got [${shape.join(', ')}]`);
  }
  const parts: [number, number][][] = [[]];
  let [x, y] = [0, 0];
  for (let i = 0; i < shape[0]; i++) {
    const [dx, dy, lifted] = values.subarray(3 * i, 3 * i + 3);
    if (lifted !== 0 && lifted !== 1) throw new RangeError(`point ${i}: pen lifted must be 0 or 1, got ${lifted}`);
    [x, y] = [x + dx, y + dy];
    parts[parts.length - 1].push([x, y]);
    if (lifted === 1 && i < shape[0] - 1) parts.push([]);
  }
  const {title, width = 700, height = 420} = text;
  const isNamed = parts.length <= 8;
  const data = parts.map((part, i): PlotlyObject => {
    const color = nth(PALETTE, i);
    return {
      ...{type: 'scatter', mode: 'lines+markers', name: `stroke ${i + 1}`, showlegend: isNamed && parts.length > 1},
      ...{x: part.map(([px]) => px), y: part.map(([, py]) => py), line: {color, width: 3, dash: nth(DASHES, i)}},
      marker: {color, size: part.map((_, k) => (k === 0 ? 10 : 1)), opacity: 1},
    };
  });
  const legend = isNamed && parts.length > 1 ? parts.map((_, i) => `stroke ${i + 1}`) : [];
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend}),
      xaxis: {...axisLayout({label: 'x', unit: ''}), constrain: 'domain'},
      yaxis: {...axisLayout({label: 'y', unit: ''}), autorange: 'reversed', scaleanchor: 'x', constrain: 'domain'},
    },
    alt: text.alt ?? `${title}. A drawing of ${parts.length} strokes and ${shape[0]} points.`,
  };
}

/**
 * A sequence logo: each position as tall as what it tells (bits), letters in proportion to their probability.
 *
 *     height of letter a at i = p_ia (log2 A + Σ_b p_ib log2 p_ib)
 *
 * @param probabilities [positions, letters], rows sum to 1
 * @param letters such as 'ACGT'
 * @returns the drawing
 * @throws RangeError when shapes do not fit, or a row is no distribution
 *
 * Lesson: notebooks/06-applications/6.5. Source: Schneider and Stephens 1990, doi:10.1093/nar/18.20.6097.
 */
export function sequenceLogo(probabilities: Numbers, letters = 'ACGT'): Diagram {
  const {values, shape} = asNdArray(probabilities, 'probabilities');
  if (shape.length !== 2 || shape[1] !== letters.length || shape[0] < 1 || shape[0] > 40) {
    throw new RangeError(`probabilities must be [1 to 40 positions, ${letters.length}], got [${shape.join(', ')}]`);
  }
  const [positions, size] = shape;
  const rows = Array.from({length: positions}, (_, i) => values.subarray(i * size, (i + 1) * size));
  rows.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) > 1e-3 || row.some((p) => !(p >= 0))) {
      throw new RangeError(`position ${i}: probabilities sum to ${short(sum)}`);
    }
  });
  const [left, top, height, step] = [64, 20, 180, Math.min(46, 600 / positions)];
  const most = Math.log2(size);
  const base = top + height;
  const parts = [
    path(
      [
        [left, top],
        [left, base],
        [left + positions * step, base],
      ],
      {width: 1.2},
    ),
  ];
  for (let bits = 0; bits <= most; bits += 0.5) {
    const y = base - (height * bits) / most;
    parts.push(
      path(
        [
          [left - 5, y],
          [left, y],
        ],
        {width: 1.2},
      ),
      text([left - 10, y], String(bits), {anchor: 'end', size: 12}),
    );
  }
  rows.forEach((row, i) => {
    let y = base;
    const tall = information(row);
    const order = [...row.keys()].sort((a, b) => row[a] - row[b]);
    for (const k of order) {
      const size = (height * row[k] * tall) / most;
      // A letter of less than a pixel would be a smear.
      if (size >= 1) {
        const x = left + (i + 0.5) * step;
        parts.push(letterAt(letters[k], k, x, y, step, size));
      }
      y -= size;
    }
    const every = Math.ceil(positions / 20);
    if (i % every === 0) parts.push(text([left + (i + 0.5) * step, base + 16], String(i + 1), {size: 12}));
  });
  parts.push(
    text([left + (positions * step) / 2, base + 38], 'position', {size: 13}),
    text([left - 56, top - 8], 'bits', {size: 13, anchor: 'start', fill: SOFT}),
  );
  const best = rows.map((row) => letters[row.indexOf(Math.max(...row))]).join('');
  const alt =
    `A sequence logo of ${positions} positions. The likeliest letters read ${best}; information by position in bits: ` +
    `${rows.map((row) => short(information(row))).join(', ')}.`;
  return drawing(left + positions * step + 24, base + 54, parts, alt);
}
