import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {layers, tf} from '../../src';
import {ACTION_FILMS, freshFilms} from '../../src/checks/19/action-films';
import {blockParameters} from '../../src/checks/19/film-blocks';
import {checkReaders, readerParameters} from '../../src/checks/19/film-readers';
import {drawFilms, toBatch} from '../../src/checks/19/films-in-batches';
import {attentionWeights, drawScores} from '../../src/checks/19/masked-weights';
import {ACTION_LIMIT, checkActions} from '../../src/checks/19/named-actions';
import {attentionPool, drawPool} from '../../src/checks/19/pooled-films';
import {convolutionWork} from '../../src/checks/19/strided-work';
import {localLearner} from '../../src/checks/frame/local-learner';
import {generateMoments, random} from '../../src/data';
import * as engine from '../../src/engine';
import type {Exercise19Experiment} from '../../src/notebook';

const close = (a: number[], b: ArrayLike<number>, tolerance = 1e-5) =>
  a.forEach((value, i) => {
    assert.ok(Math.abs(value - b[i]) < tolerance, `${i}: ${value} and ${b[i]}`);
  });

describe('the references of exercise 19', () => {
  before(() => engine.start({seed: 3}));

  it('put short films in front, take long ones at even steps, and count dark frames', () => {
    const {films} = drawFilms(random(1), [3, 7], 5, 2, 2);
    const {x, mask} = toBatch({films, frames: 5});
    assert.deepEqual(mask, [
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 1],
    ]);
    assert.deepEqual(x[0].slice(0, 3), films[0]);
    assert.ok(
      x[0]
        .slice(3)
        .flat(2)
        .every((pixel) => pixel === 0),
    );
    assert.deepEqual(
      x[1],
      [0, 1, 2, 4, 5].map((t) => films[1][t]),
    );
    assert.ok(films[0][1].flat().every((pixel) => pixel === 0));
  });

  it('weigh as a softmax of tensors whose padding is closed', () => {
    for (const about of [0, 50]) {
      const [scores, mask] = drawScores(random(2), [3, 1, 6], 6, {about, high: 10});
      const open = scores.map((row, film) => row.map((s, t) => (mask[film][t] ? s : -1e9)));
      close(
        attentionWeights(scores, mask).flat(),
        tf.tidy(() => tf.tensor2d(open).softmax().dataSync()),
      );
    }
  });

  it('pool as the attention layer does with a mask', () => {
    const [H, mask, query] = drawPool(random(3), [4, 2, 1], 4, 5);
    const pooled = tf.tidy(() => {
      const masks = [null, tf.tensor2d(mask)] as unknown as tf.Tensor;
      const layer = layers.attention({score: 'scaledDot'});
      const asked = layer.apply([tf.tensor3d(H.map(() => [query])), tf.tensor3d(H)], {mask: masks}) as tf.Tensor;
      return asked.dataSync();
    });
    close(attentionPool(H, mask, query).flat(), pooled);
  });

  it('count the multiplications of a convolution one by one', () => {
    const [size, kernel, strides] = [
      [7, 5],
      [3, 2],
      [2, 3],
    ];
    let count = 0;
    for (let y = 0; y < size[0]; y += strides[0]) {
      for (let x = 0; x < size[1]; x += strides[1]) count += kernel[0] * kernel[1] * 4 * 6;
    }
    assert.equal(convolutionWork(size, kernel, strides, 4, 6), count);
  });
});

describe('exercise 19', () => {
  before(() => engine.start({seed: 3}));

  it('ACTION_LIMIT is the smaller mean - 4 deviations of the recorded networks, above the rules and shuffled frames', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-19.json');
    const {networks, rules, shuffled} = JSON.parse(readFileSync(path, 'utf8')) as Exercise19Experiment;
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {accuracy}) => sum + accuracy / runs.length, 0);
      const squares = runs.reduce((sum, {accuracy}) => sum + (accuracy - mean) ** 2, 0);
      return mean - 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(ACTION_LIMIT, Math.floor(1000 * Math.min(...limits)) / 1000);
    assert.ok(shuffled.every(({accuracy}) => accuracy < ACTION_LIMIT));
    // The nearest film is lucky on single sets of 200 films, not on the three that are asked for.
    for (const rule of ['majority', 'first frame', 'first and last frame', 'nearest film'] as const) {
      assert.ok(rules.reduce((sum, one) => sum + one[rule] / rules.length, 0) < ACTION_LIMIT - 0.04);
    }
  });

  it('states the weights that its checks ask for', () => {
    const text = readFileSync(join(__dirname, '../../../solutions/19-actions-in-videos.ipynb'), 'utf8');
    const one = {height: 8, width: 6, filters: [3, 4], units: 5, classes: 3};
    for (const [call, weights] of [
      ['buildReader(8, 6, [3, 4], 5, 3)', readerParameters(one)],
      ['buildBlock(8, 6, [3, 4], 3)', blockParameters(one)],
    ] as const) {
      const [parts, sum] = text.split(`${call}\` has `)[1].split(' weights')[0].split(' = ');
      assert.equal(Number(sum), weights);
      assert.equal(
        parts.split(' + ').reduce((total, part) => total + Number(part), 0),
        weights,
      );
    }
  });

  it('judges on films that do not train', () => {
    const known = new Set(generateMoments(ACTION_FILMS.train, {seed: ACTION_FILMS.seed}).films.map(String));
    assert.ok(freshFilms(100, 1901).films.every((film) => !known.has(String(film))));
  });

  it('judges actions by their share alone, and names what alone is wrong', async () => {
    const {films, y} = freshFilms(60, 77);
    const truth = new Map(films.map((film, i) => [String(film), y[i]]));
    const judged = async (change: (action: number, i: number) => unknown) => {
      const classify = (asked: number[][][][]) => asked.map((film, i) => change(truth.get(String(film)) as number, i));
      const findings = [];
      for await (const one of checkActions(localLearner({classify}), [77], 60)) findings.push(one);
      return findings[0];
    };
    assert.ok((await judged((action) => action)).passed);
    assert.ok((await judged((action, i) => (i % 3 === 0 ? (action + 1) % 6 : action))).passed);
    assert.match((await judged((action, i) => action - (action % 2) + (i % 2))).message, /order of frames/);
    assert.match((await judged((action) => action ^ 1)).message, /opposites/);
  });

  it('counts the weights of a reader as its layers do, and finds out by prediction that padding counts', async () => {
    const one = {height: 6, width: 5, filters: [2, 3], units: 4, classes: 3};
    const build = (closes: boolean) => {
      const link = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
        layer.apply(x) as tf.SymbolicTensor;
      const [films, mask] = [tf.input({shape: [null, 6, 5, 1]}), tf.input({shape: [null]})];
      const column = link(tf.layers.reshape({targetShape: [-1, 1]}), mask);
      const look = tf.sequential({
        layers: [
          layers.conv2d({filters: 2, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [6, 5, 1]}),
          layers.maxPooling2d(),
          layers.conv2d({filters: 3, kernelSize: 3, padding: 'same', activation: 'relu'}),
          layers.maxPooling2d(),
          tf.layers.flatten(),
        ] as tf.layers.Layer[],
      });
      const rows = link(layers.timeDistributed({layer: look}), films);
      const closed = closes ? link(tf.layers.multiply(), [rows, column]) : rows;
      const beside = link(layers.masking(), link(tf.layers.concatenate(), [closed, column]));
      const H = link(layers.lstm({units: 4, returnSequences: true}), beside);
      const query = link(tf.layers.reshape({targetShape: [1, 4]}), link(layers.lastStep(), H));
      const context = link(layers.attention({score: 'additive', units: 4}), [query, H]);
      const answer = link(layers.dense({units: 3, activation: 'softmax'}), link(tf.layers.flatten(), context));
      return tf.model({inputs: [films, mask], outputs: answer});
    };
    assert.equal(readerParameters(one), build(true).countParams());
    const judged = async (closes: boolean) => {
      try {
        for await (const {passed, message} of checkReaders(
          localLearner({buildReader: () => build(closes)}),
          [one],
          random(1),
        ))
          if (!passed) return message;
        return '';
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    assert.equal(await judged(true), '');
    assert.match(await judged(false), /noise behind the end.*multiply the rows by the mask/);
  });
});
