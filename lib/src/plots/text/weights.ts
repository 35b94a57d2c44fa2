import {asNdArray, type Numbers} from '../../data';
import {colourBar} from '../colour-bar';
import type {Figure, TitledText} from '../figure';
import {SEQUENTIAL} from '../heatmap';
import {short} from '../lines';
import {axisLayout, baseLayout} from '../look';

/** What a matrix of labelled cells says about itself. */
export interface AttentionText extends TitledText {
  /** Names of the rows, such as the words that are written; they may repeat. */
  queries: string[];
  /** Names of the columns, such as the words that are read; they may repeat. */
  keys: string[];
}

/** Both axes count cells, since names may repeat (a category axis would draw repeated words on top of each other). */
function namedCells(rows: string[], columns: string[], text: TitledText & Required<Pick<TitledText, 'x' | 'y'>>) {
  const {title, width = 700, height = Math.max(240, 150 + 30 * rows.length)} = text;
  const longest = Math.max(...rows.map((name) => name.length));
  const side = (names: string[]) => ({
    tickvals: names.map((_, i) => i),
    ticktext: names,
    showgrid: false,
    showline: false,
  });
  const isTight = columns.some((name) => name.length * 8 > (width - 160) / columns.length);
  return {
    ...baseLayout({title, width, height, legend: [], tickCharacters: Math.min(20, longest + 3)}),
    xaxis: {...axisLayout(text.x), ...side(columns), tickangle: isTight ? -40 : 0},
    yaxis: {...axisLayout(text.y), ...side(rows), range: [rows.length - 0.5, -0.5]},
  };
}

function rowsOf(values: Float64Array, columns: number): number[][] {
  return Array.from({length: values.length / columns}, (_, i) =>
    Array.from(values.subarray(i * columns, (i + 1) * columns)),
  );
}

/**
 * Attention weights: what each query reads, one row a query; dark cells are read most.
 *
 * @param weights [queries, keys], each row at least 0 and summing to 1 (or to 0 where all is masked)
 * @param text title, names of queries and keys
 * @returns the figure
 * @throws RangeError when shape and names do not fit, or a row is no distribution
 *
 * Lesson: notebooks/05-text/5.3 and 5.4.
 */
export function attentionWeights(weights: Numbers, text: AttentionText): Figure {
  const {values, shape} = asNdArray(weights, 'weights');
  const {queries, keys, title} = text;
  if (shape.length !== 2 || shape[0] !== queries.length || shape[1] !== keys.length || values.length === 0) {
    throw new RangeError(`weights are [${shape.join(', ')}] for ${queries.length} queries and ${keys.length} keys`);
  }
  const z = rowsOf(values, keys.length);
  z.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    const isOne = Math.abs(sum - 1) < 1e-3 || sum === 0;
    if (!isOne || row.some((weight) => !(weight >= 0))) {
      throw new RangeError(`weights of query ${i} ('${queries[i]}') are no distribution: they sum to ${short(sum)}`);
    }
  });
  const isNumbered = values.length <= 100;
  const most = z.map((row, i) => {
    const best = row.indexOf(Math.max(...row));
    return `'${queries[i]}' most '${keys[best]}' (${short(row[best])})`;
  });
  return {
    data: [
      {
        ...{type: 'heatmap', z, colorscale: SEQUENTIAL, zmin: 0, zmax: 1, xgap: 1, ygap: 1},
        ...(isNumbered ? {texttemplate: '%{z:.2f}', textfont: {size: 11}} : {}),
        colorbar: colourBar('weight'),
      },
    ],
    layout: namedCells(queries, keys, {
      ...text,
      x: text.x ?? {label: 'read (keys)', unit: ''},
      y: text.y ?? {label: 'written (queries)', unit: ''},
    }),
    alt: text.alt ?? `${title}. Attention weights: ${most.join('; ')}.`,
  };
}

/**
 * A confusion matrix: rows are true classes, columns predicted ones, colours shares of the row.
 *
 * @param matrix as `metrics.confusionMatrix` gives it
 * @param text title
 * @returns the figure; cells carry counts
 * @throws RangeError when the counts are not square, or negative
 *
 * Lesson: notebooks/06-applications/6.2 and 6.3.
 */
export function confusionMatrix(
  matrix: {labels: readonly (string | number)[]; counts: number[][]},
  text: TitledText,
): Figure {
  const names = matrix.labels.map(String);
  const {values, shape} = asNdArray(matrix.counts, 'counts');
  if (shape.join() !== [names.length, names.length].join() || values.some((count) => !(count >= 0))) {
    throw new RangeError(`counts must be [${names.length}, ${names.length}] and at least 0, got [${shape.join(', ')}]`);
  }
  const counts = rowsOf(values, names.length);
  const totals = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const z = counts.map((row, i) => row.map((count) => (totals[i] > 0 ? count / totals[i] : 0)));
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  const all = totals.reduce((a, b) => a + b, 0);
  const recalls = names.map((name, i) => `${name} ${counts[i][i]} of ${totals[i]}`);
  return {
    data: [
      {
        ...{type: 'heatmap', z, colorscale: SEQUENTIAL, zmin: 0, zmax: 1, xgap: 1, ygap: 1},
        ...(names.length <= 15 ? {text: counts, texttemplate: '%{text}', textfont: {size: 12}} : {}),
        colorbar: colourBar('share of the true class'),
      },
    ],
    layout: namedCells(names, names, {
      ...text,
      height: text.height ?? Math.max(320, 170 + 34 * names.length),
      x: text.x ?? {label: 'predicted class', unit: ''},
      y: text.y ?? {label: 'true class', unit: ''},
    }),
    alt: text.alt ?? `${text.title}. Confusion matrix: ${right} of ${all} right; by true class ${recalls.join(', ')}.`,
  };
}
