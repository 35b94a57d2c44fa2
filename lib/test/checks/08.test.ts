import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {type Finding, localLearner} from '../../src/checks';
import {
  checkConvolutionParameters,
  checkFrames,
  checkFramesShape,
  checkMasked,
  checkSummaries,
  checkUnitsWithin,
  drawStates,
  framesSeen,
  summariesOf,
} from '../../src/checks/08';
import {random} from '../../src/data';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {buildVideoClassifier} from '../../src/models';

async function failures(findings: AsyncGenerator<Finding>): Promise<string[]> {
  const messages: string[] = [];
  for await (const {passed, message} of findings) if (!passed) messages.push(message);
  return messages;
}

const NETWORK = {frames: 3, height: 5, width: 6, channels: 2, filters: 4, units: 3, classes: 2};

describe('the check of exercise 08', () => {
  before(() => engine.start({seed: 3}));

  it('agrees with the layers about the weights of a convolution', async () => {
    const convolutionParameters = (kernelSize: number[], channels: number, filters: number) => {
      const layer = [layers.conv1d, layers.conv2d, layers.conv3d][kernelSize.length - 1] as typeof layers.conv2d;
      const built = layer({filters, kernelSize: kernelSize as [number, number]});
      built.build([null, ...kernelSize, channels]);
      return built.countParams();
    };
    const cases: [number[], number, number][] = [
      [[4], 3, 2],
      [[3, 2], 5, 4],
      [[2, 3, 4], 6, 5],
    ];
    assert.deepEqual(await failures(checkConvolutionParameters(localLearner({convolutionParameters}), cases)), []);
  });

  it('agrees with the classifier of the library about what its LSTM reads', async () => {
    const framesShape = (
      b: number,
      frames: number,
      height: number,
      width: number,
      filters: number[],
      keep: boolean,
    ) => {
      const sizes = {frames, height, width, filters, units: [1], classes: 2, keepPlaces: keep};
      const lstm = buildVideoClassifier(sizes).layers.find((layer) => layer.getClassName() === 'LSTM');
      return [b, ...(((lstm as tf.layers.Layer).input as tf.SymbolicTensor).shape.slice(1) as number[])];
    };
    const cases = [true, false].flatMap((keep): Parameters<typeof framesShape>[] => [
      [2, 3, 9, 13, [2, 3], keep],
      [1, 1, 8, 11, [2, 1, 3], keep],
    ]);
    assert.deepEqual(await failures(checkFramesShape(localLearner({framesShape}), cases)), []);
  });

  it('counts the frames whose change moves a number behind the last stage', () => {
    for (const [kernels, pools] of [
      [[3], [1]],
      [
        [3, 3],
        [1, 2],
      ],
      [
        [2, 3, 3],
        [2, 3, 1],
      ],
    ]) {
      const moved = tf.tidy(() => {
        const stages = kernels.flatMap((kernelSize, i) => [
          tf.layers.conv1d({filters: 1, kernelSize, kernelInitializer: 'ones', padding: 'same'}),
          tf.layers.averagePooling1d({poolSize: pools[i], strides: pools[i]}),
        ]);
        const middle = (x: tf.Tensor) => {
          const y = stages.reduce((below, layer) => layer.apply(below) as tf.Tensor, x);
          return y.slice([0, Math.floor((y.shape[1] as number) / 2), 0], [1, 1, 1]).sum() as tf.Scalar;
        };
        return tf
          .grad(middle)(tf.ones([1, 72, 1]))
          .dataSync();
      });
      assert.equal(framesSeen(kernels, pools), Array.from(moved).filter((slope) => slope !== 0).length);
    }
  });

  it('says the most units with which the layers stay within the budget', async () => {
    const unitsWithin = (budget: number, features: number, classes: number) => {
      const parametersOf = (units: number) => {
        const stack = [layers.lstm({units, inputShape: [null, features]} as never), layers.dense({units: classes})];
        return tf.sequential({layers: stack}).countParams();
      };
      let units = 0;
      while (parametersOf(units + 1) <= budget) units++;
      return units;
    };
    const cases: [number, number, number][] = [
      [132, 3, 2],
      [131, 3, 2],
      [20, 3, 2],
      [700, 5, 4],
    ];
    assert.deepEqual(await failures(checkUnitsWithin(localLearner({unitsWithin}), cases)), []);
  });

  it('sums films up as they would be alone, without their padding', () => {
    const states = drawStates(random(1), [2, 4, 1], 4, 3);
    states.H.forEach((rows, film) => {
      const own = rows.slice(0, [2, 4, 1][film]);
      const alone = summariesOf({H: [own], mask: [own.map(() => 1)]});
      const {mean, last} = summariesOf(states);
      assert.deepEqual([mean[film], last[film]], [alone.mean[0], alone.last[0]]);
      assert.deepEqual(last[film], own[own.length - 1]);
      const expected = Array.from(tf.tidy(() => tf.tensor2d(own).mean(0).dataSync()));
      for (const [j, value] of expected.entries()) assert.ok(Math.abs(value - mean[film][j]) < 1e-6);
    });
  });

  it('tells the divisor from the sum when padding is counted', async () => {
    const states = drawStates(random(1), [2, 4], 4, 3);
    const summaries = (H: number[][][], mask: number[][]) => ({
      ...summariesOf({H, mask}),
      mean: H.map((rows, i) => rows[0].map((_, j) => rows.reduce((sum, row, t) => sum + mask[i][t] * row[j], 0) / 4)),
    });
    assert.match((await failures(checkSummaries(localLearner({summaries}), [states])))[0], /divisor counts it/);
  });

  it('takes the classifiers of the library for both networks, in the order of the frames', async () => {
    const {frames, height, width, channels, filters, units, classes} = NETWORK;
    const sizes = {height, width, channels, filters: [filters], units: [units], classes};
    const buildFrames = () => buildVideoClassifier({...sizes, frames, keepPlaces: true});
    const buildMasked = () => buildVideoClassifier({...sizes, maskZero: true});
    const learner = localLearner({buildFrames, buildMasked});
    assert.deepEqual(await failures(checkFrames(learner, [NETWORK], random(1))), []);
    assert.deepEqual(await failures(checkMasked(learner, [NETWORK], random(1))), []);
  });

  it('finds out by prediction that black frames count', async () => {
    const {height, width, channels, filters, units, classes} = NETWORK;
    const buildMasked = () => {
      const input = tf.input({shape: [null, height, width, channels]});
      const look = layers.conv2d({filters, kernelSize: 3, padding: 'same', activation: 'relu', useBias: false});
      const stack = [
        layers.timeDistributed({layer: look}),
        layers.timeDistributed({layer: layers.globalAveragePooling2d()}),
        layers.lstm({units}),
        layers.dense({units: classes, activation: 'softmax'}),
      ];
      const output = stack.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
      return tf.model({inputs: input, outputs: output});
    };
    const findings = checkMasked(localLearner({buildMasked}), [NETWORK], random(1));
    const message = await failures(findings).catch((error: Error) => error.message);
    assert.match(String(message), /a black frame behind a film of 3 changes the answer/);
  });
});
