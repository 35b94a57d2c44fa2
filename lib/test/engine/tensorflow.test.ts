import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpus} from 'node:os';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';

const ROOT = join(__dirname, '../../..');
// npm run test:tensorflow builds the engine and names it; elsewhere there is nothing to test
const onTensorFlow = process.env.UNROLL_ENGINE === 'tensorflow';

function runFresh(body: string, environment: Record<string, string> = {}) {
  const script = `require('tsx/cjs'); const engine = require('./lib/src/engine'); const tf = require('@tensorflow/tfjs');
    (async () => {${body}})().catch((error) => { console.log(error.message); process.exit(3); });`;
  const env = {...process.env, NODE_OPTIONS: '', ...environment};
  return spawnSync(process.execPath, ['--eval', script], {cwd: ROOT, encoding: 'utf8', env});
}

describe('native TensorFlow', () => {
  before(async function () {
    if (onTensorFlow) await engine.start({seed: 1});
    else this.skip();
  });

  it('is picked where it is built, says what computes, and prints nothing to stderr', () => {
    const body = `tf.tensor([1]).dispose(); await engine.start(); console.log(JSON.stringify(engine.info()), tf.getBackend(),
      tf.ones([2, 3]).matMul(tf.ones([3, 2])).sum().dataSync()[0]);`;
    const {stdout, stderr, status} = runFresh(body, {UNROLL_ENGINE: ''});
    assert.deepEqual([stderr, status], ['', 0]);
    const [, info, rest] = /^(\{.*\}) (.*)\n$/.exec(stdout) ?? [];
    const {engine: name, library, version, devices} = JSON.parse(info) as engine.EngineInfo;
    assert.deepEqual([name, library, rest], ['tensorflow', 'TensorFlow', 'tensorflow 12']);
    assert.match(version, /^2\.\d+\.\d+$/);
    const processor = cpus()[0].model.trim();
    if (!devices[0].startsWith('GPU (')) assert.equal(devices[0], `CPU (${processor})`);
    assert.match(devices[1], /^CPU \(WebAssembly/);
  });

  it('lets UNROLL_ENGINE and the option win', () => {
    assert.equal(runFresh('console.log((await engine.start()).engine)', {UNROLL_ENGINE: 'wasm'}).stdout.trim(), 'wasm');
    assert.equal(runFresh("console.log((await engine.start({engine: 'cpu'})).engine)").stdout.trim(), 'cpu');
  });

  it('keeps what others print to stderr, before and after it starts', () => {
    const {stderr} = runFresh("console.error('before'); await engine.start(); console.error('after');");
    assert.equal(stderr, 'before\nafter\n');
  });

  it('takes tensors over that were reshaped on another engine', async () => {
    await engine.start({engine: 'cpu'});
    const flat = tf.tensor1d([1, 2, 3, 4, 5, 6]);
    const [wide, high] = [flat.reshape<tf.Tensor2D>([2, 3]), flat.reshape<tf.Tensor2D>([3, 2])];
    await engine.start();
    assert.deepEqual(wide.matMul(high).arraySync(), [
      [22, 28],
      [49, 64],
    ]);
    assert.deepEqual(high.matMul(wide).slice(0, 1).dataSync(), new Float32Array([9, 12, 15]));
    assert.deepEqual(flat.slice(4).arraySync(), [5, 6]);
    assert.deepEqual(tf.concat([wide, wide], 1).shape, [2, 6]);
    tf.dispose([flat, wide, high]);
  });

  it('holds no native tensor longer than its tensors', async () => {
    const native = tf.backend() as unknown as {binding: {getNumOfTensors(): number}};
    const before = [native.binding.getNumOfTensors(), tf.memory().numTensors];
    await engine.start({engine: 'cpu'});
    const flat = tf.tensor1d([1, 2, 3, 4]);
    const square = flat.reshape([2, 2]);
    await engine.start();
    for (const x of [flat, square, flat, square]) x.add(1).dispose();
    flat.dispose();
    tf.tidy(() => assert.deepEqual(square.add(1).dataSync(), new Float32Array([2, 3, 4, 5])));
    square.dispose();
    assert.deepEqual([native.binding.getNumOfTensors(), tf.memory().numTensors], before);
  });

  it('says what TensorFlow says where TF_CPP_MIN_LOG_LEVEL asks for it', () => {
    const {stdout, stderr} = runFresh('console.log((await engine.start()).engine);', {TF_CPP_MIN_LOG_LEVEL: '0'});
    assert.equal(stdout.trim(), 'tensorflow');
    assert.match(stderr, /TensorFlow/);
  });

  it('computes stock layers as WebAssembly does', async () => {
    const forward = async (name: engine.EngineName) => {
      await engine.start({engine: name});
      return tf.tidy(() => {
        const x = tf.linspace(-1, 1, 60).reshape([3, 5, 4]);
        const layer = tf.layers.lstm({units: 3, kernelInitializer: 'ones', recurrentInitializer: 'ones'});
        return (layer.apply(x) as tf.Tensor).dataSync();
      });
    };
    const [native, wasm] = [await forward('tensorflow'), await forward('wasm')];
    await engine.start();
    native.forEach((value, i) => {
      assert.ok(Math.abs(value - wasm[i]) < 1e-6, `${value} ${wasm[i]}`);
    });
  });

  it('trains the embedding of TensorFlow.js, for which WebAssembly lacks a gradient', async () => {
    const model = tf.sequential({layers: [tf.layers.embedding({inputDim: 5, outputDim: 2, inputLength: 3})]});
    model.compile({optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError'});
    const [x, y] = [tf.tensor2d([[0, 1, 1]]), tf.zeros([1, 3, 2])];
    const losses = [];
    for (let step = 0; step < 3; step++) losses.push((await model.trainOnBatch(x, y)) as number);
    assert.ok(losses[2] < losses[1] && losses[1] < losses[0], losses.join(' '));
    tf.dispose([x, y]);
    model.dispose();
  });
});
