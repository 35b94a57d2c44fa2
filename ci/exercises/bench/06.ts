/** Right answers to exercise 06 in several styles, beside the slips of 06-slips.ts. */
import * as tf from '@tensorflow/tfjs';
import {scratch} from '../../../lib/src';
import {slips} from './06-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {type Cell, type Content, forRows, type Node, type Paths, RIGHT_GRAPH, type Steps} from './cell-lists';
import {termSlips} from './cell-term-slips';
import {forward, sigma} from './lstm-lists';

const newCellState = styles<Content>('newCellState', {
  map: (cBefore, i, f, candidate) => cBefore.map((old, j) => f[j] * old + i[j] * candidate[j]),
  'a loop': (old, write, keep, content) => {
    const next: number[] = [];
    for (let j = 0; j < old.length; j++) next.push(write[j] * content[j] + keep[j] * old[j]);
    return next;
  },
  'matrices of scratch': (cBefore, i, f, candidate) => {
    const [C, I, F, G] = [cBefore, i, f, candidate].map((row) => scratch.matrix([row]));
    return scratch.toRows(scratch.add(scratch.multiply(F, C), scratch.multiply(I, G)))[0];
  },
  'a tensor of float32': (cBefore, i, f, candidate) => tf.tensor1d(f).mul(cBefore).add(tf.mul(i, candidate)),
  'a typed array': (c, i, f, g) => Float64Array.from(c, (old, j) => old * f[j] + i[j] * g[j]),
});

const lstmGraph = styles<() => unknown>('lstmGraph', {
  'a list written out': () => RIGHT_GRAPH,
  'made with helpers, other names between': () => {
    const layer = (name: string, operation: string) => ({name, operation, from: ['hBefore', 'x']});
    const both = (name: string, operation: string, ...from: string[]) => ({name, operation, from});
    return [
      ...['cBefore', 'hBefore', 'x'].map((name) => ({name, operation: 'input', from: []})),
      both('h', 'multiply', 'squashed', 'o'),
      both('squashed', 'tanh', 'c'),
      both('c', 'add', 'new', 'old'),
      both('new', 'multiply', 'candidate', 'i'),
      both('old', 'multiply', 'cBefore', 'f'),
      ...['o', 'f', 'i'].map((name) => layer(name, 'sigmoidLayer')),
      layer('candidate', 'tanhLayer'),
    ];
  },
  'shown through an extra sum': () => [
    ...RIGHT_GRAPH.filter(({name}) => name !== 'h' && name !== 'shown'),
    {name: 'sum', operation: 'add', from: ['written', 'kept']},
    {name: 'shown', operation: 'tanh', from: ['sum']},
    {name: 'h', operation: 'multiply', from: ['shown', 'o']},
  ],
});

const computationSteps = styles<Steps>('computationSteps', {
  'turn by turn': (nodes) => {
    const known = new Set(nodes.filter(({operation}) => operation === 'input').map(({name}) => name));
    const steps: string[][] = [];
    while (known.size < nodes.length) {
      const ready = nodes.filter(({name, from}) => !known.has(name) && from.every((one) => known.has(one)));
      steps.push(ready.map(({name}) => name));
      for (const {name} of ready) known.add(name);
    }
    return steps;
  },
  'longest way by recursion': (nodes) => {
    const level = (name: string): number => {
      const node = nodes.find((one) => one.name === name);
      return node && node.operation !== 'input' ? 1 + Math.max(...node.from.map(level)) : 0;
    };
    const steps: string[][] = [];
    for (const {name} of nodes) {
      const turn = level(name);
      if (turn === 0) continue;
      while (steps.length < turn) steps.push([]);
      steps[turn - 1].push(name);
    }
    return steps;
  },
  'relaxing all levels': (nodes) => {
    const level = Object.fromEntries(nodes.map(({name}) => [name, 0]));
    for (const _ of nodes) {
      for (const {name, from} of nodes) for (const one of from) level[name] = Math.max(level[name], level[one] + 1);
    }
    const last = Math.max(...Object.values(level));
    return Array.from({length: last}, (_, k) =>
      Object.keys(level)
        .filter((name) => level[name] === k + 1)
        .reverse(),
    );
  },
});

const pathsBetween = styles<Paths>('pathsBetween', {
  'forward by recursion': function paths(nodes, start, end): string[][] {
    if (start === end) return [[start]];
    const readers = nodes.filter(({from}) => from.includes(start));
    return readers.flatMap(({name}) => (paths(nodes, name, end) as string[][]).map((rest) => [start, ...rest]));
  },
  'backward by recursion': function paths(nodes, start, end): string[][] {
    if (start === end) return [[end]];
    const {from} = nodes.find(({name}) => name === end) as Node;
    return from.flatMap((one) => (paths(nodes, start, one) as string[][]).map((way) => [...way, end]));
  },
  'a stack of unfinished paths': (nodes, start, end) => {
    const [open, found]: string[][][] = [[[start]], []];
    while (open.length > 0) {
      const way = open.pop() as string[];
      const last = way[way.length - 1];
      if (last === end) found.push(way);
      else for (const {name, from} of nodes) if (from.includes(last)) open.push([...way, name]);
    }
    return found;
  },
});

const lstmCell = styles<Cell>('lstmCell', {
  'row by row': forRows((x, before, weights) => forward(x, before, weights)),
  'matrices of scratch': (X, {H, C}, {kernel, recurrentKernel, bias}) => {
    const {add, map, matmul, matrix, multiply, sigmoid, splitGates, toRows} = scratch;
    const A = add(add(matmul(matrix(X), matrix(kernel)), matmul(matrix(H), matrix(recurrentKernel))), matrix([bias]));
    const [i, f, g, o] = splitGates(A, 4);
    const next = add(multiply(sigmoid(f), matrix(C)), multiply(sigmoid(i), map(g, Math.tanh)));
    return {H: toRows(multiply(sigmoid(o), map(next, Math.tanh))), C: toRows(next)};
  },
  'tensors, given back as they are': (X, {H, C}, {kernel, recurrentKernel, bias}) => {
    const A = tf
      .tensor2d(X)
      .matMul(tf.tensor2d(kernel))
      .add(tf.tensor2d(H).matMul(tf.tensor2d(recurrentKernel)));
    const [i, f, g, o] = tf.split(A.add(tf.tensor1d(bias)), 4, 1);
    const next = f.sigmoid().mul(tf.tensor2d(C)).add(i.sigmoid().mul(g.tanh()));
    return {H: o.sigmoid().mul(next.tanh()), C: next};
  },
  'loops, one number after the other': (X, {H, C}, {kernel, recurrentKernel, bias}) => {
    const next: {H: number[][]; C: number[][]} = {H: [], C: []};
    for (let row = 0; row < X.length; row++) {
      next.H.push([]);
      next.C.push([]);
      const units = H[row].length;
      for (let j = 0; j < units; j++) {
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => {
          let sum = bias[gate * units + j];
          for (let n = 0; n < X[row].length; n++) sum += X[row][n] * kernel[n][gate * units + j];
          for (let n = 0; n < units; n++) sum += H[row][n] * recurrentKernel[n][gate * units + j];
          return gate === 2 ? Math.tanh(sum) : sigma(sum);
        });
        next.C[row][j] = f * C[row][j] + i * g;
        next.H[row][j] = o * Math.tanh(next.C[row][j]);
      }
    }
    return next;
  },
});

const right: Record<string, RightAnswer[]> = {
  '06.1': newCellState,
  '06.2': lstmGraph,
  '06.3': computationSteps,
  '06.4': pathsBetween,
  '06.5': lstmCell,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({
  id,
  right: right[id],
  wrong: [...slips[id], ...(termSlips[id] ?? [])],
}));
