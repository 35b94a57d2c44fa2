import type {Random} from '../../data/random';

/** A node of a computation graph, as `plots.computationGraph` draws it. */
export interface CellNode {
  name: string;
  operation: string;
  /** Names of the nodes that it reads. */
  from: string[];
}

/** What a node can do. */
export const OPERATIONS = ['input', 'sigmoidLayer', 'tanhLayer', 'sigmoid', 'tanh', 'multiply', 'add'];

const node = (name: string, operation: string, ...from: string[]): CellNode => ({name, operation, from});
const inputs = (...names: string[]) => names.map((name) => node(name, 'input'));

/** A simple recurrent cell. */
export const RNN: CellNode[] = [...inputs('x', 'hBefore'), node('h', 'tanhLayer', 'x', 'hBefore')];

/** The small graph that exercise 06 shows. */
export const SMALL: CellNode[] = [node('c', 'add', 'a', 'b'), node('a', 'input'), node('b', 'tanh', 'a')];

/** An LSTM cell. */
export const LSTM: CellNode[] = [
  ...inputs('x', 'hBefore', 'cBefore'),
  node('i', 'sigmoidLayer', 'x', 'hBefore'),
  node('f', 'sigmoidLayer', 'x', 'hBefore'),
  node('candidate', 'tanhLayer', 'x', 'hBefore'),
  node('o', 'sigmoidLayer', 'x', 'hBefore'),
  node('kept', 'multiply', 'f', 'cBefore'),
  node('written', 'multiply', 'i', 'candidate'),
  node('c', 'add', 'kept', 'written'),
  node('shown', 'tanh', 'c'),
  node('h', 'multiply', 'o', 'shown'),
];

/** A GRU cell that resets before the product; `rest` is 1 - z, for which any operation on one node may stand. */
export const GRU: CellNode[] = [
  ...inputs('x', 'hBefore'),
  node('z', 'sigmoidLayer', 'x', 'hBefore'),
  node('r', 'sigmoidLayer', 'x', 'hBefore'),
  node('seen', 'multiply', 'r', 'hBefore'),
  node('candidate', 'tanhLayer', 'x', 'seen'),
  node('rest', 'sigmoid', 'z'),
  node('kept', 'multiply', 'z', 'hBefore'),
  node('written', 'multiply', 'rest', 'candidate'),
  node('h', 'add', 'kept', 'written'),
];

/** A random graph without cycles; its nodes are listed in random order. */
export function randomGraph({integer, shuffle}: Random, size: number): CellNode[] {
  const names = shuffle(Array.from({length: size}, (_, k) => String.fromCharCode(97 + k)));
  const nodes = names.map((name, k) => {
    if (k < 2) return node(name, 'input');
    const earlier = shuffle(names.slice(0, k)).slice(0, integer(1, 3));
    return node(name, earlier.length > 1 ? 'multiply' : 'tanh', ...earlier);
  });
  return shuffle(nodes);
}

/** Turns of computation: 0 for inputs, else one more than the latest node that is read. */
export function levels(nodes: readonly CellNode[], latest = Math.max): Map<string, number> {
  const byName = new Map(nodes.map((one) => [one.name, one]));
  const known = new Map<string, number>();
  const level = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const {operation, from} = byName.get(name) as CellNode;
    const found = operation === 'input' ? 0 : 1 + latest(...from.map(level));
    known.set(name, found);
    return found;
  };
  for (const {name} of nodes) level(name);
  return known;
}

/** All ways from one node to another along the edges, each as a list of names. */
export function ways(nodes: readonly CellNode[], start: string, end: string): string[][] {
  if (start === end) return [[start]];
  const readers = nodes.filter(({from}) => from.includes(start));
  return readers.flatMap(({name}) => ways(nodes, name, end).map((rest) => [start, ...rest]));
}

/** Name of a node that waits for itself, or undefined. */
export function circular(nodes: readonly CellNode[]): string | undefined {
  const done = new Set<string>();
  let before = -1;
  while (done.size > before) {
    before = done.size;
    for (const {name, from} of nodes) if (from.every((one) => done.has(one))) done.add(name);
  }
  return nodes.find(({name}) => !done.has(name))?.name;
}
