// Kernels take the sequences of a large batch in blocks; nobody may see where a block ends.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {borrowKernels, returnKernels} from '../../src/engine/kernels-host';
import {draw, gradientsOf, type Named, type Run} from './convolution-golden';

// 256 units make blocks of 32 sequences: two of them and a rest.
const [BATCH, STEPS, FEATURES, UNITS] = [70, 3, 4, 256];
const PARTS = [0, 20, 52, BATCH];

const inputs = (gates: number, biasShape: number[], more: Named = {}): Named => ({
  x: draw([BATCH, STEPS, FEATURES], 1),
  initialState: draw([BATCH, UNITS], 2, 0.5),
  kernel: draw([FEATURES, gates * UNITS], 3, 0.3),
  recurrentKernel: draw([UNITS, gates * UNITS], 4, 0.05),
  bias: draw(biasShape, 5, 0.3),
  ...more,
});

const cells = {initialCellState: draw([BATCH, UNITS], 6, 0.5)};
const options = {returnSequences: true};
const asInputs = <T>(tensors: Named) => tensors as unknown as T;

const CASES: Record<string, {tensors: () => Named; run: Run}> = {
  LSTM: {
    tensors: () => inputs(4, [4 * UNITS], cells),
    run: (tensors) => [engine.fusedLstm(asInputs<engine.FusedLstmInputs>(tensors), options).output],
  },
  'peephole LSTM': {
    tensors: () => inputs(4, [4 * UNITS], {...cells, peepholes: draw([3, UNITS], 7, 0.3)}),
    run: (tensors) => [engine.fusedPeepholeLstm(asInputs<engine.FusedPeepholeLstmInputs>(tensors), options).output],
  },
  'GRU, reset after': {
    tensors: () => inputs(3, [2, 3 * UNITS]),
    run: (tensors) => [
      engine.fusedGru(asInputs<engine.FusedGruInputs>(tensors), {...options, resetAfter: true}).output,
    ],
  },
  'GRU, reset before': {
    tensors: () => inputs(3, [3 * UNITS]),
    run: (tensors) => [
      engine.fusedGru(asInputs<engine.FusedGruInputs>(tensors), {...options, resetAfter: false}).output,
    ],
  },
  'simple RNN': {
    tensors: () => inputs(1, [UNITS]),
    run: (tensors) => [engine.fusedSimpleRnn(asInputs<engine.FusedSimpleRnnInputs>(tensors), options).output],
  },
};

const OF_SEQUENCES = ['x', 'initialState', 'initialCellState'];

describe('blocks of sequences', () => {
  before(() => engine.start({engine: 'wasm', seed: 1})); // native TensorFlow has its own LSTM for batches of this size

  for (const [name, {tensors, run}] of Object.entries(CASES)) {
    it(`leave every bit of outputs and gradients as it is: ${name}`, () => {
      tf.tidy(() => {
        const whole = tensors();
        const names = OF_SEQUENCES.filter((key) => key in whole);
        const dOutput = draw([BATCH, STEPS, UNITS], 8);
        const [output] = run(whole);
        const gradients = gradientsOf(run, whole, [dOutput], names);
        PARTS.slice(1).forEach((end, k) => {
          const part = (tensor: tf.Tensor) => tf.slice(tensor, PARTS[k], end - PARTS[k]);
          const own = {...whole, ...Object.fromEntries(names.map((key) => [key, part(whole[key])]))};
          const alone = gradientsOf(run, own, [part(dOutput)], names);
          assert.deepEqual(part(output).dataSync(), run(own)[0].dataSync());
          for (const key of names) assert.deepEqual(part(gradients[key]).dataSync(), alone[key].dataSync(), key);
        });
      });
    });
  }
});

describe('memory of the kernels', () => {
  it('serves the next one who borrows, even where it is large', () => {
    const first = borrowKernels();
    first.take(2 ** 25);
    returnKernels(first);
    const second = borrowKernels();
    assert.equal(second, first);
    assert.notEqual(borrowKernels(), first, 'one at a time');
    assert.equal(second.take(4), second.run.heapBase(), 'empty again');
  });
});
