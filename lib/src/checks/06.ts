/**
 * Exercise 06, the LSTM cell. A cell as a graph is a list of nodes, as `plots.computationGraph` draws it:
 *
 *     interface GraphNode {name: string; operation: GraphOperation; from: string[]}    // plots.GraphNode
 *     interface CellWeights {kernel: number[][]; recurrentKernel: number[][]; bias: number[]}
 *     interface CellState {H: number[][]; C: number[][]}                               // [batch][units]
 *
 * Signatures for the starter code:
 *
 *     06.1  newCellState(cBefore: number[], i: number[], f: number[], candidate: number[]): number[]
 *     06.2  lstmGraph(): plots.GraphNode[]
 *     06.3  computationSteps(nodes: plots.GraphNode[]): string[][]
 *     06.4  pathsBetween(nodes: plots.GraphNode[], start: string, end: string): string[][]
 *     06.5  lstmCell(X: number[][], state: CellState, weights: CellWeights): CellState
 */
import {random} from '../data/random';
import {checkGraph} from './06/cell-graph';
import {checkPaths, checkSteps} from './06/graph-walks';
import {GRU, LSTM, RNN, SMALL} from './06/graphs';
import {checkCell, checkCellState} from './06/lstm-cell-checks';
import type {Part} from './frame/frame';

/** The nodes of a graph from last to first: an answer must not lean on their order. */
const turned = [...LSTM].reverse();

/** The parts of exercise 06: 16 points. */
export const parts: Part[] = [
  {
    id: '06.1',
    title: 'Keep and write',
    points: 2,
    answers: {newCellState: '(cBefore: number[], i: number[], f: number[], candidate: number[]) => number[]'},
    hints: [
      'Which gate says how much of the old is kept, and which how much of the new is written?',
      'Two products for each unit, then their sum. Go over the units with map; its second argument is the place.',
      '`return cBefore.map((old, j) => f[j] * old + …);`',
    ],
    check: (learner) => checkCellState(learner, random(601), [3, 1]),
  },
  {
    id: '06.2',
    title: 'Sketch the cell',
    points: 4,
    answers: {lstmGraph: '() => plots.GraphNode[]'},
    hints: [
      'Which two things do all four boxes read? And what happens to the old cell state before it becomes the new one?',
      'Three inputs; four layers on x and hBefore; then no weights any more: two products and a sum make c, a tanh and a product make h.',
      "`{name: 'kept', operation: 'multiply', from: ['f', 'cBefore']}`, a node like it for what is written, then c adds the two; `{name: 'shown', operation: 'tanh', from: ['c']}`, and h multiplies two nodes.",
    ],
    check: (learner) => checkGraph(learner, random(602), 3),
  },
  {
    id: '06.3',
    title: 'In which steps?',
    points: 3,
    answers: {computationSteps: '(nodes: plots.GraphNode[]) => string[][]'},
    hints: [
      'What can be computed at once, when only the inputs are there?',
      'Keep a set of names that are known, the inputs first. In each turn take all nodes that are not known yet and read known nodes only; when the turn is over, they are known, too.',
      '`const ready = nodes.filter(({name, from}) => !known.has(name) && from.every((one) => known.has(one)));` in a while loop that ends when known is as large as nodes is long.',
    ],
    check: (learner) =>
      checkSteps(learner, [
        {title: 'the RNN', nodes: RNN},
        {title: 'the LSTM', nodes: LSTM},
        {title: 'the LSTM, listed backward', nodes: turned},
        {title: 'a GRU', nodes: GRU},
        {title: 'the small graph', nodes: SMALL},
      ]),
  },
  {
    id: '06.4',
    title: 'On which ways?',
    points: 4,
    answers: {pathsBetween: '(nodes: plots.GraphNode[], start: string, end: string) => string[][]'},
    hints: [
      'If you knew all ways from each node that reads the start, what would be left to do?',
      'Let the function call itself: from the start go to every node that reads it, ask for all ways from there, and put the start in front of each. When does it end?',
      '`if (start === end) return [[start]];` then over the nodes whose `from` includes the start: `pathsBetween(nodes, name, end).map((rest) => [start, ...rest])`, all in one list by flatMap.',
    ],
    check: (learner) =>
      checkPaths(learner, [
        // No way, and one against the edges: who goes against them finds it.
        {title: 'the small graph', nodes: SMALL, start: 'c', end: 'a'},
        {title: 'the RNN', nodes: RNN, start: 'hBefore', end: 'h'},
        {title: 'the LSTM', nodes: LSTM, start: 'hBefore', end: 'c'},
        {title: 'the LSTM', nodes: LSTM, start: 'cBefore', end: 'h'},
        {title: 'the LSTM, listed backward', nodes: turned, start: 'x', end: 'h'},
        {title: 'the small graph', nodes: SMALL, start: 'a', end: 'c'},
        {title: 'the LSTM', nodes: LSTM, start: 'o', end: 'c'},
        {title: 'the LSTM', nodes: LSTM, start: 'c', end: 'c'},
        {title: 'a GRU', nodes: GRU, start: 'hBefore', end: 'h'},
      ]),
  },
  {
    id: '06.5',
    title: 'Write the cell',
    points: 3,
    answers: {lstmCell: '(X: number[][], state: CellState, weights: CellWeights) => CellState'},
    hints: [
      'Each row of X is one sequence of the batch. Which lines of your sketch need weights, and which do not?',
      'Make all 4 · units sums of a row first, cut them into i, f, candidate and o; σ for the gates, tanh for the candidate. Then the five nodes behind the boxes.',
      'With the functions of lesson 3.1: `splitGates(add(add(matmul(X, kernel), matmul(H, recurrentKernel)), bias), 4)` gives the four; `scratch.matrix` makes a matrix of rows, `scratch.toRows` rows of a matrix.',
    ],
    check: (learner) =>
      checkCell(learner, random(605), [
        {batch: 1, features: 1, units: 1},
        {batch: 3, features: 2, units: 4},
      ]),
  },
];
