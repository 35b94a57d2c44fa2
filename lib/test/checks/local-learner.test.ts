import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {isModelAnswer, localLearner, type ModelAnswer} from '../../src/checks';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

describe('localLearner', () => {
  before(() => engine.start({seed: 1}));

  const stack = () =>
    tf.sequential({
      layers: [
        layers.lstm({units: 4, inputShape: [7, 3], returnSequences: true, name: 'reader'}),
        tf.layers.dense({units: 2}),
      ],
    });
  const built = async (model: () => unknown) => {
    const learner = localLearner({build: model});
    return {learner, answer: (await learner.call('build')) as ModelAnswer};
  };

  it('turns tensors into nested lists, in lists and records too', async () => {
    const learner = localLearner({
      one: () => tf.tensor2d([[1, 2]]),
      more: () => ({states: [tf.tensor1d([3])], loss: tf.scalar(4), name: 'a'}),
    });
    assert.deepEqual(await learner.call('one'), [[1, 2]]);
    assert.deepEqual(await learner.call('more'), {states: [[3]], loss: 4, name: 'a'});
  });

  it('describes a model by shapes, parameters and layers', async () => {
    const {answer} = await built(stack);
    assert.ok(isModelAnswer(answer));
    assert.deepEqual([answer.inputs, answer.outputs], [[[null, 7, 3]], [[null, 7, 2]]]);
    // An LSTM has four sets of (3 + 4) x 4 weights and 4 biases.
    assert.equal(answer.parameters, 4 * (7 * 4 + 4) + 4 * 2 + 2);
    const [reader, head] = answer.layers.slice(-2);
    assert.deepEqual([reader.name, reader.output, reader.config.units], ['reader', [null, 7, 4], 4]);
    assert.deepEqual([head.kind, head.parameters], ['Dense', 10]);
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
  });

  it('predicts by a model as the model itself does', async () => {
    const model = stack();
    const {learner, answer} = await built(() => model);
    const x = [Array.from({length: 7}, (_, t) => [t / 7, 1, -t])];
    const expected = (model.predict(tf.tensor3d(x)) as tf.Tensor3D).arraySync();
    assert.deepEqual(await learner.predict(answer, x), expected);
  });

  it('leaves no tensor behind', async () => {
    const {learner, answer} = await built(stack);
    const before = tf.memory().numTensors;
    await learner.predict(answer, [Array.from({length: 7}, () => [0, 0, 0])]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('says in one line that a model cannot read its input', async () => {
    const {learner, answer} = await built(stack);
    await assert.rejects(learner.predict(answer, [[[1, 2]]]), /^AnswerError: the model cannot predict: [^\n]*$/);
  });

  it('takes no other object for a model', () => {
    for (const odd of [null, undefined, 3, {}, [], {layers: []}, new Proxy({}, {get: () => undefined})]) {
      assert.equal(isModelAnswer(odd), false);
    }
  });
});
