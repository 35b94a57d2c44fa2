import {asNdArray, type Numbers} from '../../data';
import {
  box,
  checkCount,
  circle,
  drawing,
  INPUT_FILL,
  OUTPUT_FILL,
  type Place,
  path,
  SOFT,
  STATE_FILL,
  text,
} from '../diagrams/svg';
import type {Diagram} from '../figure';
import {short} from '../lines';

/** A token that a beam search tried. */
export interface BeamNode {
  token: string;
  /** Place of the token before it in the list; none for the start. Parents stand before their children. */
  parent?: number;
  /** Natural logarithm of the probability of the sequence up to here. */
  logProbability: number;
  /** Whether the beam kept it; defaults to true. */
  kept?: boolean;
  /** Whether the best sequence ends here; where no node says so, it is the likeliest of the deepest. */
  isBest?: boolean;
}

const INK = '#222222';

/** Steps from the start. */
function depths(nodes: BeamNode[]): number[] {
  const list: number[] = [];
  nodes.forEach(({parent, token}, i) => {
    if (parent !== undefined && !(Number.isInteger(parent) && parent >= 0 && parent < i)) {
      throw new RangeError(
        `beamTree: '${token}' at place ${i} has the parent ${parent}, which does not stand before it`,
      );
    }
    list.push(parent === undefined ? 0 : list[parent] + 1);
  });
  return list;
}

/**
 * The tree of a beam search: what was tried, kept (solid) and dropped (dashed), and the best sequence (thick).
 *
 * @param nodes see {@link BeamNode}, at most 60
 * @returns the drawing; numbers are log-probabilities of the sequence so far
 * @throws RangeError when there are no nodes, too many, or a parent does not stand before its child
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function beamTree(nodes: BeamNode[]): Diagram {
  checkCount('the number of nodes', nodes.length, 1, 60);
  const depth = depths(nodes);
  const deepest = Math.max(...depth);
  const columns = Array.from({length: deepest + 1}, (_, d) => nodes.flatMap((_node, i) => (depth[i] === d ? [i] : [])));
  const [boxWidth, gap, rowHeight, top] = [96, 152, 52, 34];
  const tallest = Math.max(...columns.map(({length}) => length));
  const height = top + tallest * rowHeight + 40;
  const place: Place[] = [];
  columns.forEach((column, d) => {
    column.forEach((i, row) => {
      place[i] = [66 + d * gap, top + (tallest * rowHeight * (row + 0.5)) / column.length];
    });
  });
  const ends = columns[deepest].filter((i) => nodes[i].kept !== false);
  const best = new Set<number>();
  const said = nodes.findIndex(({isBest}) => isBest);
  const likeliest = (ends.length > 0 ? ends : columns[deepest]).reduce((a, b) =>
    nodes[b].logProbability > nodes[a].logProbability ? b : a,
  );
  const last = said < 0 ? likeliest : said;
  let at: number | undefined = last;
  const sentence: string[] = [];
  while (at !== undefined) {
    best.add(at);
    sentence.unshift(nodes[at].token);
    at = nodes[at].parent;
  }
  const parts: string[] = [];
  nodes.forEach(({parent, kept = true}, i) => {
    if (parent === undefined) return;
    const look = {width: best.has(i) ? 3.5 : 1.3, dash: kept ? undefined : '4 3', color: kept ? INK : SOFT};
    parts.push(
      path(
        [
          [place[parent][0] + boxWidth / 2, place[parent][1]],
          [place[i][0] - boxWidth / 2, place[i][1]],
        ],
        look,
      ),
    );
  });
  nodes.forEach(({token, logProbability, kept = true}, i) => {
    const look = kept ? {fill: best.has(i) ? OUTPUT_FILL : STATE_FILL} : {fill: INPUT_FILL, dash: '4 3', color: SOFT};
    const [x, y] = place[i];
    const label = token.length > 11 ? `${token.slice(0, 10)}…` : token;
    parts.push(
      box(place[i], [boxWidth, 40], '', {...look, width: best.has(i) ? 2.8 : 1.2}),
      text([x, y - 7], label, {size: 13, bold: best.has(i)}),
      text([x, y + 11], short(logProbability), {size: 11, fill: kept ? INK : SOFT}),
    );
  });
  parts.push(
    text([20, height - 14], 'thick: best sequence; dashed: dropped; numbers: log P so far', {
      anchor: 'start',
      size: 12,
      fill: SOFT,
    }),
  );
  const dropped = nodes.filter(({kept}) => kept === false).length;
  const alt =
    `A beam search over ${deepest} steps: ${nodes.length} nodes, ${dropped} of them dropped. ` +
    `The best sequence is ${sentence.join(' ')}, log-probability ${short(nodes[last].logProbability)}.`;
  return drawing(Math.max(66 + deepest * gap + boxWidth / 2 + 20, 440), height, parts, alt);
}

/** Options of {@link ctcLattice}. */
export interface CtcLatticeOptions {
  /** Time steps, 2 to 14. */
  steps: number;
  /** Row of the extended labels (blank, label, blank ...) by step: an alignment drawn thick; defaults to none. */
  path?: number[];
  /** [2 labels + 1, steps] how likely alignments pass each node, 0 to 1; colours the nodes and adds their scale. */
  passing?: Numbers;
  /** Stands above the drawing; defaults to none. */
  title?: string;
}

/** Whether one step may lead from row to row of the extended labels. */
function isLegal(from: number, to: number, labels: string[]): boolean {
  if (to === from || to === from + 1) return true;
  // A blank may be skipped only between two different labels.
  return to === from + 2 && to % 2 === 1 && labels[(to - 1) / 2] !== labels[(from - 1) / 2];
}

function fillOf(share: number): string {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * share);
  return `rgb(${mix(255, 91)},${mix(255, 163)},${mix(255, 205)})`;
}

/** What the fills mean: five nodes from 0 to 1. */
function shareScale([x, y]: Place): string {
  const nodes = [0, 0.25, 0.5, 0.75, 1].map((share, i) => {
    const at: Place = [x + 160 + 40 * i, y];
    return circle(at, 8, '', {fill: fillOf(share), width: 1.3}) + text([at[0], y + 16], String(share), {size: 11});
  });
  return text([x - 11, y], 'share of P at its step', {size: 13, anchor: 'start'}) + nodes.join('');
}

/**
 * The lattice of CTC: all ways in which labels can be spread over time steps, with a blank (–) before, between and after.
 *
 * @param labels one to six labels, such as ['c', 'a', 't']
 * @param options see {@link CtcLatticeOptions}
 * @returns the drawing: only nodes that lie on a complete way, and the steps between them
 * @throws RangeError when the labels do not fit into the steps, or the path is illegal (the step is named)
 *
 * Lesson: notebooks/06-applications/6.2 and notebooks/07-reference/7.1. Source: Graves et al. 2006, doi:10.1145/1143844.1143891.
 */
export function ctcLattice(labels: string[], {steps, path: way, passing, title}: CtcLatticeOptions): Diagram {
  checkCount('the number of labels', labels.length, 1, 6);
  checkCount('steps', steps, 2, 14);
  const rows = 2 * labels.length + 1;
  const names = Array.from({length: rows}, (_, s) => (s % 2 === 0 ? '–' : labels[(s - 1) / 2]));
  // Forward: reachable from the start; backward: an end can still be reached.
  const forward = [Array.from({length: rows}, (_, s) => s <= 1)];
  const backward = [Array.from({length: rows}, (_, s) => s >= rows - 2)];
  for (let t = 1; t < steps; t++) {
    const [last, first] = [forward[t - 1], backward[0]];
    forward.push(Array.from({length: rows}, (_, s) => last.some((is, from) => is && isLegal(from, s, labels))));
    backward.unshift(Array.from({length: rows}, (_, s) => first.some((is, to) => is && isLegal(s, to, labels))));
  }
  const isNode = (s: number, t: number) => forward[t][s] && backward[t][s];
  if (!Array.from({length: rows}, (_, s) => isNode(s, 0)).some(Boolean)) {
    throw new RangeError(`${labels.length} labels (${labels.join(' ')}) do not fit into ${steps} steps`);
  }
  const shares = passing === undefined ? undefined : asNdArray(passing, 'passing');
  if (shares && shares.shape.join() !== [rows, steps].join()) {
    throw new RangeError(`passing must be [${rows}, ${steps}], got [${shares.shape.join(', ')}]`);
  }
  if (way) {
    if (way.length !== steps) throw new RangeError(`the path has ${way.length} steps, the lattice ${steps}`);
    const wrong = way.findIndex(
      (s, t) => !Number.isInteger(s) || !forward[t][s] || (t > 0 && !isLegal(way[t - 1], s, labels)),
    );
    if (wrong >= 0) throw new RangeError(`the path is illegal at step ${wrong + 1}: row ${way[wrong]}`);
    if (way[steps - 1] < rows - 2)
      throw new RangeError(`the path ends in row ${way[steps - 1]}, before the last label`);
  }
  const [left, gapX, gapY, top] = [84, Math.min(72, 620 / (steps - 1)), 46, title ? 66 : 32];
  const at = (s: number, t: number): Place => [left + t * gapX, top + s * gapY];
  const parts: string[] = names.map((name, s) => text([36, top + s * gapY], name, {size: 16, bold: s % 2 === 1}));
  if (title) parts.push(text([14, 20], title, {size: 16, anchor: 'start'}));
  const isOn = (s: number, t: number) => way?.[t] === s;
  for (let t = 1; t < steps; t++) {
    for (let from = 0; from < rows; from++) {
      for (let to = from; to < Math.min(rows, from + 3); to++) {
        if (!isNode(from, t - 1) || !isNode(to, t) || !isLegal(from, to, labels)) continue;
        const thick = isOn(from, t - 1) && isOn(to, t);
        parts.push(path([at(from, t - 1), at(to, t)], {width: thick ? 4.5 : 1.2, color: thick ? '#C24A00' : SOFT}));
      }
    }
  }
  for (let t = 0; t < steps; t++) {
    parts.push(text([left + t * gapX, top + rows * gapY - 8], String(t + 1), {size: 12}));
    for (let s = 0; s < rows; s++) {
      if (!isNode(s, t)) continue;
      const fill = shares
        ? fillOf(Math.min(1, Math.max(0, shares.values[s * steps + t])))
        : s % 2
          ? STATE_FILL
          : INPUT_FILL;
      parts.push(circle(at(s, t), 11, '', {fill, width: isOn(s, t) ? 3 : 1.3}));
    }
  }
  let bottom = top + rows * gapY + 18;
  parts.push(text([left + ((steps - 1) * gapX) / 2, bottom], 'time step', {size: 13}));
  if (shares) {
    bottom += 38;
    parts.push(shareScale([left, bottom]));
  }
  const read = way ? ` An alignment is drawn thick: ${way.map((s) => names[s]).join(' ')}.` : '';
  const alt =
    `${title ? `${title}. ` : ''}The CTC lattice of the labels ${labels.join(' ')} over ${steps} time steps; rows are the labels with a blank before, ` +
    `between and after. Each step stays, goes one row down, or skips a blank between different labels.${read}${shares ? ' The darker a node, the more of P passes it.' : ''}`;
  // About 8 pixels a character of the title; the scale needs 330.
  const least = Math.max(shares ? left + 330 : 260, 28 + 8 * (title?.length ?? 0));
  return drawing(Math.max(left + (steps - 1) * gapX + 40, least), bottom + 20, parts, alt);
}
