import {type CostCase, checkCosts, checkWeights} from '../../../lib/src/checks/07/front-costs';
import {checkFrontNetwork, type FrontNetworkCase} from '../../../lib/src/checks/07/front-network';
import {checkTargets, type FrontTargetsCase} from '../../../lib/src/checks/07/front-targets';
import {checkForecasts} from '../../../lib/src/checks/07/strided-forecasts';
import {checkLengths, checkSeen, type WalkCase, type Window} from '../../../lib/src/checks/07/window-walks';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const PADDINGS = ['valid', 'same', 'causal'] as const;

const window = ({integer}: Random): Window => ({
  kernelSize: integer(2, 7),
  strides: integer(1, 5),
  dilationRate: integer(1, 5),
});

function walks(source: Random): WalkCase[] {
  const drawn = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
    ...window(source),
    timeSteps: source.integer(32, 90),
    padding: PADDINGS[i % 3],
  }));
  // One step, a kernel as long as the series, a stride longer than the series.
  const edges: WalkCase[] = [
    {timeSteps: 1, kernelSize: 1, strides: 1, dilationRate: 1, padding: 'valid'},
    {timeSteps: 9, kernelSize: 5, strides: 3, dilationRate: 2, padding: 'valid'},
    {timeSteps: 4, kernelSize: 3, strides: 7, dilationRate: 1, padding: 'same'},
    {timeSteps: 3, kernelSize: 5, strides: 2, dilationRate: 3, padding: 'causal'},
  ];
  return [...drawn, ...edges];
}

/** Sizes that all differ, so that no two can be mixed up unseen. */
function costCase({integer}: Random): CostCase {
  const features = integer(2, 5);
  const kernelSize = features + integer(1, 4);
  const filters = kernelSize + integer(1, 9);
  const units = filters + integer(1, 20);
  return {features, kernelSize, filters, units, timeSteps: units + integer(9, 60), strides: integer(2, 5)};
}

const LEAST: CostCase = {features: 1, kernelSize: 1, filters: 1, units: 1, timeSteps: 1, strides: 1};

function targetsCase({integer, uniform}: Random): FrontTargetsCase {
  const [kernelSize, strides, horizon] = [integer(2, 6), integer(2, 5), integer(2, 6)];
  const timeSteps = kernelSize + integer(5, 20);
  const series = Array.from({length: timeSteps + horizon}, () => uniform(-9, 9));
  return {series, timeSteps, kernelSize, strides, horizon};
}

function networkCase(source: Random): FrontNetworkCase {
  const {integer, uniform} = source;
  const sizes = {features: integer(2, 4), kernelSize: integer(4, 6), filters: integer(7, 9), strides: integer(2, 4)};
  const timeSteps = integer(20, 30);
  const series = Array.from({length: timeSteps}, () => Array.from({length: sizes.features}, () => uniform(-1, 1)));
  return {...sizes, timeSteps, units: integer(10, 12), horizon: integer(13, 15), probe: [series]};
}

/** The hidden checks of exercise 07: the same claims on other sizes and series. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '07.1': (learner, source) => checkLengths(learner, walks(source)),
  '07.2': (learner, source) => checkWeights(learner, [costCase(source), costCase(source), LEAST]),
  '07.3': (learner, source) =>
    checkSeen(learner, [
      ...[1, 2, 3, 5].map((depth) => Array.from({length: depth}, () => window(source))),
      [],
      [{kernelSize: 1, strides: 3, dilationRate: 2}],
    ]),
  '07.4': (learner, source) => checkCosts(learner, [costCase(source), costCase(source), LEAST]),
  '07.5': (learner, source) => {
    const least = {series: [4, 7], timeSteps: 1, kernelSize: 1, strides: 1, horizon: 1};
    const one = {series: [1, 2, 4, 8, 9], timeSteps: 3, kernelSize: 3, strides: 2, horizon: 2};
    return checkTargets(learner, [targetsCase(source), targetsCase(source), targetsCase(source), one, least]);
  },
  '07.6': (learner, source) => checkFrontNetwork(learner, [networkCase(source)]),
  '07.7': (learner, source) => checkForecasts(learner, [source.integer(1000, 1e6)]),
};
