import {checkList, checkOptions} from '../../data/arguments';
import type {Diagram} from '../figure';
import {arrow, box, circle, drawing, INPUT_FILL, OUTPUT_FILL, type Place, SOFT, STATE_FILL, text} from './svg';

/** What a node of a graph computes; a layer has weights for each node that it reads, and a bias. */
export type GraphOperation = 'input' | 'sigmoidLayer' | 'tanhLayer' | 'sigmoid' | 'tanh' | 'multiply' | 'add';

/** A number, or a row of numbers, in the computation of a cell. */
export interface GraphNode {
  /** Such as 'c'; 'cBefore' is drawn as c_{t-1}. */
  name: string;
  operation: GraphOperation;
  /** Names of the nodes that it reads; none for an input. */
  from: string[];
}

/** Options of {@link computationGraph}. */
export interface ComputationGraphOptions {
  /** Nodes drawn with thick lines, and thick arrows between them, such as a path; defaults to none. */
  highlight?: readonly string[];
}

const SIGNS: Record<GraphOperation, string> = {
  input: '',
  sigmoidLayer: 'σ(· W + b)',
  tanhLayer: 'tanh(· W + b)',
  sigmoid: 'σ',
  tanh: 'tanh',
  multiply: '⊙',
  add: '+',
};
const [COLUMN, ROW, LEFT, TOP] = [136, 70, 64, 50];

/** A node, or a bend of an arrow that passes a column. */
interface Spot {
  name?: string;
  level: number;
  /** Spots in the column before that lead here. */
  before: Spot[];
  row: number;
}

/** Columns by name: each node stands behind the last node that it reads. */
function levelsOf(nodes: readonly GraphNode[]): Map<string, number> {
  const levels = new Map<string, number>();
  let isGrowing = true;
  while (isGrowing) {
    isGrowing = false;
    for (const {name, from} of nodes) {
      if (levels.has(name) || from.some((one) => !levels.has(one))) continue;
      levels.set(name, Math.max(-1, ...from.map((one) => levels.get(one) ?? 0)) + 1);
      isGrowing = true;
    }
  }
  const stuck = nodes.find(({name}) => !levels.has(name));
  if (stuck) throw new RangeError(`computationGraph: '${stuck.name}' waits for itself: its nodes go in a circle`);
  return levels;
}

function checkNodes(nodes: readonly GraphNode[]): void {
  checkList('computationGraph: nodes', nodes);
  const names = new Set<string>();
  for (const {name, operation, from} of nodes) {
    if (names.has(name)) throw new RangeError(`computationGraph: there are two nodes '${name}'`);
    if (!(operation in SIGNS)) {
      const known = Object.keys(SIGNS).join(', ');
      throw new RangeError(`computationGraph: '${name}' has no operation '${operation}'; there are: ${known}`);
    }
    if (!Array.isArray(from)) throw new TypeError(`computationGraph: from of '${name}' must be a list of names`);
    names.add(name);
  }
  for (const {name, from} of nodes) {
    const unknown = from.find((one) => !names.has(one));
    if (unknown !== undefined) throw new RangeError(`computationGraph: '${name}' reads '${unknown}', which is no node`);
  }
}

/** Spots column by column, with a bend in each column that an arrow passes. */
function placed(nodes: readonly GraphNode[]): {
  spots: Map<string, Spot>;
  columns: Spot[][];
  bends: Map<string, Spot[]>;
} {
  const levels = levelsOf(nodes);
  const columns: Spot[][] = Array.from({length: Math.max(...levels.values()) + 1}, () => []);
  const spots = new Map<string, Spot>();
  const bends = new Map<string, Spot[]>();
  const add = (level: number, before: Spot[], name?: string): Spot => {
    const spot = {name, level, before, row: columns[level].length};
    columns[level].push(spot);
    return spot;
  };
  for (const {name} of nodes) spots.set(name, add(levels.get(name) ?? 0, [], name));
  for (const {name, from} of nodes) {
    const end = spots.get(name) as Spot;
    for (const one of from) {
      let last = spots.get(one) as Spot;
      const way: Spot[] = [];
      for (let level = last.level + 1; level < end.level; level++) {
        last = add(level, [last]);
        way.push(last);
      }
      end.before.push(last);
      bends.set(`${one} ${name}`, way);
    }
  }
  return {spots, columns, bends};
}

const mean = (values: number[], otherwise: number) =>
  values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Orders each column by the middle of its neighbours, there and back, so that fewer arrows cross. */
function straighten(columns: Spot[][]): void {
  const order = (column: Spot[], middle: (spot: Spot) => number) => {
    const keys = new Map(column.map((spot) => [spot, middle(spot)]));
    column.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
    column.forEach((spot, row) => {
      spot.row = row - (column.length - 1) / 2;
    });
  };
  for (let turn = 0; turn < 6; turn++) {
    for (const column of columns)
      order(column, ({before, row}) =>
        mean(
          before.map((one) => one.row),
          row,
        ),
      );
    for (let level = columns.length - 2; level >= 0; level--) {
      order(columns[level], (spot) => {
        const after = columns[level + 1].filter(({before}) => before.includes(spot));
        return mean(
          after.map((one) => one.row),
          spot.row,
        );
      });
    }
  }
}

/** Half the width of what stands for a node. */
const half = (operation: GraphOperation) => {
  if (operation.endsWith('Layer')) return 50;
  return operation === 'tanh' || operation === 'sigmoid' ? 30 : 18;
};

/** A node with its name; the operation stands inside, the name below. */
function picture([x, y]: Place, {name, operation}: GraphNode, isThick: boolean): string {
  const label = name.replace(/^(.)Before$/, '$1_{t-1}');
  const look = {width: isThick ? 3.5 : 1.5, size: 13};
  if (operation === 'input') return circle([x, y], 18, label, {...look, fill: INPUT_FILL});
  const below = text([x, y + 30], label, {size: 13, bold: isThick});
  if (operation === 'multiply' || operation === 'add')
    return circle([x, y], 18, SIGNS[operation], {...look, size: 17, fill: '#FFFFFF'}) + below;
  const isGate = operation.startsWith('sigmoid');
  const fill = operation === 'tanh' ? STATE_FILL : isGate ? '#FBE7A9' : OUTPUT_FILL;
  return box([x, y], [2 * half(operation), 34], SIGNS[operation], {...look, fill}) + below;
}

/**
 * The computation of a cell as a graph that you wrote down: inputs on the left; each node stands behind what it reads.
 *
 * @param nodes in any order
 * @param options see {@link ComputationGraphOptions}
 * @returns the drawing
 * @throws RangeError for names that are twice there or unknown, an unknown operation, or nodes that go in a circle
 *
 * Lesson: exercise 06. Source: layers by longest path, rows by the middle of the neighbours, as Sugiyama et al. 1981,
 * doi:10.1109/TSMC.1981.4308636.
 */
export function computationGraph(nodes: readonly GraphNode[], options: ComputationGraphOptions = {}): Diagram {
  checkOptions('computationGraph', options, ['highlight']);
  checkNodes(nodes);
  const thick = new Set(options.highlight ?? []);
  const {spots, columns, bends} = placed(nodes);
  straighten(columns);
  const rows = Math.max(...columns.map((column) => column.length));
  const at = ({level, row}: Spot): Place => [LEFT + level * COLUMN, TOP + ((rows - 1) / 2 + row) * ROW];
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const spotOf = (name: string) => spots.get(name) as Spot;
  const arrows = nodes.flatMap(({name, operation, from}) =>
    from.map((one) => {
      const [[x0, y0], [x1, y1]] = [at(spotOf(one)), at(spotOf(name))];
      const start: Place = [x0 + half(byName.get(one)?.operation ?? 'input'), y0];
      const end: Place = [x1 - half(operation), y1];
      const isThick = thick.has(one) && thick.has(name);
      const way = (bends.get(`${one} ${name}`) ?? []).map(at);
      return arrow([start, ...way, end], isThick ? {width: 3.2} : {color: SOFT, width: 1.5});
    }),
  );
  const drawn = nodes.map((node) => picture(at(spotOf(node.name)), node, thick.has(node.name)));
  const read = nodes.filter(({from}) => from.length > 0).map(({name, from}) => `${name} reads ${from.join(', ')}`);
  const alt = `A graph of ${nodes.length} nodes: ${read.join('; ')}.`;
  const width = 2 * LEFT + (columns.length - 1) * COLUMN;
  return drawing(width, 2 * TOP + (rows - 1) * ROW, [...arrows, ...drawn], alt);
}
