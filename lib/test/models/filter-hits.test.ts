import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {encodeDna} from '../../src/data';
import * as engine from '../../src/engine';
import {conv1d, embedding} from '../../src/layers';
import {filterHits} from '../../src/models';

/** One-hot embedding, so that a kernel is a motif. */
function reader(motifs: string[], options: {padding?: 'same' | 'valid'} = {}): tf.LayersModel {
  const input = tf.input({shape: [null], dtype: 'int32'});
  const hot = embedding({inputDim: 6, outputDim: 6, name: 'hot'});
  const find = conv1d({filters: motifs.length, kernelSize: motifs[0].length, activation: 'relu', ...options});
  const model = tf.model({inputs: input, outputs: find.apply(hot.apply(input)) as tf.SymbolicTensor});
  hot.setWeights([tf.eye(6)]);
  const kernel = tf.tensor3d(
    Array.from(motifs[0], (_, t) =>
      Array.from({length: 6}, (_, id) => motifs.map((motif) => Number('ACGT'.indexOf(motif[t]) + 1 === id))),
    ),
  );
  find.setWeights([kernel, tf.fill([motifs.length], 1 - motifs[0].length)]);
  return model;
}

describe('filterHits', () => {
  before(() => engine.start({seed: 1}));

  it('finds every place of a motif, in every example', () => {
    const model = reader(['GTA', 'TTT']);
    const [gta, ttt] = filterHits(model, encodeDna(['GTACGTAC', 'AAAAAAAA', 'CCCCCGTA']));
    assert.deepEqual(gta, {
      filter: 0,
      largest: 1,
      hits: [
        {example: 0, step: 0},
        {example: 0, step: 4},
        {example: 2, step: 5},
      ],
    });
    assert.deepEqual(ttt, {filter: 1, largest: 0, hits: []});
  });
  it('leaves no tensors behind', () => {
    const model = reader(['GTA']);
    const x = encodeDna(['GTACGTAC']);
    filterHits(model, x);
    const {numTensors} = tf.memory();
    filterHits(model, x);
    assert.equal(tf.memory().numTensors, numTensors);
  });
  it('refuses a model without a plain convolution, and a share of 0', () => {
    const input = tf.input({shape: [4]});
    const dense = tf.model({inputs: input, outputs: tf.layers.dense({units: 1}).apply(input) as tf.SymbolicTensor});
    assert.throws(() => filterHits(dense, encodeDna(['ACGT'])), /the model has no Conv1d layer/);
    assert.throws(() => filterHits(reader(['GTA'], {padding: 'same'}), encodeDna(['ACGT'])), /padding 'valid'/);
    assert.throws(() => filterHits(reader(['GTA']), encodeDna(['ACGT']), {share: 0}), /share/);
  });
});
