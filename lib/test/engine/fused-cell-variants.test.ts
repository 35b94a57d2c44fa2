import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {
  type FusedLayerNormGruInputs,
  type FusedLayerNormLstmInputs,
  type FusedLayerNormSimpleRnnInputs,
  type FusedPeepholeLstmInputs,
  fusedLayerNormGru,
  fusedLayerNormLstm,
  fusedLayerNormSimpleRnn,
  fusedLstm,
  fusedPeepholeLstm,
  type RecurrenceOptions,
} from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

type Kind = 'peepholeLstm' | 'layerNormLstm' | 'layerNormGru' | 'layerNormSimpleRnn';
type Tensors = Record<string, tf.Tensor>;
type Run = (tensors: Tensors, options: RecurrenceOptions) => tf.Tensor[];

interface Case {
  name: string;
  kind: Kind;
  options: RecurrenceOptions;
  inputs: Record<string, Packed>;
  output: Packed;
  states: Packed[];
  dOutput: Packed;
  dStates: Packed[];
  gradients: Record<string, Packed>;
}

const RUN: Record<Kind, Run> = {
  peepholeLstm(tensors, options) {
    const made = fusedPeepholeLstm(tensors as unknown as FusedPeepholeLstmInputs, options);
    return [made.output, made.state, made.cellState];
  },
  layerNormLstm(tensors, options) {
    const made = fusedLayerNormLstm(tensors as unknown as FusedLayerNormLstmInputs, options);
    return [made.output, made.state, made.cellState];
  },
  layerNormGru(tensors, options) {
    const made = fusedLayerNormGru(tensors as unknown as FusedLayerNormGruInputs, options);
    return [made.output, made.state];
  },
  layerNormSimpleRnn(tensors, options) {
    const made = fusedLayerNormSimpleRnn(tensors as unknown as FusedLayerNormSimpleRnnInputs, options);
    return [made.output, made.state];
  },
};
const GATES: Record<Kind, number> = {peepholeLstm: 4, layerNormLstm: 4, layerNormGru: 3, layerNormSimpleRnn: 1};
const KINDS = Object.keys(RUN) as Kind[];
const GOLDEN = readGolden<Case>('cell-variants-torch');

function makeTensors(kind: Kind, [batch, steps, features, units]: number[], seed: number): Tensors {
  const {normal} = random(seed);
  const draw = (shape: number[], deviation: number, mean = 0) =>
    tf.tensor(
      Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(mean, deviation)),
      shape,
    );
  const columns = GATES[kind] * units;
  const norm = (name: string, width: number) => ({
    [`${name}Gamma`]: draw([width], 0.2, 1),
    [`${name}Beta`]: draw([width], 0.2),
  });
  return {
    x: draw([batch, steps, features], 1),
    kernel: draw([features, columns], 0.5),
    recurrentKernel: draw([units, columns], 1 / Math.sqrt(units)),
    bias: draw([columns], 0.3),
    initialState: draw([batch, units], 0.5),
    ...(kind === 'peepholeLstm' ? {peepholes: draw([3, units], 0.5)} : {}),
    ...(kind.startsWith('layerNorm') && GATES[kind] > 1
      ? {...norm('kernel', columns), ...norm('recurrent', columns)}
      : {}),
    ...(kind === 'layerNormSimpleRnn' ? {gamma: draw([units], 0.2, 1), beta: draw([units], 0.2)} : {}),
    ...(kind === 'layerNormLstm' ? norm('state', units) : {}),
    ...(GATES[kind] < 4 ? {} : {initialCellState: draw([batch, units], 0.5)}),
  };
}

describe('fused kernels against cell-variants-torch', () => {
  before(() => engine.start().then(() => undefined));

  for (const wanted of GOLDEN) {
    it(`has the same outputs and gradients: ${wanted.name}`, () => {
      tf.tidy(() => {
        const run = RUN[wanted.kind];
        const tensors = Object.fromEntries(Object.entries(wanted.inputs).map(([key, value]) => [key, unpack(value)]));
        const [output, ...states] = run(tensors, wanted.options);
        expectClose(output, wanted.output, 1e-5, 'output');
        states.forEach((state, k) => {
          expectClose(state, wanted.states[k], 1e-5, `state ${k}`);
        });
        const weights = [wanted.dOutput, ...wanted.dStates].map(unpack);
        const names = Object.keys(wanted.gradients);
        const loss = (...sources: tf.Tensor[]) => {
          const all = run(
            {...tensors, ...Object.fromEntries(names.map((key, i) => [key, sources[i]]))},
            wanted.options,
          );
          return tf.addN(weights.map((d, k) => all[k].mul(d).sum())) as tf.Scalar;
        };
        const found = tf.grads(loss)(names.map((key) => tensors[key]));
        found.forEach((gradient, i) => {
          const {shape, values} = wanted.gradients[names[i]];
          // Every number is a float32 sum of parts as large as the largest one.
          const largest = Math.max(1, ...values.map(Math.abs));
          const scaled = {shape, values: values.map((value) => value / largest)};
          expectClose(gradient.div(largest), scaled, 1e-5, `gradient of ${names[i]}`);
        });
      });
    });
  }

  it('goes over masks and both directions', () => {
    for (const kind of KINDS) {
      const own = GOLDEN.filter((one) => one.kind === kind);
      assert.ok(own.length >= 12);
      for (const backwards of [true, false]) {
        assert.ok(own.some((one) => one.options.goBackwards === backwards && one.inputs.mask !== undefined));
      }
    }
  });
});

for (const kind of KINDS) {
  const run = RUN[kind];

  describe(`fused ${kind}`, () => {
    before(() => engine.start().then(() => undefined));

    it('is causal: a change at step t leaves earlier outputs as they were, bit for bit', () => {
      const tensors = makeTensors(kind, [3, 8, 2, 6], 3);
      const all = (x: tf.Tensor) => run({...tensors, x}, {returnSequences: true})[0].arraySync() as number[][][];
      const [before, after] = [all(tensors.x), all(tensors.x.add(tf.oneHot([5], 8).reshape([1, 8, 1])))];
      for (let i = 0; i < 3; i++) {
        assert.deepEqual(after[i].slice(0, 5), before[i].slice(0, 5));
        assert.notDeepEqual(after[i][5], before[i][5]);
      }
    });

    it('goes on where it stopped: two halves with the states handed over are the whole', () => {
      const tensors = makeTensors(kind, [4, 10, 3, 7], 4);
      const [, ...whole] = run(tensors, {});
      const [first, second] = tf.split(tensors.x, [6, 4], 1);
      const [, initialState, initialCellState] = run({...tensors, x: first}, {});
      const [, ...last] = run({...tensors, initialState, initialCellState, x: second}, {});
      last.forEach((state, k) => {
        assert.deepEqual(state.arraySync(), whole[k].arraySync());
      });
    });

    it('stays finite where the gates saturate, and lets NaN through', () => {
      const tensors = makeTensors(kind, [2, 6, 3, 5], 7);
      const huge = run({...tensors, x: tensors.x.mul(1e15)}, {})[0].dataSync();
      assert.ok(huge.every((value) => Math.abs(value) <= 1 + 1e-6));
      const spoilt = tensors.x.add(tf.oneHot([2], 6).reshape([1, 6, 1]).mul(Number.NaN));
      assert.ok(
        run({...tensors, x: spoilt}, {})[0]
          .dataSync()
          .every(Number.isNaN),
      );
    });

    it('drops inputs and states: gradients of a fixed mask agree with central differences', () => {
      const tensors = makeTensors(kind, [2, 3, 3, 5], 8);
      const options = (seed: number): RecurrenceOptions => {
        const dropout = {inputs: 0.3, states: 0.4, kind: 'plain' as const, nextSeed: () => seed};
        return {returnSequences: true, dropout};
      };
      const loss = (x: tf.Tensor) => {
        const output = run({...tensors, x}, options(5))[0];
        return output.mul(tf.sin(tf.range(0, output.size)).reshape(output.shape)).sum();
      };
      const {x} = tensors;
      const gradient = tf.grad(loss)(x).dataSync();
      const step = 2 ** -6; // float32: large, so that the difference keeps its digits
      gradient.forEach((value, i) => {
        const moved = (by: number) => {
          const values = Float32Array.from(x.dataSync());
          values[i] += by;
          return loss(tf.tensor(values, x.shape)).dataSync()[0];
        };
        const quotient = (8 * (moved(step) - moved(-step)) - (moved(2 * step) - moved(-2 * step))) / (12 * step);
        assert.ok(Math.abs(value - quotient) < 1e-3, `x[${i}]: ${value} is not ${quotient}`);
      });
      const other = run(tensors, options(6))[0].arraySync();
      assert.notDeepEqual(run(tensors, options(5))[0].arraySync(), other, 'another seed drops others');
    });

    it('computes the same bits on the plain JavaScript engine', async () => {
      const gradient = () => {
        const tensors = makeTensors(kind, [3, 7, 2, 9], 8);
        return tf
          .grad((kernel: tf.Tensor) => run({...tensors, kernel}, {})[0].sum())(tensors.kernel)
          .arraySync();
      };
      const wasm = gradient();
      await engine.start({engine: 'cpu'});
      const cpu = gradient();
      await engine.start();
      assert.deepEqual(cpu, wasm);
    });

    it('gives the same bits however the batch is split', () => {
      const tensors = makeTensors(kind, [5, 4, 3, 6], 12);
      const gradients = () => {
        const dropout = {inputs: 0.2, states: 0.3, nextSeed: () => 4};
        const loss = (x: tf.Tensor, recurrentKernel: tf.Tensor) =>
          run({...tensors, x, recurrentKernel}, {returnSequences: true, dropout})[0]
            .square()
            .sum();
        return tf
          .grads(loss)([tensors.x, tensors.recurrentKernel])
          .map((gradient) => gradient.arraySync());
      };
      const whole = gradients();
      const kernels = useKernels();
      kernels.share = (name, total, args) => {
        for (let from = 0; from < total; from += 2) kernels.run[name](...args(from, Math.min(from + 2, total)));
      };
      const parts = gradients();
      Reflect.deleteProperty(kernels, 'share');
      assert.deepEqual(parts, whole);
    });

    it('keeps neither tensors nor kernel memory over 1,000 steps of training', () => {
      const tensors = makeTensors(kind, [4, 8, 3, 6], 9);
      const step = () =>
        tf.tidy(() => {
          tf.grad((x) => run({...tensors, x}, {returnSequences: true})[0].sum())(tensors.x);
        });
      step();
      const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
      for (let i = 0; i < 1000; i++) step();
      assert.equal(tf.memory().numTensors, count);
      assert.equal(useKernels().bytes, bytes);
    });

    it('refuses shapes that do not fit, by name', () => {
      const tensors = makeTensors(kind, [2, 3, 4, 5], 10);
      for (const name of Object.keys(tensors).filter((key) => key !== 'x')) {
        const {shape} = tensors[name];
        const wrong = tf.zeros([...shape.slice(0, -1), shape[shape.length - 1] + 1]);
        assert.throws(() => run({...tensors, [name]: wrong}, {}), new RegExp(`^RangeError: ${name} must have shape`));
      }
    });
  });
}

describe('fusedPeepholeLstm', () => {
  it('is the layer without peepholes where they are zero', () => {
    const {peepholes, ...tensors} = makeTensors('peepholeLstm', [3, 5, 2, 6], 2);
    const plain = fusedLstm(tensors as unknown as FusedPeepholeLstmInputs, {returnSequences: true}).output;
    const shut = RUN.peepholeLstm({...tensors, peepholes: peepholes.zerosLike()}, {returnSequences: true})[0];
    assert.deepEqual(shut.arraySync(), plain.arraySync());
  });
});

describe('layer normalisation inside recurrent layers', () => {
  it('does not see the scale of the kernels', () => {
    for (const kind of ['layerNormLstm', 'layerNormGru', 'layerNormSimpleRnn'] as const) {
      const tensors = makeTensors(kind, [3, 5, 2, 6], 2);
      const [small, large] = [300, 3000].map((factor) => {
        const {kernel, recurrentKernel, bias} = tensors;
        const scaled = {kernel: kernel.mul(factor), recurrentKernel: recurrentKernel.mul(factor)};
        // The simple layer's bias is added before its norm.
        if (kind === 'layerNormSimpleRnn') Object.assign(scaled, {bias: bias.mul(factor)});
        return RUN[kind]({...tensors, ...scaled}, {returnSequences: true})[0];
      });
      expectClose(small, large, 1e-4, kind); // but for ε
    }
  });
});
