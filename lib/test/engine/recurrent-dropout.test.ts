import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {mulberry32} from '../../src/data/random';
import * as engine from '../../src/engine';
import {
  type FusedGruInputs,
  type FusedLstmInputs,
  type FusedSimpleRnnInputs,
  fusedGru,
  fusedLstm,
  fusedSimpleRnn,
  type RecurrenceOptions,
} from '../../src/engine';
import type * as internal from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

interface Case {
  name: string;
  kind: keyof typeof RUN;
  dropout: {inputs: number; states: number; kind: internal.DropoutKind; seed: number};
  inputs: Record<string, Packed>;
  output: Packed;
  states: Packed[];
  dOutput: Packed;
  dStates: Packed[];
  gradients: Record<string, Packed>;
}

type Tensors = Record<string, tf.Tensor>;
type Run = (tensors: Tensors, options: RecurrenceOptions) => tf.Tensor[];

const gru =
  (resetAfter: boolean): Run =>
  (tensors, options) => {
    const {output, state} = fusedGru(tensors as unknown as FusedGruInputs, {...options, resetAfter});
    return [output, state];
  };

const RUN = {
  simpleRnn: ((tensors, options) => {
    const {output, state} = fusedSimpleRnn(tensors as unknown as FusedSimpleRnnInputs, options);
    return [output, state];
  }) as Run,
  lstm: ((tensors, options) => {
    const {output, state, cellState} = fusedLstm(tensors as unknown as FusedLstmInputs, options);
    return [output, state, cellState];
  }) as Run,
  gru: gru(true),
  'gru, reset before': gru(false),
};

/** Seeds one after the other. */
function seedsFrom(seed: number): () => number {
  let next = seed;
  return () => next++;
}

describe('the mask of dropout', () => {
  const maskOf = (rows: number, columns: number, width: number, seed: number, rate: number) => {
    const kernels = useKernels();
    const at = kernels.take(rows * width);
    kernels.run.dropoutMask(rows, columns, width, seed, rate, at);
    return kernels.view(at, rows * width).slice();
  };

  it('is that of mulberry32, whatever the padding', () => {
    for (const [rows, columns, width] of [
      [1, 1, 4],
      [7, 5, 8],
      [3, 12, 12],
    ]) {
      for (const seed of [0, 5, 2 ** 31, 2 ** 32 - 1]) {
        const next = mulberry32(seed);
        const wanted = Array.from({length: rows}, () =>
          Array.from({length: width}, (_, j) => (j >= columns || next() < 0.3 ? 0 : Math.fround(1 / 0.7))),
        );
        assert.deepEqual([...maskOf(rows, columns, width, seed, 0.3)], wanted.flat());
      }
    }
  });

  it('drops the share that it was asked to, and keeps the expectation', () => {
    const count = 40_000;
    for (const rate of [0.1, 0.5, 0.9]) {
      const mask = maskOf(count / 100, 100, 100, 11, rate);
      const dropped = mask.filter((factor) => factor === 0).length / count;
      const deviation = Math.sqrt((rate * (1 - rate)) / count);
      assert.ok(Math.abs(dropped - rate) < 4 * deviation, `${dropped} of ${rate}`);
      const mean = mask.reduce((sum, factor) => sum + factor, 0) / count;
      assert.ok(Math.abs(mean - 1) < (4 * deviation) / (1 - rate), `mean ${mean}`);
    }
  });
});

describe('dropout inside fused recurrent layers', () => {
  before(() => engine.start().then(() => undefined));

  for (const wanted of readGolden<Case>('recurrent-dropout-keras')) {
    it(`has the outputs and gradients of Keras with the same masks: ${wanted.name}`, () => {
      tf.tidy(() => {
        const tensors = Object.fromEntries(Object.entries(wanted.inputs).map(([key, value]) => [key, unpack(value)]));
        const run = (replaced: Tensors) => {
          const dropout = {...wanted.dropout, nextSeed: seedsFrom(wanted.dropout.seed)};
          return RUN[wanted.kind]({...tensors, ...replaced}, {returnSequences: true, dropout});
        };
        const [output, ...states] = run({});
        expectClose(output, wanted.output, 1e-5, 'output');
        states.forEach((state, k) => {
          expectClose(state, wanted.states[k], 1e-5, `state ${k}`);
        });
        const weights = [wanted.dOutput, ...wanted.dStates].map(unpack);
        const names = Object.keys(wanted.gradients);
        const loss = (...sources: tf.Tensor[]) => {
          const all = run(Object.fromEntries(names.map((key, i) => [key, sources[i]])));
          return tf.addN(weights.map((d, k) => all[k].mul(d).sum())) as tf.Scalar;
        };
        const found = tf.grads(loss)(names.map((key) => tensors[key]));
        found.forEach((gradient, i) => {
          expectClose(gradient, wanted.gradients[names[i]], 1e-5, `gradient of ${names[i]}`);
        });
      });
    });
  }

  it('draws one mask for all steps, or a new one at each', () => {
    // An RNN without memory shows its masked inputs: H = I x.
    const [batch, steps, features] = [8, 5, 24];
    const inputs = {
      x: tf.ones([batch, steps, features]),
      kernel: tf.eye(features),
      recurrentKernel: tf.zeros([features, features]),
    };
    const show = (kind: internal.DropoutKind) => {
      const dropout = {inputs: 0.5, kind, nextSeed: () => 3};
      const options = {returnSequences: true, activation: 'linear' as const, dropout};
      return fusedSimpleRnn(inputs as unknown as FusedSimpleRnnInputs, options).output.arraySync() as number[][][];
    };
    const [variational, plain] = [show('variational'), show('plain')];
    assert.ok(variational.flat(2).every((factor) => factor === 0 || factor === 2));
    for (const sequence of variational) for (const step of sequence) assert.deepEqual(step, sequence[0]);
    assert.notDeepEqual(variational[0], variational[1], 'another mask for another sequence');
    for (const sequence of plain) assert.notDeepEqual(sequence[1], sequence[0]);
  });

  it('asks for no seed where nothing is dropped', () => {
    const nextSeed = () => assert.fail('a seed was drawn');
    const inputs = {x: tf.ones([2, 3, 4]), kernel: tf.ones([4, 5]), recurrentKernel: tf.ones([5, 5])};
    const run = (options: RecurrenceOptions) =>
      fusedSimpleRnn(inputs as unknown as FusedSimpleRnnInputs, options).output;
    expectClose(run({dropout: {inputs: 0, states: 0, nextSeed}}), run({}), 0);
  });
});
