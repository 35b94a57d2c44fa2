import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as models from '../../src/models';
import {expectClose} from '../engine/golden';
import {shake} from '../layers/model-files';

const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const predict = (model: tf.LayersModel, x: tf.Tensor | tf.Tensor[]) => model.predict(x) as tf.Tensor;
const tokens = (rows: number[][]) => tf.tensor2d(rows, undefined, 'int32');

/** Steps of a series that the output at `step` depends on: those with a gradient. */
function seen(model: tf.LayersModel, lookback: number, step: number): number[] {
  const x = draw([1, lookback, 1], 1).abs(); // a ReLU closes below zero
  const gradient = tf.grad((one: tf.Tensor) => {
    const y = model.apply(one) as tf.Tensor;
    return y.rank === 3 ? y.slice([0, step, 0], [1, 1, 1]).sum() : y.sum();
  })(x);
  return Array.from(gradient.dataSync()).flatMap((value, t) => (value === 0 ? [] : [t]));
}

/** Weights above zero: no ReLU closes, so that every path shows. */
function open(model: tf.LayersModel): tf.LayersModel {
  model.setWeights(model.getWeights().map((weight) => weight.abs().add(0.01)));
  return model;
}

describe('the families of models', () => {
  beforeEach(() => engine.start({seed: 3}).then(() => undefined));

  it('see as many steps as receptiveField says, and none that is later', () => {
    const stages = [
      {filters: 2, kernelSize: 3},
      {filters: 2, kernelSize: 2, dilationRate: 3},
    ];
    const causal = models.buildCnn({stages, padding: 'causal', read: 'last', lookback: 20});
    const {steps, jump} = models.receptiveField(stages.map(({filters: _, ...window}) => window));
    assert.deepEqual({steps, jump}, {steps: 6, jump: 1});
    const before = (step: number, count: number) => Array.from({length: count}, (_, i) => step - count + 1 + i);
    assert.deepEqual(seen(open(causal), 20, 19), before(19, 6));
    const rates = [1, 2, 4];
    const simple = open(models.buildCausalCnn({filters: 3, dilationRates: rates, lookback: 20}));
    assert.deepEqual(seen(simple, 20, 15), before(15, 8));
    const full = models.buildWaveNet({blocks: 2, stacks: 2, filters: 3, lookback: 20});
    const dilations = models.waveNetDilations({blocks: 2, stacks: 2});
    assert.deepEqual(dilations, [1, 2, 1, 2]);
    const field = models.receptiveField([
      {kernelSize: 2},
      ...dilations.map((dilationRate) => ({kernelSize: 2, dilationRate})),
    ]);
    assert.equal(field.steps, 8);
    assert.deepEqual(seen(full, 20, 15), before(15, 8));
    assert.deepEqual(models.receptiveField([{kernelSize: 5}, {kernelSize: 2, strides: 2}, {kernelSize: 3}]), {
      steps: 10,
      jump: 2,
    });
  });

  it('are causal where they say so: a changed step leaves every earlier output as it was', () => {
    const causal = [
      models.buildCausalCnn({outputs: 2, lookback: 12}),
      models.buildWaveNet({outputs: 2, lookback: 12}),
      models.buildTransformer({lookback: 12, causal: true, read: 'all', blocks: 2, width: 8}),
      models.buildLstm({units: [4, 4], returnSequences: true, lookback: 12}),
    ];
    const x = draw([2, 12, 1], 2);
    const changed = x.add(tf.oneHot(tf.tensor1d([8], 'int32'), 12).reshape([1, 12, 1]));
    for (const model of causal) {
      const [first, second] = [x, changed].map((one) => predict(model, one));
      const parts = [first, second].map((y) => y.slice([0, 0, 0], [2, 8, -1]).dataSync());
      assert.deepEqual(parts[0], parts[1]);
      assert.notDeepEqual(first.dataSync(), second.dataSync());
    }
    const both = models.buildTransformer({lookback: 12, read: 'all', width: 8});
    const early = [x, changed].map((one) => predict(both, one).slice([0, 0, 0], [2, 8, 1]).dataSync());
    assert.notDeepEqual(early[0], early[1]);
  });

  it('know where a step is: a Transformer that reads the mean tells two orders of the same steps apart', () => {
    const model = models.buildTransformer({lookback: 6, width: 8});
    shake(model);
    const x = draw([1, 6, 1], 3);
    assert.ok(
      predict(model, x)
        .sub(predict(model, x.reverse(1)))
        .abs()
        .dataSync()[0] > 1e-4,
    );
  });

  it('do not see padding: texts of any padding have the same classes, tags and attention', () => {
    const options = {vocabulary: 9, embedding: 5, units: [4, 3]};
    const short = tokens([[3, 1, 2]]);
    const long = tokens([[3, 1, 2, 0, 0]]);
    for (const attention of [undefined, 'additive', 'dot', 'scaledDot'] as const) {
      const model = models.buildTextClassifier({...options, bidirectional: true, attention});
      shake(model);
      expectClose(predict(model, long), predict(model, short), 1e-6);
      if (!attention) continue;
      const weights = models.attentionWeights(model, long);
      assert.deepEqual(weights.shape, [1, 1, 5]);
      const [a, b, c, ...rest] = Array.from(weights.dataSync());
      assert.ok(Math.abs(a + b + c - 1) < 1e-6 && rest.every((weight) => weight === 0));
      assert.ok(a !== b);
    }
    const tagger = models.buildTagger({...options, tags: 4, crf: true});
    shake(tagger);
    const [one, two] = [short, long].map((x) => models.crfOf(tagger).decode(predict(tagger, x), x.greater(0)));
    expectClose(two.scores, one.scores, 1e-5);
    assert.deepEqual(two.tags.slice([0, 0], [1, 3]).arraySync(), one.tags.arraySync());
  });

  it('skip frames of zeros behind a clip where asked to', () => {
    const options = {height: 6, width: 6, classes: 3, filters: [3], units: [4]};
    const clip = draw([1, 3, 6, 6, 1], 4);
    const longer = clip.pad([
      [0, 0],
      [0, 2],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const [masked, plain] = [true, false].map((maskZero) => models.buildVideoClassifier({...options, maskZero}));
    expectClose(predict(masked, longer), predict(masked, clip), 1e-6);
    assert.throws(() => expectClose(predict(plain, longer), predict(plain, clip), 1e-6));
  });

  it('write step by step what the encoder-decoder writes at once', () => {
    const source = tokens([
      [3, 1, 4, 0, 0],
      [2, 2, 5, 1, 3],
    ]);
    const target = tokens([
      [1, 4, 2, 3],
      [1, 3, 3, 5],
    ]);
    for (const cell of ['lstm', 'gru', 'simpleRNN'] as const) {
      for (const attention of [undefined, 'additive', 'dot', 'scaledDot'] as const) {
        const options = {sourceVocabulary: 6, targetVocabulary: 7, embedding: 5, units: 4, cell, attention};
        const {model, encoder, decoder} = models.buildEncoderDecoder(options);
        shake(model);
        const whole = predict(model, [source, target]);
        const given = encoder.predict(source) as tf.Tensor | tf.Tensor[];
        let states = Array.isArray(given) ? given : [given];
        const memory = attention ? states.slice(-1) : [];
        if (attention) states = states.slice(0, -1);
        for (let t = 0; t < 4; t++) {
          const inputs = [target.slice([0, t], [2, 1]), ...states, ...memory];
          const [probabilities, ...rest] = decoder.predict(inputs) as tf.Tensor[];
          expectClose(probabilities, whole.slice([0, t, 0], [2, 1, 7]), 1e-5, `${cell}, ${attention}, step ${t}`);
          states = rest.slice(0, states.length);
          if (attention) {
            const [first] = rest[rest.length - 1].arraySync() as number[][][];
            assert.deepEqual(first[0].slice(3), [0, 0], 'padding gets no attention');
          }
        }
      }
    }
  });

  it('write captions step by step as at once', () => {
    const [image, words] = [
      draw([2, 8, 8, 3], 5),
      tokens([
        [1, 4, 2],
        [1, 3, 5],
      ]),
    ];
    for (const attention of [undefined, 'additive'] as const) {
      const options = {height: 8, width: 8, vocabulary: 6, embedding: 5, units: 4, filters: [3], attention};
      const {model, encoder, decoder} = models.buildCaptionModel(options);
      const whole = predict(model, [image, words]);
      const [H, C, ...memory] = encoder.predict(image) as tf.Tensor[];
      let states = [H, C];
      for (let t = 0; t < 3; t++) {
        const [made, ...rest] = decoder.predict([words.slice([0, t], [2, 1]), ...states, ...memory]) as tf.Tensor[];
        expectClose(made, whole.slice([0, t, 0], [2, 1, 6]), 1e-5);
        states = rest.slice(0, 2);
      }
    }
  });

  it('carry their states from batch to batch where they are stateful', () => {
    const [whole, parts] = [false, true].map((stateful) =>
      models.buildLstm({units: [4, 3], stateful, batchSize: 2, features: 5}),
    );
    parts.setWeights(whole.getWeights());
    const x = draw([2, 10, 5], 6);
    predict(parts, x.slice([0, 0, 0], [2, 6, 5]));
    expectClose(predict(parts, x.slice([0, 6, 0], [2, 4, 5])), predict(whole, x), 1e-6);
  });

  it('refuse what has no meaning, by name and value', () => {
    const units = [4];
    const refused: [() => unknown, RegExp][] = [
      [() => models.buildLstm({units: []}), /units must be a list/],
      [() => models.buildLstm({units: [4, 0]}), /units\[1\] must be a whole number >= 1, got 0/],
      [() => models.buildLstm({units, unit: 3} as never), /buildLstm: unknown option "unit"; did you mean "units"\?$/],
      [
        () => models.buildRecurrent({units, cell: 'rnn' as never}),
        /cell must be 'simpleRNN' or 'lstm' or 'gru', got 'rnn'/,
      ],
      [() => models.buildGru({units, dropout: 1}), /dropout must lie in \[0, 1\), got 1/],
      [() => models.buildGru({units, stateful: true}), /batchSize of a stateful model must be a whole number/],
      [() => models.buildGru({units, hidden: [2.5]}), /hidden\[0\] must be a whole number >= 1, got 2.5/],
      [() => models.buildForecastDecoder({units: 3} as never), /horizon must be a whole number >= 1, got undefined/],
      [() => models.buildCnn({stages: []}), /stages must be a list/],
      [
        () => models.buildCnn({stages: [{filters: 3, kernel: 2} as never]}),
        /buildCnn: stages\[0\]: unknown option "kernel"; did you mean "kernelSize"/,
      ],
      [() => models.buildCnn({stages: [{filters: 3, kernelSize: 0}]}), /stages\[0\].kernelSize must be .* got 0/],
      [() => models.buildCnn({stages: [{filters: 3, kernelSize: 9}], lookback: 5}), /5.*9|9.*5/],
      [() => models.buildCausalCnn({dilationRates: []}), /dilationRates must be a list/],
      [() => models.buildWaveNet({blocks: -1}), /blocks must be a whole number >= 1, got -1/],
      [() => models.receptiveField([{kernelSize: 0}]), /kernelSize must be a whole number >= 1, got 0/],
      [() => models.buildTransformer({lookback: 5, width: 6, heads: 4}), /heads must divide the width 6, got 4/],
      [() => models.buildTransformer({lookback: 5, features: 2, vocabulary: 6}), /features belongs to series/],
      [
        () => models.buildTransformer({lookback: 5, vocabulary: 6, read: 'last'}),
        /read must be 'average' or 'all' for texts/,
      ],
      [
        () => models.buildTextClassifier({vocabulary: 9, units, attention: 'luong' as never}),
        /attention must be .* got 'luong'/,
      ],
      [() => models.buildTextClassifier({units} as never), /vocabulary must be a whole number >= 1, got undefined/],
      [
        () => models.buildLanguageModel({vocabulary: 9, units, residual: true} as never),
        /buildLanguageModel: unknown option "residual"/,
      ],
      [
        () => models.buildLanguageModel({vocabulary: 9, units, filters: 3} as never),
        /buildLanguageModel: unknown option "filters"/,
      ],
      [
        () => models.buildEncoderDecoder({sourceVocabulary: 5, targetVocabulary: 0}),
        /targetVocabulary must be .* got 0/,
      ],
      [
        () => models.crfOf(models.buildTagger({vocabulary: 9, tags: 3, units})),
        /crfOf: model must have a conditional random field, got none/,
      ],
      [
        () => models.attentionWeights(models.buildLstm({units}), draw([1, 3, 1], 1)),
        /has 0 attention layer\(s\).*got index 0/,
      ],
      [
        () => models.buildSpeechClassifier({classes: 3} as never),
        /features must be a whole number >= 1, got undefined/,
      ],
      [() => models.buildCtcModel({features: 3, symbols: 0}), /symbols must be a whole number >= 1, got 0/],
      [() => models.buildVideoClassifier({height: 8, width: 8, classes: 2, filters: []}), /filters must be a list/],
      [
        () => models.buildVideoCnn({height: 8, width: 8, classes: 2} as never),
        /frames must be a whole number >= 1, got undefined/,
      ],
      [() => models.buildDnaClassifier({pool: 0}), /pool must be a whole number >= 1, got 0/],
      [() => models.buildSketchModel({components: 0}), /components must be a whole number >= 1, got 0/],
      [() => models.buildSketchClassifier({} as never), /classes must be a whole number >= 1, got undefined/],
    ];
    const before = tf.memory().numTensors;
    for (const [build, message] of refused.slice(0, 4)) assert.throws(build, message);
    assert.equal(tf.memory().numTensors, before);
    for (const [build, message] of refused) assert.throws(build, message);
  });
});
