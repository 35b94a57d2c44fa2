import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/09';
import {changedMoves} from '../../src/checks/09/changed-moves';
import {fittedMoves, sidesOf} from '../../src/checks/09/fitted-moves';
import {nearestWords} from '../../src/checks/09/nearest-rows';
import {drawPaths, maskedMeans, paddedMoves} from '../../src/checks/09/padded-moves';
import {drawLines, type Move, movesOf} from '../../src/checks/09/pen-moves';
import {
  ACCURACY_LIMIT,
  checkClassify,
  scribbles,
  turnedSketches,
  wordNumbers,
} from '../../src/checks/09/turned-sketches';
import {localLearner} from '../../src/checks/frame/local-learner';
import {
  type Drawing,
  fitDrawing,
  fromPenMoves,
  generateSketches,
  penMoveTensor,
  random,
  SKETCH_WORDS,
  Targets,
  toPenMoves,
} from '../../src/data';
import {nearestNeighbours} from '../../src/models';
import type {Exercise09Experiment} from '../../src/notebook';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe('the references of exercise 09', () => {
  const source = random(9);

  it('make the movements of data.toPenMoves', () => {
    for (const sizes of [[2], [4, 1, 3], [7, 2, 2]]) {
      const lines = drawLines(source, sizes);
      assert.deepEqual(movesOf(lines), toPenMoves(lines));
    }
  });

  it('give every drawing the longer side 1, as data.fitDrawing does', () => {
    const drawings = [[3, 2], [6], [2, 5, 4]].map((sizes) => movesOf(drawLines(source, sizes)));
    for (const moves of fittedMoves(drawings)) {
      near(Math.max(...sidesOf(moves)), 1);
      const drawn = fitDrawing(fromPenMoves(moves), 1);
      toPenMoves(drawn).forEach((move, t) => {
        move.forEach((value, j) => {
          near(value, moves[t][j]);
        });
      });
    }
    const dot: Move[] = [[0, 0, 1]];
    assert.deepEqual(fittedMoves([dot]), [dot]);
  });

  it('pad as data.penMoveTensor does, and average what the mask keeps', () => {
    for (const length of [1, 4, 9]) {
      const drawings = drawPaths(source, [4, 1, 7]);
      const padded = paddedMoves(drawings, length);
      const {x, mask} = penMoveTensor(drawings, {length, scale: 1, padding: 'before'});
      assert.deepEqual(padded.x.flat(2), Array.from(x.values));
      assert.deepEqual(padded.mask.flat(), Array.from(mask.values));
      maskedMeans(padded).forEach((row, i) => {
        const kept = drawings[i].slice(0, length);
        row.forEach((value, j) => {
          near(
            value * kept.length,
            kept.reduce((sum, move) => sum + move[j], 0),
          );
        });
      });
    }
    assert.deepEqual(maskedMeans({x: [[[0, 0, 0]]], mask: [[0]]}), [[0, 0, 0]]);
  });

  it('turn from the right downwards, keep lengths and areas, and come back', () => {
    const quarter = changedMoves([[2, 0, 1]], {angle: Math.PI / 2, width: 1, height: 1});
    [0, 2, 1].forEach((value, j) => {
      near(quarter[0][j], value);
    });
    const moves = movesOf(drawLines(source, [5, 3]));
    const change = {angle: 1.1, width: 1.3, height: 0.6};
    const copy = changedMoves(moves, change);
    const area = (list: Move[]) => list[0][0] * list[1][1] - list[0][1] * list[1][0];
    near(area(copy) / area(moves), 1.3 * 0.6);
    const back = changedMoves(changedMoves(copy, {angle: -1.1, width: 1, height: 1}), {
      angle: 0,
      width: 1 / 1.3,
      height: 1 / 0.6,
    });
    back.forEach((move, t) => {
      move.forEach((value, j) => {
        near(value, moves[t][j]);
      });
    });
  });

  it('name as models.nearestNeighbours does', () => {
    const rows = (count: number) => Array.from({length: count}, () => Array.from({length: 6}, () => source.uniform()));
    const [known, asked, words] = [rows(12), rows(9), Array.from({length: 12}, () => source.integer(0, 4))];
    const rule = nearestNeighbours(new Targets(known.flat(), [12, 6]), new Targets(words, [12, 1]));
    assert.deepEqual(
      nearestWords({known, words, asked}),
      Array.from(rule.predict(new Targets(asked.flat(), [9, 6])).values),
    );
  });

  it('turn drawings that are generated, each by its angle', () => {
    const [upright, lying] = [generateSketches(21, {seed: 3}), turnedSketches(21, 3)];
    assert.deepEqual(
      wordNumbers(lying),
      upright.map(({word}) => SKETCH_WORDS.indexOf(word as never)),
    );
    lying.forEach(({drawing, angle}, i) => {
      const moves = changedMoves(movesOf(upright[i].drawing as never), {angle, width: 1, height: 1});
      const size = Math.max(...sidesOf(moves));
      toPenMoves(drawing).forEach((move, t) => {
        assert.ok(Math.abs((move[0] * size) / 255 - moves[t][0]) < 1e-6);
      });
    });
  });
});

describe('exercise 09', () => {
  it('ACCURACY_LIMIT is the smaller mean - 4 deviations of the recorded readers, and beyond every upright rule', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-09.json');
    const {ways, rules} = JSON.parse(readFileSync(path, 'utf8')) as Exercise09Experiment;
    const limits = [ways.places, ways.movements].map((runs) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {accuracy}) => sum + accuracy / runs.length, 0);
      const squares = runs.reduce((sum, {accuracy}) => sum + (accuracy - mean) ** 2, 0);
      return mean - 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(ACCURACY_LIMIT, Math.floor(1000 * Math.min(...limits)) / 1000);
    const below = [...rules.majority, ...rules['nearest picture'], ...ways.upright.map(({accuracy}) => accuracy)];
    assert.ok(Math.max(...below) < ACCURACY_LIMIT - 0.2);
  });

  it('judges words by their number alone, however they were found', async () => {
    const numbers = wordNumbers(turnedSketches(100, 77));
    const drawings = turnedSketches(100, 77).map(({drawing}) => JSON.stringify(drawing));
    const judged = async (change: (right: number[]) => unknown) => {
      const classify = (asked: unknown[]) => change(asked.map((one) => numbers[drawings.indexOf(JSON.stringify(one))]));
      const findings = [];
      for await (const one of checkClassify(localLearner({classify}), [77], 100)) findings.push(one);
      return findings;
    };
    assert.ok((await judged((right) => right)).every(({passed}) => passed));
    const [moved] = await judged((right) => (right.length < 100 ? right : [...right.slice(1), right[0]]));
    assert.match(moved.message, /other words|moved by one/);
    const [silent] = await judged(() => undefined);
    assert.match(silent.message, /return missing/);
  });

  it('tells looking from counting: scribbles have the counts of drawings and nothing of their form', async () => {
    const asked = turnedSketches(100, 77).map(({drawing}) => drawing);
    const counts = (drawing: Drawing) => drawing.map(([xs]) => xs.length).join();
    assert.deepEqual(scribbles(asked, 5).map(counts), asked.map(counts));
    const named = wordNumbers(turnedSketches(100, 77));
    const byCounts = (drawings: Drawing[]) =>
      drawings.map((drawing) => named[asked.findIndex((one) => counts(one) === counts(drawing))]);
    const byForm = (drawings: Drawing[]) =>
      byCounts(drawings).map((word, i) => (asked.some((one) => `${one}` === `${drawings[i]}`) ? word : 0));
    for (const [classify, passes] of [[byCounts, false] as const, [byForm, true] as const]) {
      const findings = [];
      for await (const one of checkClassify(localLearner({classify}), [77], 100)) findings.push(one);
      assert.equal(findings.at(-1)?.passed, passes);
      assert.equal(/counts points/.test(findings.at(-1)?.message ?? ''), !passes);
    }
  });

  it('has 18 points in seven parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      18,
    );
  });
});
