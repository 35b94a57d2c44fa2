import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {tf} from '../../src';
import {drawSaid} from '../../src/checks/12/text-bits';
import {parts} from '../../src/checks/17';
import {type BeamCase, beamWalk, bruteForce, drawBeams} from '../../src/checks/17/beam-walks';
import {freshPairs, germanPairs} from '../../src/checks/17/german-sentences';
import {checkTranslator, MATCH_LIMIT} from '../../src/checks/17/judged-translations';
import {drawTable, greedyWalk, type Table} from '../../src/checks/17/step-tables';
import {drawLesson, lossOf, taught} from '../../src/checks/17/taught-words';
import {drawMatch, matched} from '../../src/checks/17/whole-sentences';
import {localLearner} from '../../src/checks/frame/local-learner';
import {buildVocabulary, random, teacherForced} from '../../src/data';
import {beamSearch, greedy} from '../../src/decoding';
import {exactMatch} from '../../src/metrics';
import type {Exercise17Experiment} from '../../src/notebook';

const stepOf = ({logs, next}: Table) => {
  return (tokens: readonly number[]) => logs[tokens.reduce((state, token) => next[state][token], 0)];
};

describe('the references of exercise 17', () => {
  const source = random(17);

  it('shift targets as data.teacherForced does', () => {
    const {targets} = drawLesson(source, [4, 1, 6]);
    const words = targets.map((row) => row.map(String));
    const vocabulary = buildVocabulary(words, {unknown: false, ends: true});
    const {startId: start = -1, endId: end = -1} = vocabulary;
    const pairs = words.map((target) => ({source: target, target}));
    const {x, y} = teacherForced(pairs, vocabulary, vocabulary);
    const mine = taught({targets: words.map((row) => vocabulary.encode(row)), start, end});
    assert.deepEqual(mine.read.flat(), Array.from(x[1].values));
    assert.deepEqual(mine.write.flat(), Array.from(y.values));
  });

  it('have the masked cross-entropy that tensors give', () => {
    const said = drawSaid(source, [3, 5, 1], 6, 7);
    const hot = tf.oneHot(tf.tensor2d(said.targets, undefined, 'int32'), 7);
    const mask = tf.tensor2d(said.targets).notEqual(0).toFloat();
    const losses = tf.tensor3d(said.probabilities).mul(hot).sum(2).log().neg().mul(mask);
    assert.ok(Math.abs(lossOf(said) - losses.sum().div(mask.sum()).dataSync()[0]) < 1e-5);
  });

  it('walk greedily as the library does, and as a beam of one', () => {
    for (let turn = 0; turn < 30; turn++) {
      const [table, end, most] = [drawTable(source, 4, 5), source.integer(0, 5), source.integer(1, 9)];
      const mine = greedyWalk([table, end, most]);
      assert.deepEqual(mine, greedy(stepOf(table), {end, maxLength: most}).tokens);
      assert.deepEqual(mine, beamWalk([table, end, 1, most, source.uniform(0, 2)]));
    }
  });

  it('search with a beam as the library does', () => {
    for (let turn = 0; turn < 100; turn++) {
      const [table, end] = [drawTable(source, 4, 4, 1.5), source.integer(0, 4)];
      const [width, most, lengthPenalty] = [source.integer(1, 6), source.integer(1, 8), source.uniform(0, 2)];
      const [{tokens}] = beamSearch(stepOf(table), {end, width, maxLength: most, lengthPenalty});
      assert.deepEqual(beamWalk([table, end, width, most, lengthPenalty]), tokens);
    }
  });

  it('find what brute force finds where the beam drops nothing, and not always where it does', () => {
    const cases = drawBeams(
      source,
      Array.from({length: 6}, (_, i) => [3, 4, 300, 4, i / 4]),
    );
    for (const one of cases) assert.deepEqual(beamWalk(one), bruteForce(one));
    const narrow = cases.map(([table, end, , most, penalty]): BeamCase => [table, end, 2, most, penalty]);
    const wide = drawBeams(
      random(5),
      Array.from({length: 6}, (_, i) => [4, 4, 2, 6, i / 4]),
    );
    assert.ok([...narrow, ...wide].some((one) => beamWalk(one).join() !== bruteForce(one).join()));
  });

  it('draw tables on which a beam of one, of another width and without the penalty are wrong somewhere', () => {
    const cases = drawBeams(random(3), [
      [3, 4, 2, 6, 0],
      [4, 4, 3, 6, 1],
      [4, 4, 2, 6, 1.2],
    ]);
    const isWrong = (change: (one: BeamCase) => BeamCase) =>
      cases.some((one) => beamWalk(change(one)).join() !== beamWalk(one).join());
    assert.ok(isWrong(([table, end, , most, penalty]) => [table, end, 1, most, penalty]));
    assert.ok(isWrong(([table, end, width, most, penalty]) => [table, end, width + 1, most, penalty]));
    assert.ok(isWrong(([table, end, width, most]) => [table, end, width, most, 0]));
  });

  it('count whole rows as metrics.exactMatch does', () => {
    for (const [right, written, end] of drawMatch(source, [8, 30])) {
      const cut = written.map((row) => row.slice(0, row.concat(end).indexOf(end)));
      assert.equal(matched(right, written, end), exactMatch(right, cut));
    }
  });
});

describe('exercise 17', () => {
  it('MATCH_LIMIT is the smallest mean - 4 deviations of the recorded networks, and above every rule', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-17.json');
    const {networks, rules} = JSON.parse(readFileSync(path, 'utf8')) as Exercise17Experiment;
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {exact}) => sum + exact / runs.length, 0);
      const squares = runs.reduce((sum, {exact}) => sum + (exact - mean) ** 2, 0);
      return mean - 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(MATCH_LIMIT, Math.floor(1000 * Math.min(...limits)) / 1000);
    assert.ok(rules.every((one) => Object.values(one).every((exact) => exact < MATCH_LIMIT - 0.5)));
  });

  it('judges on sentences that do not train', () => {
    const known = new Set(germanPairs().map((pair) => pair.source.join(' ')));
    const fresh = freshPairs(300, 43);
    assert.equal(fresh.length, 300);
    assert.ok(fresh.every((pair) => !known.has(pair.source.join(' '))));
  });

  it('judges translations by their share alone, and names what alone is wrong', async () => {
    const truth = new Map(freshPairs(40, 77).map((pair) => [pair.source.join(' '), pair.target]));
    const judged = async (change: (words: string[], i: number) => unknown) => {
      const translate = (rows: string[][]) => rows.map((row, i) => change(truth.get(row.join(' ')) as string[], i));
      const findings = [];
      for await (const one of checkTranslator(localLearner({translate}), [77], 40)) findings.push(one);
      return findings[0];
    };
    assert.ok((await judged((words) => words)).passed);
    assert.ok((await judged((words, i) => (i < 7 ? ['nein', '.'] : words))).passed);
    assert.ok(!(await judged((words, i) => (i < 8 ? ['nein', '.'] : words))).passed);
    assert.match((await judged((words) => words.join(' '))).message, /one text/);
    assert.match((await judged((words) => [...words, '<end>'])).message, /marks stand/);
  });

  it('has 14 of its 20 points in seven checked parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      14,
    );
  });
});
