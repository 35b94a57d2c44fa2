import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';

const ROOT = join(__dirname, '../../..');
/** Stands for a machine on which native TensorFlow was never built. */
const NOWHERE = join(__dirname, 'no-such-folder');

/** Runs a script in a process of its own, so that imports and environment are fresh. */
function runFresh(body: string, environment: Record<string, string> = {}) {
  const script = `require('tsx/cjs'); const engine = require('./lib/src/engine'); const tf = require('@tensorflow/tfjs');
    (async () => {${body}})().catch((error) => { console.log(error.message); process.exit(3); });`;
  const env = {...process.env, UNROLL_ENGINE: '', UNROLL_TENSORFLOW: NOWHERE, NODE_OPTIONS: '', ...environment};
  return spawnSync(process.execPath, ['--eval', script], {cwd: ROOT, encoding: 'utf8', env});
}

describe('engine.start', () => {
  afterEach(async () => {
    await engine.start({seed: 0});
  });

  it('starts WebAssembly and says what computes', async () => {
    const info = await engine.start({engine: 'wasm'});
    assert.equal(info.engine, 'wasm');
    assert.equal(info.library, 'TensorFlow.js');
    assert.equal(info.version, tf.version.tfjs);
    assert.deepEqual(engine.info(), info);
    assert.equal(tf.getBackend(), 'wasm');
  });

  it('switches engines as often as asked', async () => {
    await engine.start({engine: 'cpu'});
    assert.equal(tf.getBackend(), 'cpu');
    await engine.start({engine: 'cpu'});
    await engine.start({engine: 'wasm'});
    assert.equal(engine.info().engine, 'wasm');
  });

  it('takes numbers of plain JavaScript along, whatever type they had before', async () => {
    await engine.start({engine: 'cpu'});
    const [marks, counts] = [tf.tensor1d([1, 0, 1], 'bool'), tf.tensor1d([7, 0, -3], 'int32')];
    const made: [tf.Tensor, number[]][] = [
      [marks.toFloat(), [1, 0, 1]],
      [marks.toInt(), [1, 0, 1]],
      [counts.toFloat(), [7, 0, -3]],
      [tf.tensor1d([1, 9]).less(3).toInt().toFloat(), [1, 0]],
      [
        tf
          .oneHot(tf.tensor1d([1, 0], 'int32'), 2)
          .toFloat()
          .flatten(),
        [0, 1, 1, 0],
      ],
      [marks, [1, 0, 1]],
      [counts, [7, 0, -3]],
    ];
    const types = made.map(([tensor]) => tensor.dtype);
    await engine.start();
    made.forEach(([tensor, expected], i) => {
      assert.equal(tensor.dtype, types[i]);
      const zeros = tf.zerosLike(tensor);
      // An operation that each engine has for the type: TensorFlow does not add truth values.
      const used = tensor.dtype === 'bool' ? tensor.logicalOr(zeros) : tensor.add(zeros);
      assert.deepEqual([...used.dataSync()], expected, `tensor ${i}`);
    });
  });

  it('lets go of all numbers that changed their type on plain JavaScript', async () => {
    await engine.start({engine: 'cpu'});
    const {numTensors, numDataBuffers, numBytes} = tf.memory();
    const counts = tf.tensor1d([7, 0, -3], 'int32');
    const gradient = tf.tidy(() => tf.grad((x: tf.Tensor) => x.toFloat().square().sum())(counts.toFloat()));
    assert.deepEqual([...gradient.dataSync()], [14, 0, -6]);
    tf.dispose([counts, gradient]);
    assert.deepEqual([tf.memory().numTensors, tf.memory().numDataBuffers], [numTensors, numDataBuffers]);
    assert.equal(tf.memory().numBytes, numBytes);
  });

  it('takes numbers along that were made before it', () => {
    const {stdout, stderr} = runFresh(`const marks = tf.tensor([true, false, true]).toFloat();
      const steps = tf.range(0, 4, 1, 'int32').toFloat();
      await engine.start({engine: 'wasm'});
      console.log(JSON.stringify([marks, steps].map((tensor) => [...tensor.mul(2).dataSync()])));`);
    assert.equal(stdout.trim(), '[[2,0,2],[0,2,4,6]]', stderr);
  });

  it('refuses an unknown engine by name', async () => {
    const unknown = {engine: 'gpu'} as unknown as engine.StartOptions;
    await assert.rejects(
      engine.start(unknown),
      /^RangeError: engine must be 'tensorflow', 'wasm' or 'cpu', got 'gpu'$/,
    );
  });

  it('refuses a seed that is no whole number', async () => {
    await assert.rejects(engine.start({seed: 0.5}), /seed must be a whole number, got 0.5/);
  });

  it('restarts the seeds', async () => {
    const draw = () => [engine.nextSeed(), engine.nextSeed(), engine.nextSeed()];
    await engine.start({seed: 7});
    const first = draw();
    assert.equal(new Set(first).size, 3);
    await engine.start({seed: 7});
    assert.deepEqual(draw(), first);
    await engine.start();
    assert.notDeepEqual(draw(), first, 'a start without a seed goes on');
    await engine.start({seed: 8});
    assert.notDeepEqual(draw(), first);
  });

  it('leaves no handlers of fatal errors on the process', async () => {
    const count = () => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    const before = count();
    const {status, stdout} = runFresh(
      "await engine.start(); console.log(process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection'))",
    );
    assert.deepEqual([status, stdout.trim()], [0, '0 0']);
    assert.equal(count(), before);
  });
});

describe('a fresh process', () => {
  it('prints nothing to stderr, whichever engine starts, not even before the start', () => {
    for (const name of ['wasm', 'cpu']) {
      const {stdout, stderr, status} = runFresh(
        'tf.tensor([1]).dispose(); await engine.start(); console.log(engine.info().engine, tf.ones([2]).sum().dataSync()[0])',
        {UNROLL_ENGINE: name},
      );
      assert.deepEqual([stdout.trim(), stderr, status], [`${name} 2`, '', 0]);
    }
  });

  it('names UNROLL_ENGINE when its value is unknown', () => {
    const {stdout, status} = runFresh('await engine.start();', {UNROLL_ENGINE: 'abacus'});
    assert.equal(status, 3);
    assert.equal(
      stdout.trim(),
      "engine must be 'tensorflow', 'wasm' or 'cpu', got 'abacus' (from the environment variable UNROLL_ENGINE)",
    );
  });

  it('starts WebAssembly where nothing else is named or built', () => {
    assert.equal(runFresh('console.log((await engine.start()).engine)').stdout.trim(), 'wasm');
  });

  it('says how to build native TensorFlow where it is asked for and not built', () => {
    const {stdout, status} = runFresh("await engine.start({engine: 'tensorflow'});");
    assert.equal(status, 3);
    assert.equal(stdout.trim(), "engine 'tensorflow' is not built: run `npm run engine:tensorflow` first");
  });

  it('says in one line why native TensorFlow does not start, and does not quietly take another engine', () => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-engine-'));
    try {
      for (const manifest of ['{"package": "gone", "binding": "gone.node", "stderr": "gone.node"}', '{"package":']) {
        writeFileSync(join(folder, 'tensorflow.json'), manifest);
        const {stdout, stderr, status} = runFresh('await engine.start();', {UNROLL_TENSORFLOW: folder});
        assert.deepEqual([status, stderr], [3, '']);
        assert.match(
          stdout,
          /^engine 'tensorflow' does not start \(.+\); run `npm run engine:tensorflow` again, or engine.start\(\{engine: 'wasm'\}\)\n$/,
        );
      }
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('lets the option win over UNROLL_ENGINE', () => {
    const {stdout} = runFresh("console.log((await engine.start({engine: 'wasm'})).engine)", {UNROLL_ENGINE: 'cpu'});
    assert.equal(stdout.trim(), 'wasm');
  });

  it('says that the engine is not started', () => {
    assert.match(runFresh('engine.info();').stdout, /the engine is not started: run `await engine.start\(\)` first/);
  });
});
