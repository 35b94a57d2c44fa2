/** Further wrong answers to exercise 06: terms put together otherwise, and walks that go astray. */
import {each, graph, levels, ways} from './06-slips';
import {type WrongAnswer, wrong} from './bench';
import {type Cell, type Content, changed, forRows, type Paths, type Steps} from './cell-lists';
import {forward, type STEP, sigma, sloppyStep} from './lstm-lists';

/** A walk from the start that adds each path that `isKept` to the list. */
const walked =
  (isKept: (name: string, end: string, readers: string[]) => boolean): Paths =>
  (nodes, start, end) => {
    const found: string[][] = [];
    const walk = (path: string[]) => {
      const last = path[path.length - 1];
      const readers = nodes.filter(({from}) => from.includes(last)).map(({name}) => name);
      if (isKept(last, end, readers)) found.push(path);
      if (last !== end) for (const name of readers) walk([...path, name]);
    };
    walk([start]);
    return found;
  };

/** A walk with one list for all paths. */
const sharedList =
  (copies: boolean, takesBack: boolean): Paths =>
  (nodes, start, end) => {
    const found: string[][] = [];
    const path: string[] = [];
    const walk = (name: string) => {
      path.push(name);
      if (name === end) found.push(copies ? [...path] : path);
      else for (const {name: reader, from} of nodes) if (from.includes(name)) walk(reader);
      if (takesBack) path.pop();
    };
    walk(start);
    return found;
  };

/** Turns, where `isKnown` says when a node is known. */
const turns =
  (first: 'inputs' | 'names of a cell', isTurnOver: boolean): Steps =>
  (nodes) => {
    const cell = ['x', 'hBefore', 'cBefore'];
    const isThere = (name: string, operation: string) =>
      first === 'inputs' ? operation === 'input' : cell.includes(name);
    const known = new Set(nodes.filter(({name, operation}) => isThere(name, operation)).map(({name}) => name));
    const steps: string[][] = [];
    while (known.size < nodes.length) {
      const step: string[] = [];
      for (const {name, from} of nodes) {
        if (known.has(name) || step.includes(name) || !from.every((one) => known.has(one))) continue;
        step.push(name);
        if (!isTurnOver) known.add(name);
      }
      for (const name of step) known.add(name);
      steps.push(step);
    }
    return steps;
  };

const byTerms = (lines: Partial<typeof STEP>) => forRows(sloppyStep(lines));
const hard = (a: number) => Math.max(0, Math.min(1, 0.2 * a + 0.5));

export const termSlips: Record<string, WrongAnswer[]> = {
  '06.1': wrong<Content>('newCellState', [
    ['σ and tanh again', each((old, i, f, g) => sigma(f) * old + sigma(i) * Math.tanh(g)), /σ of the gates and tanh/],
    ['σ again', each((old, i, f, g) => sigma(f) * old + sigma(i) * g), /σ of the gates is taken here/],
    ['tanh again', each((old, i, f, g) => f * old + i * Math.tanh(g)), /tanh of the candidate is taken here/],
    ['a bracket', each((old, i, f, g) => f * (old + i * g)), /acts on what is written, too/],
    ['a product of all', each((old, i, f, g) => f * old * i * g), /are multiplied/],
    ['a difference', each((old, i, f, g) => f * old - i * g), /taken away/],
    ['the forget gate added', each((old, i, f, g) => f + old + i * g), /the forget gate is added/],
    ['the input gate added', each((old, i, f, g) => f * old + i + g), /the input gate is added/],
    ['no candidate', each((old, i, f) => f * old + i), /input gate writes itself/],
    [
      'lists multiplied as numbers',
      (c, i, f, g) => Number(f) * Number(c) + Number(i) * Number(g),
      /list, got a number/,
    ],
  ]),
  '06.2': wrong<() => unknown>('lstmGraph', [
    graph('the forget gate added', changed({kept: {operation: 'add'}}), /node c: the forget gate is added/),
    graph('the input gate added', changed({written: {operation: 'add'}}), /node c: the input gate is added/),
    graph('the output gate added', changed({h: {operation: 'add'}}), /node h: the output gate is added/),
    graph('no candidate', changed({c: {from: ['kept', 'i']}}), /input gate writes itself/),
    graph('the forget gate writes', changed({written: {from: ['f', 'candidate']}}), /acts on the candidate, too/),
    graph('the input gate keeps', changed({kept: {from: ['i', 'cBefore']}}), /acts on the old content, too/),
    graph(
      'tanh behind the output gate',
      changed({shown: {operation: 'multiply', from: ['o', 'c']}, h: {operation: 'tanh', from: ['shown']}}),
      /changed places in h/,
    ),
    graph('a sum of three', changed({c: {from: ['kept', 'i', 'candidate']}}), /'c' reads 3 nodes; 'add' takes two/),
    graph('a sum of one', changed({c: {from: ['kept']}}), /'c' reads one node; 'add' takes two/),
  ]),
  '06.3': wrong<Steps>('computationSteps', [
    ['known within the turn', turns('inputs', false), /waits for the last thing/],
    ['inputs known by their names', turns('names of a cell', true), /small graph.*'a' is an input/],
    ['in the order of the list', (nodes) => nodes.slice(2).map(({name}) => [name]), /one node a step|is an input/],
    [
      'steps counted from 1',
      (nodes) => levels(nodes, Math.max).map((step, k) => (k === 0 ? undefined : step)),
      /\[0\] holds nothing; lists count from 0/,
    ],
    [
      'nodes for names',
      (nodes) =>
        levels(nodes, Math.max)
          .slice(1)
          .map((step) => nodes.filter(({name}) => step.includes(name))),
      /holds nodes; their names/,
    ],
  ]),
  '06.4': wrong<Paths>('pathsBetween', [
    [
      'ends that lead nowhere',
      walked((name, end, readers) => name === end || readers.length === 0),
      /a path ends at 'c'/,
    ],
    ['every beginning of a path', walked(() => true), /a path ends at 'c'/],
    ['one list, emptied', sharedList(false, true), /one list kept for all/],
    ['one list, never taken back', sharedList(true, false), /does each path begin afresh/],
    ['nothing found', () => [], /no path is found/],
    [
      'null for no way',
      (nodes, start, end) => (ways(nodes, start, end)[0] ? ways(nodes, start, end) : null),
      /got null/,
    ],
    [
      'the longest paths',
      (nodes, start, end) => {
        const paths = ways(nodes, start, end);
        return paths.filter(({length}) => length === Math.max(...paths.map((one) => one.length)));
      },
      /some paths are missing/,
    ],
    [
      'against the edges, and turned',
      (nodes, start, end) => ways(nodes, end, start).map((path) => [...path].reverse()),
      /followed the wrong way/,
    ],
    [
      'one pass over the list',
      (nodes, start, end) => {
        const found: Record<string, string[][]> = {[start]: [[start]]};
        for (const {name, from} of nodes) {
          if (name === start) continue;
          found[name] = from.flatMap((one) => (found[one] ?? []).map((path) => [...path, name]));
        }
        return found[end];
      },
      /nodes may be listed in any order/,
    ],
  ]),
  '06.5': wrong<Cell>('lstmCell', [
    ['hard sigmoid', byTerms({sigma: hard}), /hard sigmoid/],
    ['tanh behind the output gate', byTerms({hidden: (c, o) => Math.tanh(o * c)}), /changed places in h/],
    [
      'the forget gate acts on all',
      byTerms({cell: (old, i, f, g) => f * (old + i * g)}),
      /acts on what is written, too/,
    ],
    ['a product of all', byTerms({cell: (old, i, f, g) => f * old * i * g}), /are multiplied/],
    [
      'a forget bias of its own',
      (X, state, w) => {
        const units = w.bias.length / 4;
        const bias = w.bias.map((b, k) => (k >= units && k < 2 * units ? b + 1 : b));
        return forRows(forward)(X, state, {...w, bias});
      },
      /1 more than its weights say/,
    ],
    [
      'rows as steps',
      (X, {H, C}, w) => {
        let [h, c] = [H[0], C[0]];
        const rows = X.map((x) => {
          const next = forRows(forward)([x], {H: [h], C: [c]}, w) as {H: number[][]; C: number[][]};
          [h, c] = [next.H[0], next.C[0]];
          return {h, c};
        });
        return {H: rows.map((row) => row.h), C: rows.map((row) => row.c)};
      },
      /taken as steps of one sequence/,
    ],
    [
      'the recurrent kernel turned',
      (X, state, w) => {
        const units = w.bias.length / 4;
        const recurrentKernel = w.recurrentKernel.map((row, n) =>
          row.map((_, k) => w.recurrentKernel[k % units][Math.floor(k / units) * units + n]),
        );
        return forRows(forward)(X, state, {...w, recurrentKernel});
      },
      /rows and columns exchanged/,
    ],
    [
      'rounded',
      (X, state, w) => {
        const {H, C} = forRows(forward)(X, state, w) as {H: number[][]; C: number[][]};
        const round = (row: number[]) => row.map((value) => Number(value.toFixed(4)));
        return {H: H.map(round), C: C.map(round)};
      },
      /numbers are rounded/,
    ],
  ]),
};
