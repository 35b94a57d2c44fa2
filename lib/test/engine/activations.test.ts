import assert from 'node:assert/strict';
import {useKernels} from '../../src/engine/kernels-host';

/** What a kernel over single numbers makes of these numbers. */
function mapped(name: 'exponential' | 'logarithm', values: Float32Array): Float32Array {
  const kernels = useKernels();
  const at = kernels.put(values);
  kernels.run[name](values.length, at, at);
  return kernels.view(at, values.length).slice();
}

/** Every 4096th float32 there is, of both signs, with all exponents: bit patterns, not numbers, in equal steps. */
function floatsOfAllSizes(first: number): Float32Array {
  const bits = Uint32Array.from({length: 2 ** 20}, (_, i) => i * 4096 + first);
  return new Float32Array(bits.buffer);
}

/** Largest error relative to the exact values, over those that are normal floats and not 0. */
function worstError(got: Float32Array, inputs: Float32Array, exact: (x: number) => number): number {
  let worst = 0;
  for (let i = 0; i < got.length; i++) {
    const value = exact(inputs[i]);
    if (Math.abs(value) >= 2 ** -126 && Math.abs(value) < 3.4028234e38) {
      worst = Math.max(worst, Math.abs(got[i] / value - 1));
    }
  }
  return worst;
}

describe('exp and log of the kernels', () => {
  it('are right to 2e-7 of the value over the whole range of float32', () => {
    for (const first of [0, 1234, 4095]) {
      const inputs = floatsOfAllSizes(first);
      assert.ok(worstError(mapped('exponential', inputs), inputs, Math.exp) < 2e-7);
      assert.ok(worstError(mapped('logarithm', inputs), inputs, Math.log) < 2e-7);
    }
  });

  it('keep their precision where log is near 0 and where exp leaves the normal floats', () => {
    const nearOne = Float32Array.from({length: 4096}, (_, i) => 1 + (i - 2048) * 2 ** -23);
    assert.ok(worstError(mapped('logarithm', nearOne), nearOne, Math.log) < 2e-7);
    const small = Float32Array.from({length: 4096}, (_, i) => -87 - i / 200);
    const smallest = 2 ** -149;
    mapped('exponential', small).forEach((value, i) => {
      assert.ok(Math.abs(value - Math.exp(small[i])) <= smallest + 2e-7 * Math.exp(small[i]), `exp(${small[i]})`);
    });
  });

  it('have the limits of their functions', () => {
    const inputs = Float32Array.of(-Infinity, Infinity, NaN, 0, -0, 89, -110, -3e38);
    assert.deepEqual([...mapped('exponential', inputs)], [0, Infinity, NaN, 1, 1, Infinity, 0, 0]);
    const positive = Float32Array.of(0, -0, Infinity, NaN, -1, -Infinity, 1, -1e-42);
    assert.deepEqual([...mapped('logarithm', positive)], [-Infinity, -Infinity, Infinity, NaN, NaN, NaN, 0, NaN]);
  });
});

describe('tanh of the kernels', () => {
  const TANH = 1;

  it('is right to 5e-7 of the value, is odd, and leaves no value beyond 1', () => {
    const inputs = Float32Array.from({length: 2 ** 16}, (_, i) => (i % 2 ? i / 2 ** 11 - 16 : 2 ** (i / 2 ** 11 - 28)));
    const kernels = useKernels();
    const at = kernels.put(inputs);
    kernels.run.activate(TANH, inputs.length, at);
    const got = kernels.view(at, inputs.length).slice();
    assert.ok(worstError(got, inputs, Math.tanh) < 5e-7);
    assert.ok(got.every((value) => Math.abs(value) <= 1));
    kernels.view(at, inputs.length).set(inputs.map((x) => -x));
    kernels.run.activate(TANH, inputs.length, at);
    assert.deepEqual(
      kernels.view(at, inputs.length),
      got.map((value) => -value),
    );
  });

  it('has the limits of its function and keeps NaN', () => {
    const kernels = useKernels();
    const at = kernels.put(Float32Array.of(-Infinity, Infinity, NaN, 0, 3e38, -3e38, 1e-42, 1));
    kernels.run.activate(TANH, 8, at);
    const got = [...kernels.view(at, 8)];
    assert.deepEqual(got.slice(0, 6), [-1, 1, NaN, 0, 1, -1].map(Math.fround));
  });
});

describe('relu of the kernels', () => {
  it('leaves positive numbers and NaN, and makes 0 of all others, of -0 too', () => {
    const kernels = useKernels();
    const inputs = Float32Array.of(3, -3, 0, -0, NaN, Infinity, -Infinity, 1e-42);
    const at = kernels.put(inputs);
    kernels.run.activate(2, 8, at);
    assert.deepEqual([...kernels.view(at, 8)], [3, 0, 0, 0, NaN, Infinity, 0, Math.fround(1e-42)]);
  });
});
