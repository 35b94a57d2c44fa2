/** What bench answers to exercise 06 are made of. */
import type {Forward, State, Weights} from './lstm-lists';

export interface Node {
  name: string;
  operation: string;
  from: string[];
}

export type Content = (cBefore: number[], i: number[], f: number[], candidate: number[]) => unknown;
export type Steps = (nodes: Node[]) => unknown;
export type Paths = (nodes: Node[], start: string, end: string) => unknown;
export interface Batch {
  H: number[][];
  C: number[][];
}
export type Cell = (X: number[][], state: Batch, weights: Weights) => unknown;

const node = (name: string, operation: string, ...from: string[]): Node => ({name, operation, from});

/** The graph as most will write it. */
export const RIGHT_GRAPH: Node[] = [
  node('x', 'input'),
  node('hBefore', 'input'),
  node('cBefore', 'input'),
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

/** The graph with some nodes changed; undefined takes a node out. */
export const changed = (changes: Record<string, Partial<Node> | undefined>): Node[] =>
  RIGHT_GRAPH.flatMap((one) => {
    if (!(one.name in changes)) return [one];
    const change = changes[one.name];
    return change ? [{...one, ...change}] : [];
  });

/** A step of one sequence as one of a batch. */
export const forRows =
  (step: Forward): Cell =>
  (X, {H, C}, weights) => {
    const steps = X.map((x, row) => step(x, {h: H[row], c: C[row]}, weights) as State);
    return {H: steps.map(({h}) => h), C: steps.map(({c}) => c)};
  };
