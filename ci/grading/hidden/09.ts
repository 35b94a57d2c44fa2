import {checkChanged} from '../../../lib/src/checks/09/changed-moves';
import {checkFitted} from '../../../lib/src/checks/09/fitted-moves';
import {checkNearest} from '../../../lib/src/checks/09/nearest-rows';
import {checkMeans, checkPadded} from '../../../lib/src/checks/09/padded-moves';
import {checkMoves} from '../../../lib/src/checks/09/pen-moves';
import {checkClassify} from '../../../lib/src/checks/09/turned-sketches';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 09: other drawings, and the ends: one movement, one dot, nothing to pad, no movement. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '09.1': (learner, source) =>
    checkMoves(learner, source, [[2], [2, 1, 1, 4], [source.integer(3, 30), source.integer(2, 30)]]),
  '09.2': (learner, source) =>
    checkFitted(learner, source, [[source.integer(50, 300), source.integer(5, 40), 90, 12], [70, 0, 20], [25]]),
  '09.3': (learner, source) =>
    checkPadded(learner, source, [
      {lengths: [source.integer(3, 9), source.integer(12, 30), 10], length: 10},
      {lengths: [3, 1], length: 1},
      {lengths: [6, 2], length: 20},
    ]),
  '09.4': (learner, source) =>
    checkMeans(learner, source, [
      {lengths: [source.integer(3, 9), 1, 12], length: 12},
      {lengths: [4, 0, 2], length: 5},
      {lengths: [1], length: 1},
    ]),
  '09.5': (learner, source) =>
    checkChanged(learner, source, [
      {steps: 1, angle: source.uniform(-3, -0.5), width: source.uniform(0.5, 0.9), height: source.uniform(1.1, 1.5)},
      {steps: 20, angle: source.uniform(0.3, 3), width: source.uniform(1.1, 1.5), height: source.uniform(0.5, 0.9)},
    ]),
  '09.6': (learner, source) =>
    checkNearest(learner, source, [
      {known: source.integer(10, 30), asked: 25, pixels: 16},
      {known: 1, asked: 3, pixels: 4},
      {known: 7, asked: 9, pixels: 1},
    ]),
  '09.7': (learner, {integer}) => checkClassify(learner, [integer(20_000, 90_000), integer(100_000, 900_000)], 350),
};
