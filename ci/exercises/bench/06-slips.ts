/** Wrong answers to exercise 06: one slip each, and what the check must say to it. */
import {type Slips, type WrongAnswer, wrong} from './bench';
import {
  type Batch,
  type Cell,
  type Content,
  changed,
  forRows,
  type Node,
  type Paths,
  RIGHT_GRAPH,
  type Steps,
} from './cell-lists';
import {forward, sloppyStep} from './lstm-lists';
import {STEP_SLIPS} from './lstm-step-slips';

export const each =
  (one: (old: number, i: number, f: number, g: number) => number): Content =>
  (c, i, f, g) =>
    c.map((old, j) => one(old, i[j], f[j], g[j]));

export const graph = (slip: string, nodes: unknown, says: RegExp): Slips<() => unknown>[number] => [
  slip,
  () => nodes,
  says,
];

/** Turns by which each node is done when `latest` of what it reads is done. */
export function levels(nodes: Node[], latest: (...turns: number[]) => number): string[][] {
  const level = (name: string): number => {
    const {operation, from} = nodes.find((one) => one.name === name) as Node;
    return operation === 'input' ? 0 : 1 + latest(...from.map(level));
  };
  const steps: string[][] = [];
  for (const {name} of nodes) {
    const k = level(name);
    steps[k] = [...(steps[k] ?? []), name];
  }
  return steps;
}

const right = (nodes: Node[]) => levels(nodes, Math.max).slice(1);

/** All nodes in an order in which they could be computed. */
const inOrder = (nodes: Node[]) => right(nodes).flat();

export const ways = (nodes: Node[], start: string, end: string): string[][] => {
  if (start === end) return [[start]];
  const readers = nodes.filter(({from}) => from.includes(start));
  return readers.flatMap(({name}) => ways(nodes, name, end).map((rest) => [start, ...rest]));
};

const changedWays =
  (change: (paths: string[][]) => unknown): Paths =>
  (nodes, start, end) =>
    change(ways(nodes, start, end));

const once: Paths = (nodes, start, end) => {
  const seen = new Set<string>();
  const visit = (name: string): string[][] => {
    if (name === end) return [[end]];
    if (seen.has(name)) return [];
    seen.add(name);
    const readers = nodes.filter(({from, name: own}) => from.includes(name) && !seen.has(own));
    for (const {name: own} of readers) seen.add(own);
    return readers.flatMap(({name: own}) => {
      seen.delete(own);
      const found = visit(own).map((rest) => [name, ...rest]);
      seen.add(own);
      return found;
    });
  };
  return visit(start);
};

const cellOf = (change: (next: Batch, before: Batch) => unknown): Cell => {
  const run = forRows(forward);
  return (X, state, weights) => change(run(X, state, weights) as Batch, state);
};

export const slips: Record<string, WrongAnswer[]> = {
  '06.1': wrong<Content>('newCellState', [
    ['gates exchanged', each((old, i, f, g) => i * old + f * g), /forget gate and input gate have changed/],
    ['no forget gate', each((old, i, _f, g) => old + i * g), /only adds/],
    ['no input gate', each((old, _i, f, g) => f * old + g), /without the input gate/],
    ['1 - f', each((old, i, f, g) => (1 - f) * old + i * g), /near 1 keeps/],
    ['1 - f written', each((old, _i, f, g) => f * old + (1 - f) * g), /as in a GRU/],
    ['nothing kept', each((_old, i, _f, g) => i * g), /cell state before is lost/],
    ['tanh', each((old, i, f, g) => Math.tanh(f * old + i * g)), /itself goes through tanh/],
    ['sums for products', each((old, i, f, g) => f + old + i + g), /both gates are added/],
    [
      'a sum over the units',
      (c, i, f, g) => c.reduce((sum, old, j) => sum + f[j] * old + i[j] * g[j], 0),
      /a sum over all units/,
    ],
    [
      'both terms in a row',
      (c, i, f, g) => [...c.map((old, j) => f[j] * old), ...c.map((_, j) => i[j] * g[j])],
      /one list of both terms/,
    ],
    [
      'changes the old state in place',
      (c, i, f, g) => {
        c.forEach((old, j) => {
          c[j] = f[j] * old + i[j] * g[j];
        });
        return c;
      },
      /changed its 1\. argument/,
    ],
  ]),
  '06.2': wrong<() => unknown>('lstmGraph', [
    graph('no list', {name: 'x'}, /should be a list of nodes/),
    graph('no return', undefined, /return missing/),
    graph('σ for the candidate', changed({candidate: {operation: 'sigmoidLayer'}}), /candidate' goes through σ/),
    graph('tanh for a gate', changed({o: {operation: 'tanhLayer'}}), /gate 'o' goes through tanh/),
    graph('a gate without weights', changed({f: {operation: 'sigmoid'}}), /'f' has weights of its own/),
    graph('a gate that reads x only', changed({i: {from: ['x']}}), /'i' does not read 'hBefore'/),
    graph(
      'a peephole',
      changed({f: {from: ['x', 'hBefore', 'cBefore']}}),
      /'f' sees the cell state: that is a peephole/,
    ),
    graph('the output gate sees c', changed({o: {from: ['x', 'hBefore', 'c']}}), /peephole/),
    graph(
      'the candidate behind the input gate',
      changed({candidate: {from: ['x', 'hBefore', 'i']}}),
      /'candidate' reads 'i'/,
    ),
    graph('f meets h', changed({kept: {from: ['f', 'hBefore']}}), /forget gate meets h_\{t-1\}/),
    graph(
      'f and i exchanged',
      changed({kept: {from: ['i', 'cBefore']}, written: {from: ['f', 'candidate']}}),
      /have changed places/,
    ),
    graph('no forget gate', changed({c: {from: ['cBefore', 'written']}}), /only adds/),
    graph('no input gate', changed({c: {from: ['kept', 'candidate']}}), /without the input gate/),
    graph('no tanh', changed({h: {from: ['o', 'c']}}), /h lacks the tanh/),
    graph('no output gate', changed({h: {operation: 'tanh', from: ['c']}}), /h lacks the output gate/),
    graph('the old cell state shown', changed({shown: {from: ['cBefore']}}), /shows the cell state before/),
    graph(
      'a product of both terms',
      changed({c: {operation: 'multiply'}}),
      /what is kept and what is written are multiplied/,
    ),
    graph('a layer behind the boxes', changed({shown: {operation: 'tanhLayer'}}), /no weights/),
    graph('tanh of two', changed({shown: {from: ['c', 'o']}}), /which reads one node/),
    graph('c reads itself', changed({kept: {from: ['f', 'c']}}), /go in a circle/),
    graph('an unknown name', changed({h: {from: ['o', 'show']}}), /'show', which is no node/),
    graph('an unknown operation', changed({c: {operation: 'plus'}}), /has the operation 'plus'/),
    graph(
      'the cell state left out',
      changed({cBefore: undefined, kept: {from: ['f', 'hBefore']}}),
      /'cBefore' is missing/,
    ),
    graph('a node twice', [...RIGHT_GRAPH, RIGHT_GRAPH[4]], /two nodes 'f'/),
    graph(
      'a simple cell',
      [...RIGHT_GRAPH.slice(0, 2), {name: 'h', operation: 'tanhLayer', from: ['x', 'hBefore']}],
      /'cBefore' is missing/,
    ),
  ]),
  '06.3': wrong<Steps>('computationSteps', [
    ['inputs as the first step', (nodes) => levels(nodes, Math.max), /is an input/],
    ['one node a step', (nodes) => inOrder(nodes).map((name) => [name]), /one node a step/],
    [
      'the first of what it reads',
      (nodes) => levels(nodes, Math.min).slice(1).filter(Boolean),
      /waits for the last thing/,
    ],
    ['the way back', (nodes) => right(nodes).reverse(), /way back/],
    ['all in one step', (nodes) => [inOrder(nodes)], /of step 1: a node waits/],
    ['one list', (nodes) => inOrder(nodes), /one list of names/],
    ['the last step forgotten', (nodes) => right(nodes).slice(0, -1), /'h' stands in no step/],
    ['an empty step first', (nodes) => [[], ...right(nodes)], /step 1 is empty/],
    [
      'as late as possible',
      (nodes) => {
        const steps = right(nodes);
        if (steps.length < 5) return steps;
        return steps.map((step, k) => [...step.filter((name) => name !== 'o'), ...(k === 3 ? ['o'] : [])]);
      },
      /'o' stands in step 4, though/,
    ],
    [
      'one pass over the list',
      (nodes) => {
        const level: Record<string, number> = {};
        for (const {name, operation, from} of nodes) {
          level[name] = operation === 'input' ? 0 : 1 + Math.max(...from.map((one) => level[one] ?? 0));
        }
        const last = Math.max(...Object.values(level));
        return Array.from({length: last}, (_, k) => Object.keys(level).filter((name) => level[name] === k + 1));
      },
      /LSTM, listed backward.*waits for the last thing/,
    ],
    ['counts', (nodes) => right(nodes).map((step) => step.length), /\[0\] is no list of names/],
    ['no return', () => {}, /return missing/],
  ]),
  '06.4': wrong<Paths>('pathsBetween', [
    ['no start', changedWays((paths) => paths.map((path) => path.slice(1))), /start is missing/],
    ['no end', changedWays((paths) => paths.map((path) => path.slice(0, -1))), /end is missing/],
    ['inner nodes only', changedWays((paths) => paths.map((path) => path.slice(1, -1))), /are start and end missing/],
    ['backward', changedWays((paths) => paths.map((path) => [...path].reverse())), /runs backward/],
    ['the first path', changedWays((paths) => paths.slice(0, 1)), /end at the first one/],
    ['one path as a list', changedWays((paths) => paths[0] ?? []), /is one list of names/],
    [
      'the shortest paths',
      changedWays((paths) => paths.filter((path) => path.length === Math.min(...paths.map((one) => one.length)))),
      /only the shortest/,
    ],
    ['each node once', once, /never enter a node twice|some paths are missing/],
    ['the wrong way', (nodes, start, end) => ways(nodes, end, start), /followed the wrong way/],
    ['a count', (nodes, start, end) => ways(nodes, start, end).length, /should be a list of paths, got number/],
    [
      'no way is no list',
      (nodes, start, end) => (ways(nodes, start, end).length > 0 ? ways(nodes, start, end) : undefined),
      /return missing/,
    ],
    [
      'nothing from a node to itself',
      (nodes, start, end) => (start === end ? [] : ways(nodes, start, end)),
      /one way, which consists of the node alone/,
    ],
    ['paths twice', changedWays((paths) => [...paths, ...paths]), /stands twice/],
    ['texts', changedWays((paths) => paths.map((path) => path.join(' > '))), /is one list of names/],
  ]),
  '06.5': [
    ...wrong<Cell>(
      'lstmCell',
      STEP_SLIPS.map(([slip, lines, says]) => {
        // Where only the states are seen, gates exchanged in the columns and in the cell state come to the same.
        const isExchange = slip === 'f i c o' || slip === 'f and i exchanged';
        return [slip, forRows(sloppyStep(lines)), isExchange ? /in the columns or where they act/ : says];
      }),
    ),
    ...wrong<Cell>('lstmCell', [
      ['H and C exchanged', cellOf(({H, C}) => ({H: C, C: H})), /H and C have changed places/],
      ['C through tanh', cellOf(({H, C}) => ({H, C: C.map((row) => row.map(Math.tanh))})), /handed on through tanh/],
      ['the old C', cellOf(({H}, {C}) => ({H, C})), /one that was handed in/],
      ['H only', cellOf(({H}) => H), /should be \{H, C\}, got a list/],
      [
        'the state of the first sequence for all',
        (X, {H, C}, weights) => forRows(forward)(X, {H: X.map(() => H[0]), C: X.map(() => C[0])}, weights),
        /state of the first one/,
      ],
      ['the first sequence only', cellOf(({H, C}) => ({H: H.slice(0, 1), C: C.slice(0, 1)})), /has shape \[1, 4\]/],
    ]),
  ],
};
