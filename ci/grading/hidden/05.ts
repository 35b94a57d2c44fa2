import {checkClip, drawGradients} from '../../../lib/src/checks/05/clipped-together';
import {checkFarTargets, checkShares, drawShare, drawTargets} from '../../../lib/src/checks/05/dependency-checks';
import {checkFarRecall} from '../../../lib/src/checks/05/far-recall';
import {checkStepGradients, checkTroubles, drawWalk, drawWay} from '../../../lib/src/checks/05/gradient-walks';
import {checkRemedies, DISGUISED, PROBLEMS} from '../../../lib/src/checks/05/remedy-table';
import {checkKernelNorms, drawKernelCase} from '../../../lib/src/checks/05/weight-norms';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 05: the same claims on other sizes and numbers. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '05.1': (learner, source) =>
    checkTroubles(
      learner,
      [0.03, 1e-4, 30, 1e4, 0.005, 200].map((left) => drawWalk(source, source.integer(3, 7), left)),
    ),
  '05.2': (learner, source) =>
    checkStepGradients(learner, [drawWay(source, 9, 4), drawWay(source, 2, 1), drawWay(source, 1, 3)]),
  '05.3': (learner, source) =>
    checkKernelNorms(learner, [
      drawKernelCase(source, 8, 3, 4),
      drawKernelCase(source, 5, 2, 1),
      drawKernelCase(source, 4, 1, 3),
      drawKernelCase(source, 1, 2, 1),
    ]),
  '05.4': (learner, source) =>
    checkClip(learner, [
      drawGradients(source, [2, 5], 300, 1),
      drawGradients(source, [1], 3, 0.5),
      drawGradients(source, [2, 2, 2], 0.3, 0.5),
      {gradients: [[0]], limit: 0.5},
    ]),
  '05.5': (learner, source) =>
    checkFarTargets(learner, [
      drawTargets(source, 2, 60, {sum: [0, 9], mean: [40, 49]}, 'product'),
      drawTargets(source, 1, 8, {sum: [1, 1], mean: [4, 6]}, 'sum'),
    ]),
  '05.6': (learner, source) => checkShares(learner, [drawShare(source, 2, 9), drawShare(source, 5, 2)]),
  '05.7': (learner, source) => checkFarRecall(learner, [source.integer(2000, 1e6)], 300),
  '05.8': (learner, source) => {
    const start = source.integer(1, PROBLEMS.length - 1);
    return checkRemedies(learner, [...DISGUISED, ...PROBLEMS.slice(start), ...PROBLEMS.slice(0, start)].reverse());
  },
};
