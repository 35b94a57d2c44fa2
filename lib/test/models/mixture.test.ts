import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data';
import * as engine from '../../src/engine';
import {mixtureLoss, mixtureTargets, readMixture} from '../../src/models';

const {normal, integer} = random(4);
const components = 3;
const width = 6 * components + 3;

/** -ln of the density as the formula of a bivariate normal distribution says, by numbers. */
function byFormula(stroke: number[], output: number[]): number {
  const {weights, means, deviations, correlations, pen} = readMixture(output);
  const density = weights.reduce((sum, weight, m) => {
    const [sx, sy, rho] = [deviations[0][m], deviations[1][m], correlations[m]];
    const [x, y] = [(stroke[0] - means[0][m]) / sx, (stroke[1] - means[1][m]) / sy];
    const z = x * x + y * y - 2 * rho * x * y;
    const rest = 1 - rho * rho;
    return sum + (weight * Math.exp(-z / (2 * rest))) / (2 * Math.PI * sx * sy * Math.sqrt(rest));
  }, 0);
  const state = stroke.slice(2).indexOf(1);
  return (state === 2 ? 0 : -Math.log(density)) - Math.log(pen[state]);
}

const stroke = () => {
  const state = integer(0, 3);
  return [normal(), normal(), ...[0, 1, 2].map((i) => (i === state ? 1 : 0))];
};

describe('mixtureLoss', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  it('is the formula of a mixture of bivariate normal distributions', () => {
    const strokes = Array.from({length: 2}, () => Array.from({length: 7}, stroke));
    const outputs = strokes.map((row) => row.map(() => Array.from({length: width}, () => normal(0, 0.7))));
    const loss = mixtureLoss(components)(tf.tensor3d(strokes), tf.tensor3d(outputs));
    assert.deepEqual(loss.shape, [2, 7]);
    (loss.arraySync() as number[][]).forEach((row, i) => {
      row.forEach((value, t) => {
        const wanted = byFormula(strokes[i][t], outputs[i][t]);
        assert.ok(Math.abs(value - wanted) < 1e-5 * Math.max(1, Math.abs(wanted)), `${value}, should be ${wanted}`);
      });
    });
  });

  it('has a density that sums to one over the plane', () => {
    const output = Array.from({length: width}, () => normal(0, 0.3));
    const steps = Array.from({length: 161}, (_, i) => -8 + i / 10);
    const grid = steps.flatMap((x) => steps.map((y) => [x, y, 1, 0, 0]));
    const outputs = tf.tensor2d([output]).tile([grid.length, 1]).reshape([1, grid.length, width]);
    const loss = mixtureLoss(components)(tf.tensor3d([grid]), outputs).dataSync();
    const down = readMixture(output).pen[0];
    const mass = Array.from(loss).reduce((sum, value) => sum + Math.exp(-value) / down / 100, 0);
    assert.ok(Math.abs(mass - 1) < 1e-3, `${mass}`);
  });

  it('stays finite for logits far away, and leaks no tensors', () => {
    const loss = mixtureLoss(components);
    const [target, output] = [tf.tensor3d([[stroke()]]), tf.fill([1, 1, width], 60)];
    const before = tf.memory().numTensors;
    const value = loss(target, output);
    assert.ok(Number.isFinite(value.dataSync()[0]));
    value.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it('takes the next stroke as target, as wide as the output', () => {
    const strokes = Array.from({length: 3}, () => Array.from({length: 4}, stroke));
    const {x, y} = mixtureTargets({values: Float64Array.from(strokes.flat(2)), shape: [3, 4, 5]}, components);
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [3, 3, 5],
        [3, 3, width],
      ],
    );
    assert.deepEqual([...x.values.subarray(15, 20)], strokes[1][0]);
    assert.deepEqual([...y.values.subarray(3 * width, 3 * width + 6)], [...strokes[1][1], 0]);
  });

  it('refuses what does not fit', () => {
    assert.throws(() => mixtureLoss(0), /components must be a whole number >= 1, got 0/);
    assert.throws(() => readMixture([1, 2, 3]), /6 · components \+ 3 numbers, got 3/);
    assert.throws(
      () =>
        mixtureTargets(
          [
            [1, 2],
            [3, 4],
          ],
          2,
        ),
      /strokes must be \[sketches, strokes >= 2, 5\], got \[2, 2\]/,
    );
  });
});
