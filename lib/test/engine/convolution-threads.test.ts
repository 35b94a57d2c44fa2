import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {type Kernels, useKernels} from '../../src/engine/kernels-host';
import {workOf} from '../../src/engine/thread-work';
import {draw, gradientsOf, type Named, type Run} from './convolution-golden';

type Share = Kernels['share'];

/** Runs something with every kernel's rows cut into parts, the last part first, as threads might happen to do. */
function inParts<T>(parts: number, seen: Map<string, number>, act: () => T): T {
  const kernels = Object.getPrototypeOf(useKernels()) as Kernels;
  const whole: Share = kernels.share;
  kernels.share = function (this: Kernels, name, total, args, work) {
    seen.set(name, Math.max(seen.get(name) ?? 0, work ?? workOf(name, args(0, total))));
    const bounds = Array.from({length: parts + 1}, (_, i) => Math.round((total * i) / parts));
    for (let i = parts - 1; i >= 0; i--) this.run[name](...args(bounds[i], bounds[i + 1]));
  };
  try {
    return act();
  } finally {
    kernels.share = whole;
  }
}

const named = (shapes: Record<string, number[]>): Named =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape], i) => [name, draw(shape, 7 + i, 0.5)]));

const CASES: Record<string, {run: Run; tensors: Named; kernels: string[]}> = {
  'over time': {
    run: (tensors) => [
      engine.fusedConv1d(tensors as unknown as engine.FusedConv1dInputs, {padding: 'same', activation: 'relu'}),
    ],
    tensors: named({x: [5, 41, 3], kernel: [4, 3, 9], bias: [9]}),
    kernels: ['conv1dForward', 'conv1dBackward', 'conv1dFilterGradient'],
  },
  'over time, with strides': {
    run: (tensors) => [
      engine.fusedConv1d(tensors as unknown as engine.FusedConv1dInputs, {strides: 2, dilationRate: 3}),
    ],
    tensors: named({x: [5, 41, 3], kernel: [4, 3, 9], bias: [9]}),
    kernels: ['conv1dForward', 'conv1dBackward', 'conv1dFilterGradient'],
  },
  'in a block of WaveNet': {
    run: (tensors) => {
      const {residual, skip} = engine.fusedWaveNetBlock(tensors as unknown as engine.FusedWaveNetInputs, {
        dilationRate: 3,
      });
      return [residual as tf.Tensor, skip];
    },
    tensors: named({x: [5, 41, 3], kernel: [2, 3, 12], residualKernel: [6, 3], skipKernel: [6, 7]}),
    kernels: ['waveNetForward', 'waveNetBackward', 'conv1dBackward', 'conv1dFilterGradient'],
  },
  'over images': {
    run: (tensors) => [
      engine.fusedConvolution(tensors as unknown as engine.FusedConvolutionInputs, {padding: 'same', strides: [1, 2]}),
    ],
    tensors: named({x: [19, 6, 7, 3], kernel: [3, 3, 3, 6], bias: [6]}),
    kernels: ['convForward', 'convBackward', 'convFilterGradient'],
  },
  'in pooling': {
    run: ({x}) => [engine.fusedPool(x, 'max', {poolSize: [3, 2], padding: 'same'})],
    tensors: named({x: [19, 6, 7, 3]}),
    kernels: [],
  },
};

describe('threads that share a convolution', () => {
  before(() => engine.start().then(() => undefined));

  for (const [name, {run, tensors, kernels}] of Object.entries(CASES)) {
    it(`compute the same bits as one alone: ${name}`, () => {
      tf.tidy(() => {
        const compute = () => {
          const outputs = run(tensors);
          const gradients = gradientsOf(
            run,
            tensors,
            outputs.map(({shape}, i) => draw(shape, 70 + i)),
          );
          return [...outputs, ...Object.values(gradients)].map((tensor) => tensor.arraySync());
        };
        const alone = compute();
        for (const parts of [2, 3, 8]) {
          const seen = new Map<string, number>();
          assert.deepEqual(inParts(parts, seen, compute), alone, `${parts} parts`);
          for (const kernel of kernels) assert.ok((seen.get(kernel) ?? 0) > 0, `${kernel} has no work to share`);
        }
      });
    });
  }

  it('know its work: two operations for each weight and output, and an activation', () => {
    const [batch, steps, features, filters, size] = [4, 10, 4, 8, 3];
    const seen = new Map<string, number>();
    const tensors = named({x: [batch, steps, features], kernel: [size, features, filters]});
    const run: Run = (given) => [engine.fusedConv1d(given as unknown as engine.FusedConv1dInputs, {padding: 'same'})];
    tf.tidy(() => {
      inParts(1, seen, () => gradientsOf(run, tensors, [draw([batch, steps, filters], 1)]));
    });
    const work = 2 * batch * steps * features * filters * size;
    assert.deepEqual(Object.fromEntries(seen), {
      conv1dForward: work,
      conv1dFilterGradient: work,
      conv1dBackward: work,
    });
  });
});
