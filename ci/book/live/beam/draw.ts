/** The beginnings of words that a beam has tried: a column a letter, the likeliest on top, those that it dropped pale. */
import {sized} from '../drawing/sized';
import {svg} from '../frame/elements';
import {type BeamNode, type BeamStep, percent} from './work';

const [LEFT, TOP, ROW] = [22, 40, 46];
/** The likeliest beginnings that a step drops are shown, too. */
const DROPPED = 2;
/** Columns that have room from the beginning on, so that short words stand still while they grow. */
const LEAST_COLUMNS = 7;

interface Placed extends BeamNode {
  x: number;
  y: number;
  onPath: boolean;
}

/** Places of the nodes that lead to the found word. */
function path(nodes: readonly BeamNode[], best: number | undefined): Set<number> {
  const places = new Set<number>();
  for (let at = best; at !== undefined; at = nodes[at]?.parent) places.add(at);
  return places;
}

function place({nodes, best}: BeamStep, column: number): Placed[] {
  const onPath = path(nodes, best);
  const rows = new Map<number, number>();
  const ranked = nodes.map((node, at) => ({node, at})).sort((a, b) => b.node.probability - a.node.probability);
  for (const {node, at} of ranked) {
    const row = nodes.filter((_, i) => rows.has(i) && nodes[i]?.depth === node.depth).length;
    rows.set(at, row);
  }
  return nodes.map((node, at) => ({
    ...node,
    ...{x: LEFT + column * node.depth, y: TOP + ROW * (rows.get(at) ?? 0), onPath: onPath.has(at)},
  }));
}

function tree(placed: readonly Placed[], column: number): SVGElement[] {
  const radius = Math.min(14, column / 2 - 2);
  const kind = ({kept, onPath}: Placed) => (onPath ? ' best' : kept ? '' : ' dropped');
  const edges = placed.flatMap((node) => {
    const parent = node.parent === undefined ? undefined : placed[node.parent];
    if (!parent) return [];
    const ends = {x1: parent.x + radius, y1: parent.y, x2: node.x - radius, y2: node.y};
    return [svg('line', {...ends, class: `way${kind(node)}`})];
  });
  const isRoomy = column >= 52;
  const nodes = placed.flatMap((node) => {
    const [{x, y}, of] = [node, kind(node)];
    if (node.depth === 0) return [svg('circle', {cx: x, cy: y, r: 5, class: `beginning${of}`})];
    const shares = isRoomy
      ? [svg('text', {x, y: y + radius + 12, class: `share${of}`, 'text-anchor': 'middle'}, percent(node.probability))]
      : [];
    return [
      svg('circle', {cx: x, cy: y, r: radius, class: `beginning${of}`}),
      svg('text', {x, y: y + 4.5, class: `sign${of}`, 'text-anchor': 'middle'}, node.letter),
      ...shares,
    ];
  });
  return [...edges, ...nodes];
}

export function drawBeam(where: HTMLElement): (step: BeamStep) => void {
  let step: BeamStep | undefined;
  const label = () => {
    if (!step) return 'A search that has not begun.';
    const kept = step.nodes.filter(({depth, kept}) => depth === step?.depth && kept);
    const letters = kept.map(({letter, probability}) => `${letter} ${percent(probability)}`).join(', ');
    return `Beam search of width ${step.width} after ${step.depth} letters; kept at the end: ${letters}.`;
  };
  const {redraw} = sized(where, label, (width) => {
    const columns = Math.max(LEAST_COLUMNS, step?.depth ?? 0);
    const column = Math.min(78, (width - 2 * LEFT) / columns);
    return {
      height: TOP + ((step?.width ?? 1) + DROPPED) * ROW - 10,
      children: [
        svg('text', {x: 8, y: 14, class: 'tick'}, step ? `“${step.start}” …` : ''),
        ...(step ? tree(place(step, column), column) : []),
      ],
    };
  });
  return (next) => {
    step = next;
    redraw();
  };
}
