import assert from 'node:assert/strict';
import {runInNewContext} from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {borrowKernels, countThreads, type Kernels, setThreads, useKernels} from '../../src/engine/kernels-host';
import {cutRange, THREAD_BLOCK, type ThreadPool} from '../../src/engine/native/threads';
import {SHARED_WORK} from '../../src/engine/thread-work';

/** Kernels on this many threads, and a way to run on all of them whatever the size. */
async function sharing(count: number): Promise<{kernels: Kernels; run: ThreadPool['run']; id: number}> {
  await setThreads(count);
  const kernels = borrowKernels();
  const {threads} = kernels;
  if (!threads) throw new Error('no threads');
  threads.pauses = false;
  const id = threads.register(kernels);
  threads.attach(id, (kernels as unknown as {memory: never}).memory);
  return {kernels, id, run: threads.run.bind(threads)};
}

/** Floats in (-1, 1), the same in each run. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({length: count}, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

const sizes = [
  [1, 4, 1],
  [2, 8, 3],
  [3, 36, 5],
  [7, 20, 300],
  [33, 44, 17],
  [130, 72, 257],
];

/** A product of these sizes: the arguments for some of its rows, and where C lies. */
function layProduct(kernels: Kernels, [rows, columns, inner]: number[]) {
  const a = kernels.put(numbers(rows * inner, rows));
  const b = kernels.put(numbers(inner * columns, inner));
  const c = kernels.zeros(rows * columns);
  const args = (from: number, to: number) => [
    ...[to - from, columns, inner, a + from * inner * 4, inner * 4, 4, b, columns * 4],
    ...[c + from * columns * 4, columns * 4],
  ];
  return {args, read: () => kernels.view(c, rows * columns).slice()};
}

/** Outputs and all gradients of four layers, large enough for threads. */
function layers(): Float32Array[] {
  const draw = (shape: number[], seed: number) =>
    tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape).mul(0.3);
  return tf.tidy(() => {
    const [batch, steps, features, units] = [37, 21, 13, 62];
    const x = draw([batch, steps, features], 1) as tf.Tensor3D;
    const mask = draw([batch, steps], 2).greater(-0.2).toFloat() as tf.Tensor2D;
    const weights = (gates: number) => [
      draw([features, gates * units], 3),
      draw([units, gates * units], 4),
      draw([gates * units], 5),
    ];
    const of = (all: tf.Tensor[], run: (...tensors: tf.Tensor[]) => tf.Tensor) => {
      const {value, grads} = tf.valueAndGrads(
        (...tensors: tf.Tensor[]) =>
          run(...tensors)
            .square()
            .sum() as tf.Scalar,
      )(all);
      return [value, ...grads, run(...all)];
    };
    const options = {returnSequences: true};
    const results = [
      ...of([x, ...weights(4)], (...[X, kernel, recurrentKernel, bias]) => {
        const inputs = {x: X, kernel, recurrentKernel, bias, mask} as engine.FusedLstmInputs;
        return engine.fusedLstm(inputs, options).output;
      }),
      ...of([x, ...weights(1)], (...[X, kernel, recurrentKernel, bias]) => {
        const inputs = {x: X, kernel, recurrentKernel, bias} as engine.FusedSimpleRnnInputs;
        return engine.fusedSimpleRnn(inputs, options).output;
      }),
      ...of([x, ...weights(3).slice(0, 2)], (...[X, kernel, recurrentKernel]) => {
        const inputs = {x: X, kernel, recurrentKernel, mask} as engine.FusedGruInputs;
        return engine.fusedGru(inputs, options).output;
      }),
    ];
    results.push(
      ...of([x, draw([5, features, units], 6), draw([units], 7)], (...[X, kernel, bias]) => {
        const inputs = {x: X, kernel, bias} as engine.FusedConv1dInputs;
        return engine.fusedConv1d(inputs, {padding: 'causal', dilationRate: 2, activation: 'relu'});
      }),
    );
    return results.map((tensor) => tensor.dataSync().slice() as Float32Array);
  });
}

const sameBits = (got: Float32Array, expected: Float32Array) =>
  got.length === expected.length && Buffer.from(got.buffer).equals(Buffer.from(expected.buffer));

describe('threads', () => {
  before(() => engine.start());
  afterEach(() => setThreads(1));

  it('cut a range into parts that touch, cover it, and begin at multiples of 4 where they are long enough', () => {
    for (let total = 1; total < 70; total++) {
      for (let parts = 1; parts <= 8; parts++) {
        const bounds = cutRange(total, parts);
        assert.equal(bounds.length, parts + 1);
        assert.deepEqual([bounds[0], bounds[parts]], [0, total]);
        bounds.slice(1).forEach((bound, i) => {
          assert.ok(bound >= bounds[i]);
        });
        if (total >= 4 * parts) assert.ok(bounds.slice(0, -1).every((bound) => bound % 4 === 0));
      }
    }
  });

  it('give products the same bits, for 2, 3 and 4 of them and any number of rows', async () => {
    const alone = useKernels();
    const expected = sizes.map((size) => {
      const {args, read} = layProduct(alone, size);
      alone.run.addMatmul(...args(0, size[0]));
      return read();
    });
    for (const count of [2, 3, 4]) {
      const {kernels, id, run} = await sharing(count);
      sizes.forEach((size, i) => {
        const {args, read} = layProduct(kernels, size);
        run(id, kernels.run, 'addMatmul', size[0], args);
        assert.ok(sameBits(read(), expected[i]), `${size} on ${count} threads`);
      });
    }
  });

  it('give layers the same bits, forward and backward', async () => {
    const expected = layers();
    for (const count of [2, 3, 4]) {
      await engine.start({threads: count});
      assert.match(engine.info().devices.at(-1) ?? '', new RegExp(`, ${count} threads\\)$`));
      const {threads} = useKernels();
      assert.equal(threads?.size, count - 1);
      if (threads) threads.pauses = false;
      layers().forEach((got, i) => {
        assert.ok(sameBits(got, expected[i]), `result ${i} on ${count} threads`);
      });
    }
  });

  it('see memory that grew after they began', async () => {
    const {kernels, id, run} = await sharing(3);
    const small = layProduct(kernels, [8, 8, 8]);
    run(id, kernels.run, 'addMatmul', 8, small.args);
    kernels.take(2 ** 23);
    const {args, read} = layProduct(kernels, [130, 72, 257]);
    run(id, kernels.run, 'addMatmul', 130, args);
    const alone = useKernels();
    const expected = layProduct(alone, [130, 72, 257]);
    alone.run.addMatmul(...expected.args(0, 130));
    assert.ok(sameBits(read(), expected.read()));
  });

  it('are told of by name where their number cannot be', async () => {
    for (const threads of [0, 9, 1.5, Number.NaN]) {
      await assert.rejects(engine.start({threads}), {
        name: 'RangeError',
        message: `threads must be a whole number from 1 to 8, got ${threads}`,
      });
    }
    assert.equal(countThreads(), 1);
  });

  it('stay as they are at a start that does not name them, and stop at one that names 1', async () => {
    await engine.start({threads: 2});
    await engine.start({seed: 1});
    assert.equal(countThreads(), 2);
    const {threads} = useKernels();
    await engine.start({threads: 1});
    assert.deepEqual([countThreads(), threads?.size], [1, 0]);
    assert.equal(engine.info().devices.at(-1), 'CPU (WebAssembly, SIMD)');
  });

  it('leave what was made for them to the main thread when they stop', async () => {
    const {kernels, id, run} = await sharing(2);
    const {args, read} = layProduct(kernels, [33, 44, 17]);
    await setThreads(1);
    run(id, kernels.run, 'addMatmul', 33, args);
    const alone = useKernels();
    const expected = layProduct(alone, [33, 44, 17]);
    alone.run.addMatmul(...expected.args(0, 33));
    assert.ok(sameBits(read(), expected.read()));
  });

  it('report a kernel that fails on one of them, and go on', async () => {
    const {kernels, id, run} = await sharing(2);
    const {args, read} = layProduct(kernels, [33, 44, 17]);
    const beyond = (from: number, to: number) => (from === 0 ? args(from, to) : [1, 4, 1, -64, 4, 4, -64, 16, -64, 16]);
    assert.throws(
      () => run(id, kernels.run, 'addMatmul', 33, beyond),
      /^Error: the kernel addMatmul stopped on a thread/,
    );
    const again = layProduct(kernels, [33, 44, 17]);
    run(id, kernels.run, 'addMatmul', 33, again.args);
    kernels.run.addMatmul(...args(16, 33));
    assert.ok(sameBits(again.read(), read()));
  });

  it('wait for the rest where the main thread’s own part fails', async () => {
    const {kernels, id, run} = await sharing(2);
    const {args} = layProduct(kernels, [33, 44, 17]);
    const beyond = (from: number, to: number) => (from > 0 ? args(from, to) : [1, 4, 1, -64, 4, 4, -64, 16, -64, 16]);
    assert.throws(() => run(id, kernels.run, 'addMatmul', 33, beyond), /out of bounds/);
    const {args: fresh, read} = layProduct(kernels, [33, 44, 17]);
    run(id, kernels.run, 'addMatmul', 33, fresh);
    const alone = layProduct(kernels, [33, 44, 17]);
    kernels.run.addMatmul(...alone.args(0, 33));
    assert.ok(sameBits(read(), alone.read()));
  });

  it('finish before memory is read again, when an interrupt stops the main thread in the middle', async () => {
    const {kernels, id, run} = await sharing(2);
    const {args, read} = layProduct(kernels, [3000, 1024, 1024]);
    // The main thread's part is short: it is stopped while it waits for the other's, which takes 0.1 s.
    const uneven = (from: number, to: number) => (from === 0 ? args(0, 4) : args(4, to));
    const waiting = () => run(id, kernels.run, 'addMatmul', 3000, uneven);
    assert.throws(() => runInNewContext('waiting()', {waiting}, {timeout: 10}), {code: 'ERR_SCRIPT_EXECUTION_TIMEOUT'});
    read();
    const {threads} = kernels as unknown as {threads: {members: {numbers: Int32Array}[]}};
    const [{numbers: block}] = threads.members;
    assert.equal(block[THREAD_BLOCK.done], block[THREAD_BLOCK.command], 'nobody writes any more');
    const again = layProduct(kernels, [33, 44, 17]);
    run(id, kernels.run, 'addMatmul', 33, again.args);
    const alone = layProduct(kernels, [33, 44, 17]);
    kernels.run.addMatmul(...alone.args(0, 33));
    assert.ok(sameBits(again.read(), alone.read()));
  });

  it('leave the work to the main thread when one of them dies', async () => {
    const {kernels, id, run} = await sharing(3);
    const {threads} = kernels as unknown as {threads: {members: {worker: {terminate(): Promise<number>}}[]}};
    const ended = threads.members.map(({worker}) => worker);
    await ended[1].terminate();
    assert.equal(kernels.threads?.size, 0);
    const {args, read} = layProduct(kernels, [33, 44, 17]);
    run(id, kernels.run, 'addMatmul', 33, args);
    const alone = layProduct(kernels, [33, 44, 17]);
    kernels.run.addMatmul(...alone.args(0, 33));
    assert.ok(sameBits(read(), alone.read()));
    await setThreads(2);
    assert.equal(countThreads(), 2);
  });

  it('share no kernel but those that there are', () => {
    const {run} = useKernels();
    for (const name of Object.keys(SHARED_WORK)) assert.equal(typeof run[name as keyof typeof run], 'function', name);
  });
});
