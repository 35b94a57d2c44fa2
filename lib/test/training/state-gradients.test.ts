import {strict as assert} from 'node:assert';
import {data, engine, layers, models, scratch, tf, training} from '../../src';

const timeSteps = 12;
const units = 5;

function sequence(seed: number, features = 2): number[][] {
  const {normal} = data.random(seed);
  return Array.from({length: timeSteps}, () => Array.from({length: features}, () => normal(0, 1)));
}

const cells = {
  'a SimpleRNN': () => layers.simpleRNN({units}),
  'an LSTM': () => layers.lstm({units}),
  'a GRU that resets after': () => layers.gru({units}),
  'a SimpleRNN with layer normalisation': () => layers.layerNormSimpleRNN({units}),
  'a GRU that resets before': () => layers.gru({units, resetAfter: false}),
};

describe('stateGradientNorms', () => {
  beforeEach(() => engine.start({seed: 3}));

  for (const [name, make] of Object.entries(cells)) {
    it(`agrees with the tape of TensorFlow.js for the inputs of ${name}`, () => {
      const layer = make();
      const x = sequence(5);
      const {inputs, states} = training.stateGradientNorms(layer, x, {seed: 9});
      const {normal} = data.random(9);
      const direction = Array.from({length: units}, () => normal(0, 1));
      const g = tf.tensor1d(direction.map((value) => value / Math.hypot(...direction)));
      const loss = (input: tf.Tensor) => (layer.apply(input) as tf.Tensor).mul(g).sum();
      const byTape = tf
        .grad(loss)(tf.tensor3d([x]))
        .norm('euclidean', 2)
        .dataSync();
      inputs.forEach((value, t) => {
        assert.ok(Math.abs(value - byTape[t]) < 1e-5 * Math.max(...inputs), `step ${t}: ${value}, ${byTape[t]}`);
      });
      assert.ok(Math.abs((states.at(-1) as number) - 1) < 1e-12);
    });
  }

  it('is the norm of a product of Jacobian matrices', () => {
    const layer = layers.simpleRNN({units});
    const x = sequence(6);
    const {states} = training.stateGradientNorms(layer, x, {seed: 4});
    const twice = training.stateGradientNorms(layer, x, {gradient: [0, 2, 0, 0, 0]});
    assert.equal(twice.states.at(-1), 2);
    const [kernel, recurrent] = layer.getWeights().map((weight) => weight.arraySync() as number[][]);
    const {normal} = data.random(4);
    const draw = Array.from({length: units}, () => normal(0, 1));
    let row = draw.map((value) => value / Math.hypot(...draw));
    const h: number[][] = [Array(units).fill(0)];
    for (const input of x) {
      const last = h[h.length - 1];
      h.push(
        last.map((_, j) =>
          Math.tanh(
            input.reduce((sum, value, i) => sum + value * kernel[i][j], 0) +
              last.reduce((sum, value, i) => sum + value * recurrent[i][j], 0),
          ),
        ),
      );
    }
    for (let t = timeSteps; t > 0; t--) {
      assert.ok(Math.abs(Math.hypot(...row) / states[t - 1] - 1) < 1e-9, `step ${t}`);
      // column vectors: J_t = diag(1 - h_t²) W_hhᵀ, so the row is multiplied by its transpose
      const through = row.map((value, j) => value * (1 - h[t][j] ** 2));
      row = row.map((_, i) => through.reduce((sum, value, j) => sum + value * recurrent[i][j], 0));
    }
  });

  it('stays below the bound of the largest singular value, and keeps norms that float32 would lose', () => {
    for (const scale of [0.05, 0.5, 1, 1.5]) {
      const layer = layers.simpleRNN({units, recurrentInitializer: tf.initializers.orthogonal({gain: scale, seed: 1})});
      const {states} = training.stateGradientNorms(
        layer,
        [...Array(5)].flatMap((_, i) => sequence(i)),
      );
      states.forEach((value, t) => {
        assert.ok(value > 0 && value <= scale ** (states.length - 1 - t) * (1 + 1e-6), `${scale}, step ${t}: ${value}`);
      });
      if (scale === 0.05) assert.ok(states[0] < 1e-70);
    }
  });

  it('multiplies by the forget gate alone along the cell state, where nothing else is connected', () => {
    const layer = layers.lstm({units: 1});
    layer.build([null, timeSteps, 1]);
    const forget = 2;
    layer.setWeights([tf.zeros([1, 4]), tf.zeros([1, 4]), tf.tensor1d([0, forget, 0, 0])]);
    const {states, cellStates, carried} = training.stateGradientNorms(layer, sequence(1, 1));
    assert.deepEqual(
      carried,
      states.map((value, t) => Math.max(value, cellStates?.[t] ?? Number.NaN)),
    );
    const gate = 1 / (1 + Math.exp(-forget));
    cellStates?.forEach((value, t) => {
      const expected = 0.5 * gate ** (timeSteps - 1 - t); // output gate 1/2, tanh'(0) = 1
      assert.ok(Math.abs(value - expected) < 1e-6, `step ${t}`);
    });
  });

  it('refuses what it cannot read, in one line', () => {
    const relu = layers.simpleRNN({units, activation: 'relu'});
    assert.throws(() => training.stateGradientNorms(relu, sequence(1)), {
      name: 'RangeError',
      message: /'tanh'.*'relu'/,
    });
    const other = layers.dense({units}) as never;
    assert.throws(() => training.stateGradientNorms(other, sequence(1)), {name: 'TypeError', message: /layers\.lstm/});
    assert.throws(() => training.stateGradientNorms(layers.gru({units}), []), {name: 'RangeError'});
    const wrong = [{seed: 1, gradient: [1, 0, 0, 0, 0]}, {gradient: [1]}, {sed: 1}];
    for (const options of wrong) {
      assert.throws(() => training.stateGradientNorms(layers.gru({units}), sequence(1), options), /^\w+Error: .*$/);
    }
    const built = layers.gru({units});
    training.stateGradientNorms(built, sequence(1, 2));
    assert.throws(() => training.stateGradientNorms(built, sequence(1, 3)), {message: /reads 2 features.*has 3/});
  });

  it('leaves no tensor behind', () => {
    const layer = layers.lstm({units});
    training.stateGradientNorms(layer, sequence(1));
    const before = tf.memory().numTensors;
    training.stateGradientNorms(layer, sequence(2));
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('weightGradients', () => {
  beforeEach(() => engine.start({seed: 3}));

  it('is 2/n Xᵀ(XW - Y) for a linear model', () => {
    const model = training.compile(tf.sequential({layers: [layers.dense({units: 1, inputShape: [3]})]}));
    const X = scratch.randomMatrix(7, 3, {seed: 1});
    const Y = scratch.randomMatrix(7, 1, {seed: 2});
    const kernel = scratch.matrix(model.getWeights()[0].arraySync() as number[][]);
    const residual = scratch.subtract(scratch.matmul(X, kernel), Y);
    const expected = scratch.scale(scratch.matmul(scratch.transpose(X), residual), 2 / 7);
    const tensors = {x: tf.tensor(scratch.toRows(X)), y: tf.tensor(scratch.toRows(Y))};
    const [first, second] = training.weightGradients(model, tensors);
    assert.deepEqual([first.weight, second.weight], ['kernel', 'bias']);
    assert.deepEqual(first.gradient.shape, [3, 1]);
    expected.values.forEach((value, i) => {
      assert.ok(Math.abs(value - first.gradient.values[i]) < 1e-6);
    });
    assert.ok(Math.abs(first.norm - scratch.norm(expected)) < 1e-6);
  });

  it('names the layer and the weight of a recurrent stack, and changes nothing', () => {
    const model = training.compile(models.buildSimpleRnn({units: [4, 3]}));
    const before = model.getWeights().map((weight) => weight.dataSync().slice());
    const x = tf.randomNormal([5, 6, 1], 0, 1, 'float32', 1);
    const rows = training.weightGradients(model, {x, y: tf.ones([5, 1])});
    assert.equal(rows.length, model.trainableWeights.length);
    assert.ok(rows.some(({weight}) => weight === 'recurrent_kernel'));
    assert.ok(rows.every(({norm}) => norm > 0 && Number.isFinite(norm)));
    model.getWeights().forEach((weight, i) => {
      assert.deepEqual(weight.dataSync(), before[i]);
    });
  });

  it('wants a compiled model', () => {
    const model = tf.sequential({layers: [layers.dense({units: 1, inputShape: [3]})]});
    assert.throws(() => training.weightGradients(model, {x: tf.ones([1, 3]), y: tf.ones([1, 1])}), {
      name: 'TypeError',
      message: /compile the model first/,
    });
  });
});

describe('gradientsLeft', () => {
  beforeEach(() => engine.start({seed: 3}));

  it('follows the decay that a kernel of 0.9 times the identity and inputs of 0 must have', () => {
    const make = () => layers.simpleRNN({units, recurrentInitializer: tf.initializers.identity({gain: 0.9})});
    const left = training.gradientsLeft(make, new data.Grid(new Float64Array(3 * timeSteps * 2), [3, timeSteps, 2]));
    assert.equal(left.length, 3);
    // float32 holds 0.9 to seven digits
    for (const share of left) assert.ok(Math.abs(share / 0.9 ** (timeSteps - 1) - 1) < 1e-5, `${share}`);
  });
  it('gives each layer a sequence of its own', () => {
    const layer = layers.lstm({units});
    const both = [sequence(1), sequence(2)];
    const left = training.gradientsLeft(() => layer, new data.Grid(both.flat(2), [2, timeSteps, 2]));
    both.forEach((one, i) => {
      const {carried} = training.stateGradientNorms(layer, one);
      assert.equal(left[i], carried[0] / carried[timeSteps - 1]);
    });
    assert.notEqual(left[0], left[1]);
  });
  it('refuses what is no list of sequences', () => {
    const make = () => layers.gru({units});
    assert.throws(
      () => training.gradientsLeft(make, new data.Grid([1, 2], [1, 2])),
      /time steps, features\], got \[1, 2\]/,
    );
  });
});
