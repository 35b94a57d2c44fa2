import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {
  type FusedGruInputs,
  type FusedGruOptions,
  type FusedLstmInputs,
  fusedGru,
  fusedLstm,
  type RecurrenceOptions,
} from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

interface GoldenCase {
  name: string;
  options: Required<FusedGruOptions>;
  inputs: Record<string, Packed>;
  output: Packed;
  state: Packed;
  cellState?: Packed;
  dOutput: Packed;
  dState: Packed;
  dCellState?: Packed;
  gradients: Record<string, Packed>;
}

type Tensors = Record<string, tf.Tensor>;
type Options = RecurrenceOptions & FusedGruOptions;
/** The layer, or its twin: output, then last states. */
type Run = (tensors: Tensors, options: Options) => tf.Tensor[];
type Sizes = [batch: number, steps: number, features: number, units: number];

const lstm: Run = (tensors, {resetAfter, ...options}) => {
  const {output, state, cellState} = fusedLstm(tensors as unknown as FusedLstmInputs, options);
  return [output, state, cellState];
};
const gru: Run = (tensors, options) => {
  const {output, state} = fusedGru(tensors as unknown as FusedGruInputs, options);
  return [output, state];
};

/** Goes through the steps one TensorFlow.js operation after the other; every product is differentiated by tfjs. */
function unrolled(tensors: Tensors, options: Options, step: (X: tf.Tensor2D, states: tf.Tensor2D[]) => tf.Tensor2D[]) {
  let states = [tensors.initialState, tensors.initialCellState].filter(Boolean) as tf.Tensor2D[];
  const all: tf.Tensor[] = [];
  const steps = tf.unstack(tensors.x, 1) as tf.Tensor2D[];
  for (const X of options.goBackwards ? [...steps].reverse() : steps) {
    states = step(X, states);
    all.push(states[0]);
  }
  return [options.returnSequences ? tf.stack(all, 1) : states[0], ...states];
}

const plainLstm: Run = (tensors, options) =>
  unrolled(tensors, options, (X, [H, C]) => {
    const A = X.matMul(tensors.kernel).add(H.matMul(tensors.recurrentKernel)).add(tensors.bias);
    const [i, f, c, o] = tf.split(A, 4, 1) as tf.Tensor2D[];
    const cell = f.sigmoid().mul(C).add<tf.Tensor2D>(i.sigmoid().mul(c.tanh()));
    return [o.sigmoid().mul<tf.Tensor2D>(cell.tanh()), cell];
  });

const plainGru: Run = (tensors, options) =>
  unrolled(tensors, options, (X, [H]) => {
    const [Uz, Ur, Uh] = tf.split(tensors.recurrentKernel, 3, 1) as tf.Tensor2D[];
    const [bias, inner] = options.resetAfter ? tf.unstack(tensors.bias) : [tensors.bias, tf.zeros([3 * Uz.shape[0]])];
    const [bz, br, bh] = tf.split(inner, 3);
    const [xz, xr, xh] = tf.split(X.matMul(tensors.kernel).add(bias), 3, 1);
    const Z = xz.add(H.matMul(Uz)).add(bz).sigmoid();
    const R = xr.add(H.matMul(Ur)).add(br).sigmoid();
    const share = options.resetAfter ? R.mul(H.matMul(Uh).add(bh)) : R.mul<tf.Tensor2D>(H).matMul(Uh);
    return [Z.mul(H).add<tf.Tensor2D>(tf.sub(1, Z).mul(xh.add(share).tanh()))];
  });

/** One convention of one cell. */
interface Kind {
  name: string;
  run: Run;
  plain: Run;
  gates: number;
  options: Options;
  states: string[];
}

const KINDS: Kind[] = [
  {
    ...{name: 'fusedLstm', run: lstm, plain: plainLstm, gates: 4, options: {}},
    states: ['initialState', 'initialCellState'],
  },
  ...[true, false].map((resetAfter) => ({
    ...{name: `fusedGru, reset ${resetAfter ? 'after' : 'before'}`, run: gru, plain: plainGru, gates: 3},
    ...{options: {resetAfter}, states: ['initialState']},
  })),
];

function makeTensors([batch, steps, features, units]: Sizes, kind: Kind, seed: number): Tensors {
  const {normal} = random(seed);
  const draw = (shape: number[], deviation: number) =>
    tf.tensor(
      Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
      shape,
    );
  const columns = kind.gates * units;
  return {
    x: draw([batch, steps, features], 1),
    kernel: draw([features, columns], 0.5),
    recurrentKernel: draw([units, columns], 1 / Math.sqrt(units)),
    bias: draw(kind.options.resetAfter ? [2, columns] : [columns], 0.3),
    ...Object.fromEntries(kind.states.map((name) => [name, draw([batch, units], 0.5)])),
  };
}

/** Values and gradients of a loss that weighs every number of output and states differently. */
function differentiate(run: Run, tensors: Tensors, options: Options, count: number) {
  const names = Object.keys(tensors);
  const weigh = (y: tf.Tensor, k: number) => y.mul(tf.sin(tf.range(k, k + y.size)).reshape(y.shape)).sum();
  const loss = (...sources: tf.Tensor[]) => {
    const all = run(Object.fromEntries(names.map((name, i) => [name, sources[i]])), options);
    return tf.addN(all.slice(0, count).map(weigh)) as tf.Scalar;
  };
  return tf.valueAndGrads(loss)(Object.values(tensors));
}

for (const golden of ['lstm-keras', 'lstm-torch', 'gru-keras', 'gru-torch']) {
  describe(`fused kernels against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));
    const run = golden.startsWith('lstm') ? lstm : gru;

    for (const wanted of readGolden<GoldenCase>(golden)) {
      it(`has the same outputs and gradients: ${wanted.name}`, () => {
        tf.tidy(() => {
          const tensors = Object.fromEntries(Object.entries(wanted.inputs).map(([key, value]) => [key, unpack(value)]));
          const states = [wanted.state, ...(wanted.cellState ? [wanted.cellState] : [])];
          const [output, ...last] = run(tensors, wanted.options);
          expectClose(output, wanted.output, 1e-5, 'output');
          states.forEach((state, k) => {
            expectClose(last[k], state, 1e-5, `state ${k}`);
          });
          const weights = [wanted.dOutput, wanted.dState, ...(wanted.dCellState ? [wanted.dCellState] : [])].map(
            unpack,
          );
          const names = Object.keys(wanted.gradients);
          const loss = (...sources: tf.Tensor[]) => {
            const replaced = Object.fromEntries(names.map((key, i) => [key, sources[i]]));
            const all = run({...tensors, ...replaced}, wanted.options);
            return tf.addN(weights.map((d, k) => all[k].mul(d).sum())) as tf.Scalar;
          };
          const found = tf.grads(loss)(names.map((key) => tensors[key]));
          found.forEach((gradient, i) => {
            expectClose(gradient, wanted.gradients[names[i]], 1e-5, `gradient of ${names[i]}`);
          });
        });
      });
    }
  });
}

for (const kind of KINDS) {
  const {run, plain, options} = kind;
  const make = (sizes: Sizes, seed: number) => makeTensors(sizes, kind, seed);

  describe(kind.name, () => {
    before(() => engine.start().then(() => undefined));

    it('agrees with the same layer made of single operations, for every size around the kernel tiles', () => {
      const sizes = [1, 2, 3, 4, 5, 8, 11, 13].map((units): Sizes => [(units % 5) + 1, 3, (units % 6) + 1, units]);
      for (const shape of [...sizes, [9, 2, 17, 6] as Sizes, [1, 12, 1, 21] as Sizes]) {
        for (const [part, count] of [
          [{returnSequences: true, stateGradient: false}, 1],
          [{returnSequences: false, goBackwards: true}, 1 + kind.states.length],
        ] as [Options, number][]) {
          tf.tidy(() => {
            const tensors = make(shape, shape[3]);
            const [fused, single] = [run, plain].map((f) => differentiate(f, tensors, {...options, ...part}, count));
            expectClose(fused.value, single.value, 1e-5, `loss of ${shape}`);
            fused.grads.forEach((gradient, i) => {
              expectClose(gradient, single.grads[i], 2e-5, `${Object.keys(tensors)[i]} of ${shape}`);
            });
          });
        }
      }
    });

    it('is causal: a change at step t leaves earlier outputs as they were, bit for bit', () => {
      const tensors = make([3, 8, 2, 6], 3);
      const all = (x: tf.Tensor) => run({...tensors, x}, {...options, returnSequences: true})[0];
      const before = all(tensors.x).arraySync() as number[][][];
      const after = all(tensors.x.add(tf.oneHot([5], 8).reshape([1, 8, 1]))).arraySync() as number[][][];
      for (let i = 0; i < 3; i++) {
        assert.deepEqual(after[i].slice(0, 5), before[i].slice(0, 5));
        assert.notDeepEqual(after[i][5], before[i][5]);
      }
    });

    it('goes on where it stopped: two halves with the states handed over are the whole', () => {
      const tensors = make([4, 10, 3, 7], 4);
      const [, ...whole] = run(tensors, options);
      const [first, second] = tf.split(tensors.x, [6, 4], 1);
      const [, ...between] = run({...tensors, x: first}, options);
      const handed = Object.fromEntries(kind.states.map((name, k) => [name, between[k]]));
      const [, ...last] = run({...tensors, ...handed, x: second}, options);
      last.forEach((state, k) => {
        assert.deepEqual(state.arraySync(), whole[k].arraySync());
      });
    });

    it('gives the same values whether a gradient follows or not, and the right ones after another forward pass', () => {
      const [tensors, other] = [make([3, 5, 2, 6], 5), make([2, 9, 2, 6], 6)];
      const gradient = (...cases: Tensors[]) =>
        tf.valueAndGrad((kernel: tf.Tensor) =>
          tf.addN(cases.map((one) => run({...one, kernel}, options)[0].sum())).asScalar(),
        )(tensors.kernel);
      const [both, first, second] = [gradient(tensors, other), gradient(tensors), gradient(other)];
      expectClose(both.grad, first.grad.add(second.grad), 1e-6, 'sum of gradients');
      assert.deepEqual(first.value.arraySync(), run(tensors, options)[0].sum().arraySync());
    });

    it('stays finite where the gates saturate, and lets NaN through', () => {
      const tensors = make([2, 6, 3, 5], 7);
      const huge = run({...tensors, x: tensors.x.mul(1e30)}, options)[0].dataSync();
      assert.ok(huge.every((value) => Math.abs(value) <= 1 + 1e-6));
      const spoilt = tensors.x.add(tf.oneHot([2], 6).reshape([1, 6, 1]).mul(Number.NaN));
      assert.ok(
        run({...tensors, x: spoilt}, options)[0]
          .dataSync()
          .every(Number.isNaN),
      );
    });

    it('computes the same bits on the plain JavaScript engine', async () => {
      const compute = () => {
        const {value, grads} = differentiate(run, make([3, 7, 2, 9], 8), options, 2);
        return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
      };
      const gradients = () => compute().slice(1);
      const wasm = gradients();
      await engine.start({engine: 'cpu'});
      const cpu = gradients();
      await engine.start();
      cpu.flat().forEach((value, i) => {
        assert.ok(Math.abs(value - wasm.flat()[i]) <= 1e-6 * Math.max(1, Math.abs(value))); // tfjs' sin differs
      });
    });

    it('keeps neither tensors nor kernel memory over 1,000 steps of training', () => {
      const tensors = make([4, 8, 3, 6], 9);
      const step = () =>
        tf.tidy(() => {
          tf.grad((x) => run({...tensors, x}, {...options, returnSequences: true})[0].sum())(tensors.x);
        });
      step();
      const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
      for (let i = 0; i < 1000; i++) step();
      assert.equal(tf.memory().numTensors, count);
      assert.equal(useKernels().bytes, bytes);
    });

    it('refuses shapes that do not fit, by name', () => {
      const tensors = make([2, 3, 4, 5], 10);
      const columns = 5 * kind.gates;
      const bias = tensors.bias.shape;
      const cases: [Tensors, RegExp][] = [
        [{kernel: tf.zeros([3, 5])}, new RegExp(`kernel must have shape \\[4,${columns}\\].*got \\[3,5\\]`)],
        [{recurrentKernel: tf.zeros([5, 4])}, new RegExp(`recurrentKernel must have shape \\[5,${columns}\\]`)],
        [{bias: tf.zeros([4])}, new RegExp(`bias must have shape \\[${bias}\\].*got \\[4\\]`)],
        [{initialState: tf.zeros([3, 5])}, /initialState must have shape \[2,5\].*got \[3,5\]/],
        [{mask: tf.zeros([2, 4])}, /mask must have shape \[2,3\].*got \[2,4\]/],
        [{x: tf.zeros([2, 0, 4])}, /x needs at least one time step, got shape \[2,0,4\]/],
        [{x: tf.zeros([2, 4])}, /x must have shape \[batch, time steps, features\], got \[2,4\]/],
      ];
      for (const [wrong, message] of cases) assert.throws(() => run({...tensors, ...wrong}, options), message);
    });
  });
}
