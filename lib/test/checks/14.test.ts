import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {tf} from '../../src';
import {parts} from '../../src/checks/14';
import {drawChain, drawTelling, everyRow, scoreOf} from '../../src/checks/14/chain-field';
import {bestRow} from '../../src/checks/14/chain-path';
import {lifted, logPartition} from '../../src/checks/14/chain-scores';
import {drawCounts, entityF1} from '../../src/checks/14/entity-counts';
import {checkTagger, F1_LIMIT} from '../../src/checks/14/judged-tags';
import {drawSpans, drawTags, spansOf, tagsOf} from '../../src/checks/14/tag-spans';
import {localLearner} from '../../src/checks/frame/local-learner';
import {generateTaggedSentences, random} from '../../src/data';
import {viterbi} from '../../src/decoding';
import {crf} from '../../src/layers';
import {entities, entityF1 as strictF1} from '../../src/metrics';
import type {Exercise14Experiment} from '../../src/notebook';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);

describe('the references of exercise 14', () => {
  const source = random(14);

  it('read the names that metrics.entities reads, strays and all', () => {
    for (let turn = 0; turn < 60; turn++) {
      const tags = drawTags(source, 1 + (turn % 15));
      assert.deepEqual(spansOf(tags), entities(tags));
    }
  });

  it('write tags from which the names come back', () => {
    for (let turn = 0; turn < 30; turn++) {
      const one = drawSpans(source, 1 + turn);
      assert.deepEqual(entities(tagsOf(one)), one.spans);
    }
  });

  it('score as metrics.entityF1 does', () => {
    for (const sentences of [1, 3, 10]) {
      const one = drawCounts(source, sentences, 12);
      const [truth, found] = [one.truth, one.found].map((rows) => rows.map((spans) => tagsOf({length: 12, spans})));
      near(entityF1(one), strictF1(truth, found).micro.f1);
    }
  });

  it("find the row of the library's Viterbi, padded or not, and its score", () => {
    for (const [tags, length] of [
      [3, 1],
      [3, 5],
      [2, 9],
    ]) {
      const one = drawChain(source, tags, length);
      const {A, start, end} = one.field;
      const library = viterbi(one.E.slice(0, length), A, {start, end});
      assert.deepEqual(bestRow(one), library.tags);
      near(scoreOf(library.tags, one.E, one.field), library.score);
    }
  });

  it("have the partition of the CRF layer's loss, and it moves with the scores", () => {
    const one = drawTelling(source, 3, 4, 2);
    const {A, start, end} = one.field;
    const layer = crf({units: 3});
    layer.build([null, null, 3]);
    layer.setWeights([tf.tensor(A), tf.tensor(start), tf.tensor(end)]);
    const tags = bestRow(one);
    const [loss] = layer.loss(tf.tensor([[...tags, -1, -1]]), tf.tensor([one.E])).arraySync();
    near(logPartition(one) - scoreOf(tags, one.E, one.field), loss, 1e-5);
    near(logPartition(lifted(one, 800)), logPartition(one) + 4 * 800);
  });

  it('give probabilities that sum to one', () => {
    const one = drawChain(source, 3, 5);
    const lnZ = logPartition(one);
    near(
      everyRow(one).reduce((sum, {score}) => sum + Math.exp(score - lnZ), 0),
      1,
    );
  });
});

describe('exercise 14', () => {
  it('F1_LIMIT is the smallest mean - 4 deviations of the recorded networks, and above every rule', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-14.json');
    const {networks, rules} = JSON.parse(readFileSync(path, 'utf8')) as Exercise14Experiment;
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {f1}) => sum + f1 / runs.length, 0);
      const squares = runs.reduce((sum, {f1}) => sum + (f1 - mean) ** 2, 0);
      return mean - 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(F1_LIMIT, Math.floor(1000 * Math.min(...limits)) / 1000);
    assert.ok(rules.every((one) => Object.values(one).every((f1) => f1 < F1_LIMIT - 0.1)));
  });

  it('judges tags by their score alone', async () => {
    const sentences = new Map(
      generateTaggedSentences(50, {seed: 77}).map(({tokens, tags}) => [tokens.join(' '), tags] as const),
    );
    const judged = async (change: (tags: string[]) => unknown) => {
      const answer = (rows: string[][]) => rows.map((tokens) => change(sentences.get(tokens.join(' ')) as string[]));
      const findings = [];
      for await (const one of checkTagger(localLearner({tagSentences: answer}), [77], 50)) findings.push(one);
      return findings;
    };
    assert.ok((await judged((tags) => tags)).every(({passed}) => passed));
    const [late] = await judged((tags) => [...tags.slice(1), 'O']);
    assert.match(late.message, /moved by one word/);
    const [lost] = await judged((tags) => tags.map((tag) => (tag.endsWith('PER') ? 'O' : tag)));
    assert.match(lost.message, /no name is PER/);
    const [silent] = await judged(() => undefined);
    assert.match(silent.message, /return missing/);
  });

  it('has 14 of its 20 points in seven checked parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      14,
    );
  });
});
