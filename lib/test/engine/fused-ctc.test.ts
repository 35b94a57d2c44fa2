import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {type FusedCtcInputs, fusedCtc} from '../../src/engine';
import type {CtcOptions} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {bruteForce, logDomain} from './alignments';
import {expectClose, type Packed, readGolden, unpack} from './golden';

interface GoldenCase {
  name: string;
  blank: number;
  labels: Packed;
  logits: Packed;
  labelLengths: number[];
  logitLengths: number[];
  losses: Packed;
  impossible: boolean[];
  dLosses: Packed;
  dLogits: Packed;
}

function drawLogits(shape: [number, number, number], seed: number, deviation = 1): tf.Tensor3D {
  const {normal} = random(seed);
  return tf.tensor3d(
    Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
    shape,
  );
}

const lossAndGradient = (inputs: FusedCtcInputs, options: CtcOptions, d?: tf.Tensor) =>
  tf.valueAndGrad((logits: tf.Tensor3D) => fusedCtc({...inputs, logits}, options))(inputs.logits, d as tf.Tensor1D);

describe('fusedCtc', () => {
  before(() => engine.start().then(() => undefined));

  for (const wanted of readGolden<GoldenCase>('ctc-torch')) {
    it(`has PyTorch’s losses and gradients: ${wanted.name}`, () => {
      tf.tidy(() => {
        const inputs = {
          logits: unpack(wanted.logits) as tf.Tensor3D,
          labels: unpack(wanted.labels) as tf.Tensor2D,
          labelLengths: tf.tensor1d(wanted.labelLengths),
          logitLengths: tf.tensor1d(wanted.logitLengths),
        };
        const {blank} = wanted;
        const zeroed = lossAndGradient(inputs, {blank, zeroInfinity: true}, unpack(wanted.dLosses));
        expectClose(zeroed.value, wanted.losses, 1e-5, 'loss');
        expectClose(zeroed.grad, wanted.dLogits, 1e-5, 'gradient');
        const {value, grad} = lossAndGradient({...inputs, labelLengths: undefined}, {blank}, unpack(wanted.dLosses));
        value.dataSync().forEach((loss, i) => {
          assert.equal(loss, wanted.impossible[i] ? Number.POSITIVE_INFINITY : zeroed.value.dataSync()[i]);
        });
        assert.deepEqual(grad.arraySync(), zeroed.grad.arraySync());
      });
    });
  }

  it('is the sum over all alignments', () => {
    const cases: [number, number, number[], number][] = [
      [1, 2, [1], 0],
      [3, 3, [1, 2], 0],
      [4, 3, [0, 0], 2],
      [5, 3, [1, 1, 2], 0],
      [5, 4, [], 3],
      [6, 2, [0, 0, 0], 1],
      [5, 4, [2, 0, 2], 1],
    ];
    cases.forEach(([steps, classes, labels, blank], i) => {
      const logits = drawLogits([1, steps, classes], i);
      const padded = tf.tensor2d([...labels, -1], [1, labels.length + 1]);
      const [loss] = fusedCtc({logits, labels: padded}, {blank}).dataSync();
      const wanted = bruteForce(logits.arraySync()[0], labels, blank);
      assert.ok(Math.abs(loss - wanted) <= 2e-6 * Math.max(1, wanted), `${labels}: ${loss}, should be ${wanted}`);
    });
  });

  it('has the gradient of its loss, by numerical differences in float64', () => {
    const [steps, classes, labels, blank] = [4, 3, [1, 1], 0];
    const logits = drawLogits([1, steps, classes], 20);
    const rows = logits.arraySync()[0];
    const {grad} = lossAndGradient({logits, labels: tf.tensor2d([labels])}, {});
    const slopes = rows.map((row, t) =>
      row.map((_, k) => {
        const [above, below] = [1e-4, -1e-4].map((step) => {
          const moved = rows.map((values, i) => values.map((z, j) => (i === t && j === k ? z + step : z)));
          return bruteForce(moved, labels, blank);
        });
        return (above - below) / 2e-4;
      }),
    );
    expectClose(grad, tf.tensor3d([slopes]), 1e-5);
  });

  it('lets every time step’s gradient add up to 0: what one class gains another loses', () => {
    const labels = tf.tensor2d([
      [3, 3, 1, 4],
      [2, -1, -1, -1],
    ]);
    const {grad} = lossAndGradient({logits: drawLogits([2, 11, 5], 30, 3), labels}, {});
    expectClose(grad.sum(2), tf.zeros([2, 11]), 1e-6);
  });

  it('asks for nothing but blanks where there are no labels', () => {
    const logits = drawLogits([3, 6, 4], 40);
    const blanks = logits.logSoftmax().slice([0, 0, 2], [-1, -1, 1]).sum([1, 2]).neg();
    expectClose(fusedCtc({logits, labels: tf.fill([3, 2], -1)}, {blank: 2}), blanks, 1e-6);
  });

  it('reads neither labels nor steps beyond their lengths', () => {
    const logits = drawLogits([2, 8, 5], 50);
    const [labelLengths, logitLengths] = [tf.tensor1d([2, 1]), tf.tensor1d([5, 8])];
    const run = (labels: number[][], logits: tf.Tensor3D) =>
      lossAndGradient({logits, labels: tf.tensor2d(labels), labelLengths, logitLengths}, {});
    const first = run(
      [
        [1, 2, 0],
        [3, 0, 0],
      ],
      logits,
    );
    const later = tf.tensor3d([[...Array(5).fill([0]), [7], [7], [7]], Array(8).fill([0])]);
    const other = run(
      [
        [1, 2, 4],
        [3, -1, 99],
      ],
      logits.add(later),
    );
    assert.deepEqual(other.value.arraySync(), first.value.arraySync());
    assert.deepEqual(other.grad.arraySync(), first.grad.arraySync());
    assert.equal(first.grad.slice([0, 5], [1, 3]).abs().max().dataSync()[0], 0);
    const alone = fusedCtc({logits: logits.slice(0, 1).slice([0, 0, 0], [1, 5, 5]), labels: tf.tensor2d([[1, 2]])});
    assert.equal(alone.dataSync()[0], first.value.dataSync()[0]);
  });

  it('is infinite, with a gradient of 0, where no alignment exists, and leaves the other sequences alone', () => {
    const logits = drawLogits([3, 4, 3], 60);
    const labels = tf.tensor2d([
      [1, 1, 1, -1], // needs five steps
      [1, 2, 1, 2],
      [1, -1, -1, -1],
    ]);
    const logitLengths = tf.tensor1d([4, 4, 0]);
    const {value, grad} = lossAndGradient({logits, labels, logitLengths}, {});
    const [first, second, third] = value.dataSync();
    assert.deepEqual([first, third], [Infinity, Infinity]);
    assert.ok(Number.isFinite(second));
    assert.ok(grad.dataSync().every(Number.isFinite));
    assert.deepEqual(
      tf.unstack(grad.abs().sum([1, 2])).map((sum) => sum.dataSync()[0] > 0),
      [false, true, false],
    );
    assert.equal(fusedCtc({logits, labels, logitLengths}, {zeroInfinity: true}).dataSync()[0], 0);
    const nothing = fusedCtc({logits, labels: tf.fill([3, 1], -1), logitLengths: tf.zeros([3])});
    assert.deepEqual([...nothing.dataSync()], [0, 0, 0]);
  });

  it('stays precise over 1,000 steps, and where a class is certain', () => {
    const [steps, classes] = [1000, 6];
    const {integer} = random(70);
    const labels = Array.from({length: 120}, () => integer(1, classes));
    const logits = drawLogits([1, steps, classes], 70);
    const {value, grad} = lossAndGradient({logits, labels: tf.tensor2d([labels])}, {});
    const wanted = logDomain(logits.arraySync()[0], labels);
    assert.ok(Math.abs(value.dataSync()[0] / wanted - 1) < 1e-6, `${value.dataSync()[0]} should be ${wanted}`);
    expectClose(grad.sum(2), tf.zeros([1, steps]), 1e-5);
    const certain = tf.oneHot(tf.tensor2d([[0, 1, 0, 2, 2, 0]], [1, 6], 'int32'), 3).mul(1e4) as tf.Tensor3D;
    assert.equal(fusedCtc({logits: certain, labels: tf.tensor2d([[1, 2]])}).dataSync()[0], 0);
    const wrong = lossAndGradient({logits: certain, labels: tf.tensor2d([[2, 1]])}, {});
    const exact = logDomain(certain.arraySync()[0], [2, 1]); // 2e4, less the logarithm of the number of alignments
    assert.ok(Math.abs(wrong.value.dataSync()[0] / exact - 1) < 1e-6);
    assert.ok(wrong.grad.dataSync().every(Number.isFinite));
  });

  it('lets NaN through, in its own sequence only', () => {
    const spoilt = tf.tensor3d([
      [[0], [Number.NaN], [0]],
      [[0], [0], [0]],
    ]);
    const logits = drawLogits([2, 3, 4], 80).add<tf.Tensor3D>(spoilt);
    const [first, second] = fusedCtc({logits, labels: tf.tensor2d([[1], [2]])}).dataSync();
    assert.ok(Number.isNaN(first) && Number.isFinite(second));
  });

  it('keeps neither tensors nor kernel memory over 300 steps of training', () => {
    const inputs = {
      logits: drawLogits([3, 9, 5], 90),
      labels: tf.tensor2d([
        [1, 2],
        [3, -1],
        [4, 4],
      ]),
    };
    const step = () => tf.tidy(() => void lossAndGradient(inputs, {}));
    step();
    const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 300; i++) step();
    assert.equal(tf.memory().numTensors, count);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses what does not fit, by name and value', () => {
    const logits = drawLogits([2, 5, 4], 99);
    const labels = tf.tensor2d([
      [1, 2],
      [3, -1],
    ]);
    const cases: [Partial<Record<keyof FusedCtcInputs, tf.Tensor>>, CtcOptions, RegExp][] = [
      [{logits: tf.zeros([2, 5])}, {}, /logits must have shape \[any,any,any\], got \[2,5\]/],
      [{logits: tf.zeros([2, 0, 4])}, {}, /logits must not be empty, got shape \[2,0,4\]/],
      [{labels: tf.zeros([3, 2])}, {}, /labels must have shape \[2,any\], got \[3,2\]/],
      [
        {
          labels: tf.tensor2d([
            [1, 4],
            [1, 1],
          ]),
        },
        {},
        /labels must be classes 0\.\.3 other than blank 0, got 4/,
      ],
      [
        {
          labels: tf.tensor2d([
            [1, 0],
            [1, 1],
          ]),
        },
        {},
        /other than blank 0, got 0/,
      ],
      [
        {
          labels: tf.tensor2d([
            [1, 1.5],
            [1, 1],
          ]),
        },
        {},
        /other than blank 0, got 1.5/,
      ],
      [
        {
          labels: tf.tensor2d([
            [1, 2],
            [-1, 1],
          ]),
        },
        {},
        /after a negative label.*got \[-1,1\] in sequence 1/,
      ],
      [{labelLengths: tf.tensor1d([1, 3])}, {}, /labelLengths must lie in 0\.\.2, got 3/],
      [{logitLengths: tf.tensor1d([6, 1])}, {}, /logitLengths must lie in 0\.\.5, got 6/],
      [{logitLengths: tf.tensor1d([5])}, {}, /logitLengths must have shape \[2\], got \[1\]/],
      [{}, {blank: 4}, /blank must be a class, 0\.\.3, got 4/],
    ];
    for (const [wrong, options, message] of cases) {
      assert.throws(() => fusedCtc({logits, labels, ...wrong} as FusedCtcInputs, options), message);
    }
  });
});
