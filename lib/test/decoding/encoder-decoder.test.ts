import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {padSequences, type Tokens} from '../../src/data';
import {
  aloneAndTold,
  beamNodes,
  beamSearch,
  beamTranslate,
  type DecoderState,
  decoderSteps,
  forcedTokens,
  greedy,
  readSources,
  translate,
} from '../../src/decoding';
import * as engine from '../../src/engine';
import {alignments, buildEncoderDecoder, type EncoderDecoder} from '../../src/models';
import {tableModel} from './tables';

const SOURCES = [[3, 4, 5, 6], [7], [5, 5, 3]];
const ENDS = {start: 2, end: 3, maxLength: 6};

describe('an encoder-decoder that writes', () => {
  before(() => engine.start({seed: 3}));
  const build = (attention?: 'additive') =>
    buildEncoderDecoder({sourceVocabulary: 9, targetVocabulary: 8, embedding: 5, units: 6, attention});
  for (const [name, network] of [
    ['without attention', () => build()],
    ['with attention', () => build('additive')],
  ] as [string, () => EncoderDecoder][]) {
    it(`gives the log-probabilities of the training model on the same tokens, ${name}`, () => {
      const [models, target] = [network(), [2, 5, 1, 7, 4]];
      const step = decoderSteps(models);
      for (const [i, source] of SOURCES.entries()) {
        // Read together with longer sources: padding must change nothing.
        let state = readSources(models, SOURCES)[i];
        const inputs = [source, target].map((ids) => padSequences([ids]).toTensor());
        const expected = tf.tidy(() => (models.model.predict(inputs) as tf.Tensor3D).log().arraySync()[0]);
        target.forEach((_, t) => {
          const next = step.steps([target.slice(0, t + 1)], [state]) as unknown as {
            logProbabilities: {values: Float64Array};
            states: DecoderState[];
          };
          expected[t].forEach((log, token) => {
            assert.ok(Math.abs(next.logProbabilities.values[token] - log) < 1e-4);
          });
          [state] = next.states;
        });
      }
    });
    it(`writes for many sources what greedy writes for each alone, ${name}`, () => {
      const models = network();
      const many = translate(models, SOURCES, {...ENDS, batchSize: 2});
      SOURCES.forEach((source, i) => {
        const [state] = readSources(models, [source]);
        const alone = greedy(decoderSteps(models), {...ENDS, state});
        assert.deepEqual([many[i].tokens, many[i].ended], [alone.tokens, alone.ended]);
        assert.ok(Math.abs(many[i].logProbability - alone.logProbability) < 1e-4);
      });
    });
    it(`tells what it would write after the right tokens, ${name}`, () => {
      const models = network();
      const [step, target] = [decoderSteps(models), [2, 5, 1, 7]];
      let [state] = readSources(models, SOURCES);
      const expected = target.map((_, t) => {
        const {tokens, state: next} = greedy(step, {start: target.slice(0, t + 1), maxLength: 1, state});
        state = next as DecoderState;
        return tokens[0];
      });
      const x = [SOURCES[0], target].map((ids) => padSequences([ids]));
      assert.deepEqual(forcedTokens(models, [x[0], x[1]]), [expected]);
    });
    it(`finds for each source what a beam finds for it alone, and what it writes alone or told, ${name}`, () => {
      const models = network();
      const [found] = beamTranslate(models, [SOURCES[2]], {...ENDS, width: 3});
      const [state] = readSources(models, [SOURCES[2]]);
      assert.deepEqual(found.tokens, beamSearch(decoderSteps(models), {...ENDS, width: 3, state})[0].tokens);
      const [read, write] = [padSequences([[2, 5, 1]]), padSequences([[5, 1, 3]])];
      const x: [Tokens, Tokens] = [padSequences([SOURCES[0]]), read];
      const {right, alone, told} = aloneAndTold(models, {x, y: write}, {start: 2, end: 3});
      assert.deepEqual([right, told], [[[5, 1, 3]], forcedTokens(models, x)]);
      const [one] = translate(models, [SOURCES[0]], {...ENDS, maxLength: 3});
      assert.deepEqual(alone, [one.ended ? [...one.tokens, 3] : one.tokens]);
      assert.equal(alone[0][0], told[0][0]); // both have read START alone
    });
    it(`leaks no tensors, ${name}`, () => {
      const models = network();
      translate(models, SOURCES, ENDS);
      const before = tf.memory().numTensors;
      const [state] = readSources(models, SOURCES);
      beamSearch(decoderSteps(models), {...ENDS, state});
      translate(models, SOURCES, ENDS);
      assert.equal(tf.memory().numTensors, before);
    });
  }
  it('shows where it looks: a distribution for each token told, without weight on padding', () => {
    const x: [Tokens, Tokens] = [padSequences(SOURCES), padSequences([[2, 5], [2], [2, 4]])];
    const weights = alignments(build('additive').model, x, 2);
    assert.deepEqual([weights.length, weights[0].length, weights[0][0].length], [3, 2, 4]);
    weights.forEach((rows, i) => {
      const seen = rows[0].slice(0, SOURCES[i].length).reduce((sum, weight) => sum + weight, 0);
      assert.ok(Math.abs(seen - 1) < 1e-6);
      assert.ok(rows[0].slice(SOURCES[i].length).every((weight) => weight === 0));
    });
    assert.throws(() => alignments(build().model, x), /attention/);
  });
  it('says what is wrong', () => {
    const models = build();
    assert.throws(() => decoderSteps({} as EncoderDecoder), /decoderSteps: network must have the models/);
    assert.throws(() => readSources(models, []), /readSources: sources must not be empty/);
    assert.throws(() => greedy(decoderSteps(models), ENDS), /needs a start token, and a state/);
    assert.throws(() => translate(models, SOURCES, {...ENDS, end: 99}), /end is token 99/);
  });
});

describe('beamNodes', () => {
  it('is the tree of the beam search: parents come first, children are less likely, and the best is marked', () => {
    for (let seed = 0; seed < 10; seed++) {
      const [step, options] = [tableModel(5, seed), {end: 2, maxLength: 4, width: 3}];
      const nodes = beamNodes(step, {...options, name: String});
      const [best] = beamSearch(step, options);
      nodes.slice(1).forEach(({parent, logProbability, kept}, i) => {
        assert.ok(parent !== undefined && parent <= i && nodes[parent].kept);
        assert.ok(logProbability <= nodes[parent].logProbability);
        assert.equal(typeof kept, 'boolean');
      });
      const marked = nodes.filter(({isBest}) => isBest);
      assert.equal(marked.length, 1);
      assert.equal(marked[0].logProbability, best.logProbability);
    }
  });
  it('keeps as many as the beam is wide, and shows as many dropped ones as are asked for', () => {
    const nodes = beamNodes(tableModel(6, 1), {maxLength: 1, width: 2, name: String, dropped: 1});
    assert.deepEqual(
      nodes.slice(1).map(({kept}) => kept),
      [true, true],
    );
    const next = beamNodes(tableModel(6, 1), {maxLength: 2, width: 2, name: String, dropped: 1}).slice(3);
    assert.deepEqual(
      next.map(({kept}) => kept),
      [true, true, false],
    );
  });
});
