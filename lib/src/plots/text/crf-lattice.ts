import {asNdArray, type Numbers} from '../../data';
import {checkOptions, checkWhole} from '../../data/arguments';
import {
  checkCount,
  drawing,
  GRADIENT,
  INK,
  OUTPUT_FILL,
  type Place,
  path,
  SOFT,
  STATE_FILL,
  text,
} from '../diagrams/svg';
import type {Diagram} from '../figure';
import {short} from '../lines';

/** Options of {@link crfLattice}. */
export interface CrfLatticeOptions {
  /** Names of the tags, one a row. */
  tags: string[];
  /** What is tagged, one a time step; defaults to t = 1, 2, 3 ... */
  words?: string[];
  /** Tag of each step, from 0, such as `decoding.viterbi(...).tags`: drawn thick; defaults to none. */
  path?: readonly number[];
  /** [tags, tags] whether tag j (column) may follow tag i (row); defaults to where the transition is above -Infinity. */
  legal?: boolean[][];
  /** Edges that carry their scores; defaults to all legal ones up to three tags and four steps, else those of the path. */
  scores?: 'all' | 'path' | 'none';
}

interface Scores {
  values: Float64Array;
  shape: number[];
}

function readScores(numbers: Numbers, name: string): Scores {
  const {values, shape} = asNdArray(numbers, name);
  const bad = values.find((value) => !(value < Number.POSITIVE_INFINITY));
  if (bad !== undefined) throw new RangeError(`crfLattice: ${name} hold ${bad}`);
  return {values, shape};
}

function checkShapes(
  emissions: Scores,
  transitions: Scores,
  {tags, words, path: way, legal, scores}: CrfLatticeOptions,
) {
  const count = tags.length;
  checkCount('the number of tags', count, 2, 6);
  if (emissions.shape.length !== 2 || emissions.shape[1] !== count) {
    throw new RangeError(
      `crfLattice: emissions must be [time steps, ${count} tags], got [${emissions.shape.join(', ')}]`,
    );
  }
  const steps = emissions.shape[0];
  checkCount('time steps', steps, 2, 8);
  if (transitions.shape.join() !== [count, count].join()) {
    throw new RangeError(`crfLattice: transitions must be [${count}, ${count}], got [${transitions.shape.join(', ')}]`);
  }
  if (words && words.length !== steps)
    throw new RangeError(`crfLattice: ${words.length} words for ${steps} time steps`);
  if (legal && (legal.length !== count || legal.some((row) => row.length !== count))) {
    throw new RangeError(`crfLattice: legal must be [${count}, ${count}], got [${legal.length}, ${legal[0]?.length}]`);
  }
  if (way && way.length !== steps) throw new RangeError(`crfLattice: the path has ${way.length} steps, not ${steps}`);
  for (const tag of way ?? []) checkWhole('crfLattice: a tag of the path', tag, 0, count - 1);
  if (scores !== undefined && !['all', 'path', 'none'].includes(scores)) {
    throw new RangeError(`crfLattice: scores must be 'all', 'path' or 'none', got '${scores}'`);
  }
  return steps;
}

/** Scores of a drawing: two digits, a true minus sign. */
function scoreText(value: number): string {
  return value === Number.NEGATIVE_INFINITY ? '−∞' : String(Math.round(value * 100) / 100).replace('-', '−');
}

/** A number on a line, on white paper of its own. */
function onEdge([x, y]: Place, value: number, bold: boolean): string {
  const label = scoreText(value);
  const width = 6.4 * label.length + 4;
  const corner = `x="${Math.round(x - width / 2)}" y="${Math.round(y - 7)}"`;
  const paper = `<rect ${corner} width="${Math.round(width)}" height="14" fill="#FFFFFF"/>`;
  return paper + text([x, y], label, {size: 11, bold, fill: bold ? GRADIENT : INK});
}

/**
 * The lattice of a linear-chain CRF: tags by time, the score of each tag in its node, of each transition on its edge.
 *
 *     score of a path y = Σ_t E[t, y_t] + Σ_t A[y_{t-1}, y_t]
 *
 * @param emissions E, [time steps, tags], two to eight steps, two to six tags
 * @param transitions A, [tags, tags] score of going from tag i (row) to tag j (column); -Infinity forbids
 * @param options see {@link CrfLatticeOptions}
 * @returns the drawing: the path thick, illegal transitions dashed; its text gives the score of the path
 * @throws RangeError when shapes do not fit, a score is NaN or Infinity, or the path takes an illegal transition
 *
 * Lesson: notebooks/05-text/5.5 and notebooks/07-reference/7.1, exercise 14. Source: Lafferty, McCallum and Pereira 2001.
 */
export function crfLattice(emissions: Numbers, transitions: Numbers, options: CrfLatticeOptions): Diagram {
  checkOptions('crfLattice', options, ['tags', 'words', 'path', 'legal', 'scores']);
  const {tags, words, path: way, legal} = options;
  const [E, A] = [readScores(emissions, 'emissions'), readScores(transitions, 'transitions')];
  const steps = checkShapes(E, A, options);
  const count = tags.length;
  const move = (i: number, j: number) => A.values[i * count + j];
  const isLegal = (i: number, j: number) => (legal?.[i][j] ?? true) && move(i, j) > Number.NEGATIVE_INFINITY;
  for (let t = 1; way && t < steps; t++) {
    if (isLegal(way[t - 1], way[t])) continue;
    throw new RangeError(`crfLattice: the path is illegal at step ${t + 1}: ${tags[way[t - 1]]} to ${tags[way[t]]}`);
  }
  const shown = options.scores ?? (count <= 3 && steps <= 4 ? 'all' : 'path');
  const [left, top] = [128, 64];
  const rowHeight = shown === 'all' ? Math.max(78, 18 * (count + 1)) : 78;
  const gap = Math.max(96, Math.min(210, 600 / (steps - 1)));
  const at = (t: number, tag: number): Place => [left + t * gap, top + tag * rowHeight];
  const [halfWidth, halfHeight] = [25, 16];
  const isOn = (t: number, i: number, j: number) => way?.[t - 1] === i && way[t] === j;
  const [edges, numbers]: [string[], string[]] = [[], []];
  for (let t = 1; t < steps; t++) {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const [from, to]: Place[] = [
          [at(t - 1, i)[0] + halfWidth, at(t - 1, i)[1]],
          [at(t, j)[0] - halfWidth, at(t, j)[1]],
        ];
        const thick = isOn(t, i, j);
        const look = isLegal(i, j)
          ? {width: thick ? 4.5 : 1.3, color: thick ? GRADIENT : SOFT}
          : {dash: '3 4', width: 1.1, color: SOFT};
        // The path is drawn last, so that no thin line crosses it.
        edges[thick ? 'push' : 'unshift'](path([from, to], look));
        if (!isLegal(i, j) || !(shown === 'all' || (shown === 'path' && thick))) continue;
        // At this share of the way the numbers of all edges stand at even distances, so that none covers another.
        const share = shown === 'path' ? 0.5 : 1 / (count + 1);
        const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
        numbers[thick ? 'push' : 'unshift'](onEdge([x, y], move(i, j), thick));
      }
    }
  }
  const nodes: string[] = [];
  for (let t = 0; t < steps; t++) {
    const word = words?.[t] ?? `t = ${t + 1}`;
    nodes.push(text([at(t, 0)[0], 22], word.length > 13 ? `${word.slice(0, 12)}…` : word, {size: 13, bold: true}));
    for (let tag = 0; tag < count; tag++) {
      const [x, y] = at(t, tag);
      const on = way?.[t] === tag;
      const corner = `x="${x - halfWidth}" y="${y - halfHeight}" width="${2 * halfWidth}" height="${2 * halfHeight}" rx="14"`;
      nodes.push(
        `<rect ${corner} fill="${on ? OUTPUT_FILL : STATE_FILL}" stroke="${INK}" stroke-width="${on ? 3 : 1.3}"/>`,
        text([x, y], scoreText(E.values[t * count + tag]), {size: 12, bold: on}),
      );
    }
  }
  const bottom = top + (count - 1) * rowHeight + 48;
  const illegal = tags.flatMap((from, i) => tags.flatMap((to, j) => (isLegal(i, j) ? [] : [`${from} to ${to}`])));
  const notes = [
    'in a node: score of the tag',
    ...(shown === 'none' ? [] : ['on an edge: score of the transition']),
    ...(way ? ['thick: path'] : []),
    ...(illegal.length > 0 ? ['dashed: illegal'] : []),
  ];
  const parts = [
    ...tags.map((tag, i) =>
      text([left - halfWidth - 14, top + i * rowHeight], tag, {anchor: 'end', size: 14, bold: true}),
    ),
    ...edges,
    ...numbers,
    ...nodes,
    text([24, bottom], notes.join('; '), {anchor: 'start', size: 12, fill: SOFT}),
  ];
  const total = way?.reduce((sum, tag, t) => {
    return sum + E.values[t * count + tag] + (t > 0 ? move(way[t - 1], tag) : 0);
  }, 0);
  const read =
    way && total !== undefined
      ? ` The path ${way.map((tag) => tags[tag]).join(' ')} is drawn thick; its score is ${short(total)}.`
      : '';
  const never = illegal.length > 0 ? ` Illegal transitions are dashed: ${illegal.join(', ')}.` : '';
  const alt =
    `The lattice of a CRF: ${count} tags (${tags.join(', ')}) by ${steps} time steps${words ? ` (${words.join(' ')})` : ''}; ` +
    `every tag of a step is linked with every tag of the next.${never}${read}`;
  return drawing(Math.max(left + (steps - 1) * gap + 60, 560), bottom + 24, parts, alt);
}
