import {checkGraph} from '../../../lib/src/checks/06/cell-graph';
import {checkPaths, checkSteps} from '../../../lib/src/checks/06/graph-walks';
import {GRU, LSTM, RNN, randomGraph} from '../../../lib/src/checks/06/graphs';
import {checkCell, checkCellState} from '../../../lib/src/checks/06/lstm-cell-checks';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 06: other numbers and sizes, and graphs that nobody has seen. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '06.1': (learner, source) => checkCellState(learner, source, [2, 7, 1]),
  '06.2': (learner, source) => checkGraph(learner, source, 5),
  '06.3': (learner, source) => {
    const nodes = [4, 6, 8].map((size) => ({title: `a graph of ${size} nodes`, nodes: randomGraph(source, size)}));
    return checkSteps(learner, [...nodes, {title: 'the LSTM, shuffled', nodes: source.shuffle(LSTM)}]);
  },
  '06.4': (learner, source) => {
    const questions = [4, 6, 8].map((size) => {
      const nodes = randomGraph(source, size);
      const [start, end] = [nodes[source.integer(0, size)].name, nodes[source.integer(0, size)].name];
      return {title: `a graph of ${size} nodes`, nodes, start, end};
    });
    const gru = {title: 'a GRU, shuffled', nodes: source.shuffle(GRU)};
    return checkPaths(learner, [
      ...questions,
      {...gru, start: 'hBefore', end: 'h'},
      {...gru, start: 'z', end: 'seen'},
      {title: 'the RNN', nodes: RNN, start: 'x', end: 'h'},
    ]);
  },
  '06.5': (learner, source) =>
    checkCell(learner, source, [
      {batch: 4, features: 3, units: 2},
      {batch: 1, features: 2, units: 5},
      {batch: 5, features: 1, units: 1},
    ]),
};
