import assert from 'node:assert/strict';
import {type PenMove, random} from '../../src/data';
import {drawSketches} from '../../src/decoding';
import * as engine from '../../src/engine';
import {buildSketchModel, type Mixture, mixtureAtTemperature, sampleMixture} from '../../src/models';

const MIXTURE: Mixture = {
  weights: [0.2, 0.8],
  means: [
    [-5, 5],
    [0, 1],
  ],
  deviations: [
    [1, 2],
    [1, 0.5],
  ],
  correlations: [0, 0.6],
  pen: [0.7, 0.2, 0.1],
};

describe('mixtureAtTemperature', () => {
  it('changes nothing at 1, and keeps only the likeliest near 0', () => {
    assert.deepEqual(
      mixtureAtTemperature(MIXTURE, 1).weights.map((w) => w.toFixed(9)),
      ['0.200000000', '0.800000000'],
    );
    const cold = mixtureAtTemperature(MIXTURE, 0.05);
    assert.ok(cold.weights[1] > 0.999999 && cold.pen[0] > 0.999999);
    assert.ok(Math.abs(cold.deviations[0][1] - 2 * Math.sqrt(0.05)) < 1e-12);
    assert.throws(() => mixtureAtTemperature(MIXTURE, 0), /temperature must/);
  });
});

describe('sampleMixture', () => {
  it('draws as often, as far and as correlated as the mixture says', () => {
    const draw = random(3);
    const all = Array.from({length: 20000}, () => sampleMixture(MIXTURE, draw));
    const moves = all.filter((move): move is PenMove => move !== undefined);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(Math.abs(moves.length / all.length - 0.9) < 0.01);
    assert.ok(Math.abs(mean(moves.map(([, , lifted]) => lifted)) - 0.2 / 0.9) < 0.01);
    assert.ok(Math.abs(mean(moves.map(([dx]) => dx)) - 3) < 0.1);
    // The second component is far right of the first: its moves are those with dx > 0.
    const right = moves.filter(([dx]) => dx > 0);
    const [mx, my] = [mean(right.map(([dx]) => dx)), mean(right.map(([, dy]) => dy))];
    const [xx, yy, xy] = [
      mean(right.map(([dx]) => (dx - mx) ** 2)),
      mean(right.map(([, dy]) => (dy - my) ** 2)),
      mean(right.map(([dx, dy]) => (dx - mx) * (dy - my))),
    ];
    assert.ok(Math.abs(xy / Math.sqrt(xx * yy) - 0.6) < 0.03);
  });
});

describe('drawSketches', () => {
  const begin: PenMove[] = [
    [10, 0, 0],
    [0, 10, 1],
  ];
  before(() => engine.start({seed: 5}));
  it('draws the same with the same seed, goes on from what it is given, and stops in time', () => {
    const model = buildSketchModel({units: [6], components: 2});
    const options = {count: 3, longest: 9, scale: 5, begin, seed: 4};
    const drawn = drawSketches(model, options);
    assert.deepEqual(drawSketches(model, options), drawn);
    assert.equal(drawn.length, 3);
    for (const {moves, hasEnded} of drawn) {
      assert.deepEqual(moves.slice(0, 2), begin);
      assert.ok(moves.length <= 9 && (hasEnded || moves.length === 9));
    }
    assert.notDeepEqual(drawn[0].moves, drawn[1].moves);
    const alone = drawSketches(model, {...options, count: 1});
    assert.deepEqual(alone[0].moves, drawn[0].moves);
    model.dispose();
  });
  it('refuses options that are none', () => {
    const model = buildSketchModel({units: [4], components: 2});
    assert.throws(() => drawSketches(model, {temperature: 0}), /temperature must/);
    assert.throws(() => drawSketches(model, {count: 0}), /count must/);
    model.dispose();
  });
});
