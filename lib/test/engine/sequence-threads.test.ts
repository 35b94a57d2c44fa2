import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import type * as internal from '../../src/engine/internal';
import {type Kernels, useKernels} from '../../src/engine/kernels-host';
import {draw, gradientsOf, type Named, type Run} from './convolution-golden';

/** Runs something with every kernel's rows cut into parts, the last part first, as threads might happen to do. */
function inParts<T>(parts: number, seen: Set<string>, act: () => T): T {
  const kernels = Object.getPrototypeOf(useKernels()) as Kernels;
  const whole = kernels.share;
  kernels.share = function (this: Kernels, name, total, args, work) {
    if (work) seen.add(name);
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
  Object.fromEntries(Object.entries(shapes).map(([name, shape], i) => [name, draw(shape, 7 + i, 0.7)]));

const attention =
  (options: internal.AttentionOptions): Run =>
  (tensors) => {
    const inputs = tensors as unknown as engine.FusedAttentionInputs;
    const {output, scores} = engine.fusedAttention(inputs, {...options, returnAttentionScores: true});
    return [output, scores as tf.Tensor];
  };

const SEQUENCES = {query: [5, 7, 6], value: [5, 9, 3], key: [5, 9, 6]};
const WEIGHTS = [[6, 3, 2], [3, 2], [6, 3, 2], [3, 2], [3, 3, 5], [3, 5], [3, 5, 4], [4]];
const labels = tf.tensor2d(
  Array.from({length: 5}, (_, i) => [
    1 + (i % 3),
    2,
    ...Array(i)
      .fill(1)
      .map((_, k) => 2 + (k % 2)),
    ...Array(4 - i).fill(-1),
  ]),
);
const tags = tf.tensor2d(
  Array.from({length: 35}, (_, i) => (i % 6 === 4 ? -1 : (i * 5) % 3)),
  [5, 7],
);

const CASES: Record<string, {run: Run; tensors: Named; kernels: string[]}> = {
  'attention by dot products': {
    run: attention({causal: true}),
    tensors: named({...SEQUENCES, scale: []}),
    kernels: ['dotScores', 'attentionWeights', 'attentionOutput', 'attentionWeightsGradient', 'dotScoresGradient'],
  },
  'additive attention': {
    run: attention({score: 'additive'}),
    tensors: named({...SEQUENCES, scale: [5], queryKernel: [6, 5], keyKernel: [6, 5]}),
    kernels: ['additiveScores', 'additiveScoresGradient'],
  },
  'multi-head attention': {
    run: ({query, value, key, ...weights}) => {
      const inputs = {query, value, key, weights: Object.values(weights)} as engine.FusedMultiHeadInputs;
      return [engine.fusedMultiHeadAttention(inputs).output];
    },
    tensors: named({...SEQUENCES, ...Object.fromEntries(WEIGHTS.map((shape, i) => [`weight ${i}`, shape]))}),
    kernels: ['dotScores', 'dotScoresGradient'],
  },
  'the CTC loss': {
    run: ({logits}) => [engine.fusedCtc({logits: logits as tf.Tensor3D, labels})],
    tensors: named({logits: [5, 12, 4]}),
    kernels: ['ctcForward', 'ctcBackward'],
  },
  'a conditional random field': {
    run: (tensors) => {
      const scores = tensors as unknown as engine.CrfScores;
      const best = engine.fusedViterbi({...scores, mask: tags.greaterEqual(0).toFloat() as tf.Tensor2D});
      return [engine.fusedCrf({...scores, tags}), best.tags, best.scores];
    },
    tensors: named({emissions: [5, 7, 3], transitions: [3, 3], start: [3], end: [3]}),
    kernels: ['crfForward', 'crfBackward', 'viterbi'],
  },
};

describe('threads that share attention, CTC and CRF', () => {
  before(() => engine.start().then(() => undefined));

  for (const [name, {run, tensors, kernels}] of Object.entries(CASES)) {
    it(`compute the same bits as one alone: ${name}`, () => {
      tf.tidy(() => {
        const compute = () => {
          const outputs = run(tensors);
          const weights = outputs.map(({shape}, i) => draw(shape, 70 + i));
          return [...outputs, ...Object.values(gradientsOf(run, tensors, weights))].map((tensor) => tensor.arraySync());
        };
        const alone = compute();
        for (const parts of [2, 3, 8]) {
          const seen = new Set<string>();
          assert.deepEqual(inParts(parts, seen, compute), alone, `${parts} parts`);
          for (const kernel of kernels) assert.ok(seen.has(kernel), `${kernel} has no work to share`);
        }
      });
    });
  }
});
