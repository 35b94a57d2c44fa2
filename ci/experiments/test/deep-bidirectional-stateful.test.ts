import assert from 'node:assert/strict';
import {data, engine, layers, metrics, models, tf, training} from '../../../lib/src';
import {recorded} from '../../../lib/src/notebook/recorded';

const ours = recorded('experiments', 'deep-bidirectional-stateful');
const keras = recorded('peers', 'deep-bidirectional-stateful');

describe('the models of lesson 3.3 in this library and in Keras', () => {
  it('have as many weights', async () => {
    await engine.start({seed: 1});
    const io = {lookback: 50, features: 10};
    const classifier = {vocabulary: 10_000, units: [256]};
    const counted = models.modelCosts(
      {
        'SimpleRNN 50-25': () => models.buildRecurrent({...io, cell: 'simpleRNN', units: [50, 25], hidden: [32]}),
        'LSTM 128-64-32': () => models.buildLstm({...io, units: [128, 64, 32], hidden: [16]}),
        'GRU 128-64-32, batch norm': () =>
          models.buildGru({...io, units: [128, 64, 32], hidden: [16], normalise: 'batch'}),
        'BiLSTM 64-32': () => models.buildLstm({...io, units: [64, 32], hidden: [32], bidirectional: true}),
        'encoder-decoder 256': () => models.buildForecastDecoder({...io, units: 256, horizon: 10}),
        'classifier RNN': () => models.buildTextClassifier({...classifier, cell: 'simpleRNN'}),
        'classifier LSTM': () => models.buildTextClassifier(classifier),
        'classifier GRU': () => models.buildTextClassifier({...classifier, cell: 'gru'}),
        'classifier BiLSTM': () => models.buildTextClassifier({...classifier, bidirectional: true}),
      },
      4,
    );
    assert.deepEqual(Object.fromEntries(counted.map(({model, parameters}) => [model, parameters])), keras.parameters);
  });

  it('forecast within the spread of seeds at every depth, and a residual connection mends four layers in both', () => {
    const afterTen = (name: string) => ours.depth.stacks[name].runs.map(({testMse}) => testMse['10']);
    for (const [name, theirs] of Object.entries(keras.depth)) {
      const own = afterTen(name);
      const meet = Math.min(...own) <= Math.max(...theirs) && Math.min(...theirs) <= Math.max(...own);
      assert.ok(meet, `${name}: ${own}; ${theirs}`);
    }
    for (const of of [afterTen, (name: string) => keras.depth[name]]) {
      const [one, four, mended] = ['lstm 1 plain', 'lstm 4 plain', 'lstm 4 residual'].map(of);
      assert.ok(Math.min(...four) > Math.max(...one, ...mended));
    }
  });

  it('fail at depth by no lack of loudness: a louder start mends nothing, a quieter one with shut forget gates does', () => {
    const column = (name: string, of: (run: (typeof ours.depth.stacks)[string]['runs'][number]) => number) =>
      ours.depth.stacks[name].runs.map(of);
    const error = (name: string) => column(name, ({testMse}) => testMse['20']);
    const spread = (name: string) => column(name, ({startSpread}) => startSpread);
    const [plain, loud, quiet] = ['lstm 4 plain', 'lstm 4 kernels x3', 'lstm 4 forget bias -2'];
    assert.ok(Math.min(...spread(loud)) > 10 * Math.max(...spread(plain)), 'louder');
    assert.ok(Math.max(...spread(quiet)) < Math.min(...spread(plain)) / 10, 'quieter');
    assert.ok(Math.min(...error(loud)) > 2 * Math.max(...error('lstm 1 plain')), `louder: ${error(loud)}`);
    assert.ok(Math.max(...error(quiet)) < Math.min(...error(plain)) / 3, `quieter: ${error(quiet)}`);
  });

  it('learn with four layers as well as with one at ten times the rate, not so with eight', () => {
    const error = (name: string) => ours.depth.stacks[name].runs.map(({testMse}) => testMse['20']);
    const [one, four, eight] = [1, 4, 8].map((count) => error(`lstm ${count} plain, rate 0.01`));
    assert.ok(Math.min(...four) < Math.max(...one) && Math.max(...four) < Math.min(...error('lstm 4 plain')) / 3);
    assert.ok(Math.min(...eight) > 2 * Math.max(...four), `${eight}`);
  });

  it('gain from dropout of the states no more than from early stopping', () => {
    const {kinds} = ours.dropout.noisy;
    const stopped = kinds['none, stopped early'];
    assert.ok(Math.max(...stopped) < Math.min(...kinds.none) / 2, `${stopped}`);
    assert.ok(Math.min(...stopped) < Math.max(...kinds['states, variational']), `${stopped}`);
  });

  it('need the second direction alike between two marks', async () => {
    const train = data.generateBetween(2000, 20, {seed: 1});
    const {x, y, bestSoFar} = data.generateBetween(500, 20, {seed: 2});
    await engine.start({seed: 1});
    const recurrent = layers.lstm({units: 16, returnSequences: true});
    const model = training.compile(
      tf.sequential({
        layers: [layers.bidirectional({layer: recurrent, inputShape: [null, 2]}), layers.dense({units: 1})],
      }),
      {learningRate: 0.003},
    );
    await training.fit(model, {x: train.x, y: train.y}, {epochs: 10, seed: 1});
    const [own, floor] = [training.evaluate(model, {x, y}).loss, metrics.mse(y, bestSoFar)];
    const theirs = keras.between['two directions'];
    assert.ok(own < 2 * Math.max(...theirs) && own > Math.min(...theirs) / 2, `${own}; ${theirs}`);
    for (const name of ['one LSTM', 'two stacked']) {
      for (const mse of keras.between[name]) assert.ok(mse > 0.97 * floor && mse < 1.1 * floor, `${name}: ${mse}`);
    }
    model.dispose();
  });

  it('read the answers where the direction from the end is given the targets', () => {
    for (const [run, errors] of keras.nextValue['two directions'].entries()) {
      const oneWay = keras.nextValue['one direction'][run];
      assert.ok(metrics.median(errors) < 0.1 ** 2 / 12, 'below the noise of the series');
      assert.ok((errors.at(-1) as number) > 5 * (oneWay.at(-1) as number));
    }
  });
});
