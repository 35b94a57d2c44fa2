import assert from 'node:assert/strict';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm, stepInfluence, stepInfluences} from '../../src/models';
import {predict} from '../../src/training';

describe('stepInfluence', () => {
  const sequence = new data.Series([0.3, -0.2, 0.5, 0.1], [1, 4, 1]);

  it('gives the weights of a linear model', () => {
    const W = [
      [1, 0, 0, -2],
      [0, 3, 0.5, 0],
    ];
    const linear = (x: data.Series) =>
      new data.Targets(
        Array.from({length: x.length}, (_, i) =>
          W.map((w) => w.reduce((sum, value, s) => sum + value * x.row(i)[s], 0)),
        ).flat(),
        [x.length, 2, 1],
      );
    stepInfluence(linear, sequence).forEach((row, t) => {
      row.forEach((value, s) => {
        assert.ok(Math.abs(value - Math.abs(W[t][s])) < 1e-9, `${t}, ${s}: ${value}`);
      });
    });
  });

  it('is the same for one network as for several', () => {
    const same = (x: data.Series) => new data.Targets(x.values, [x.length, x.timeSteps, 1]);
    const twice = (x: data.Series) =>
      new data.Targets(
        x.values.map((value) => 2 * value),
        [x.length, x.timeSteps, 1],
      );
    const both = stepInfluences({same, twice}, sequence, {nudge: 0.1});
    assert.deepEqual(both, [
      {name: 'same', influence: stepInfluence(same, sequence, {nudge: 0.1})},
      {name: 'twice', influence: stepInfluence(twice, sequence, {nudge: 0.1})},
    ]);
  });

  it('nudges the named feature only', () => {
    const two = new data.Series([1, 2, 3, 4], [1, 2, 2]);
    const second = (x: data.Series) => {
      const values = Array.from({length: x.length * 2}, (_, at) => x.values[2 * at + 1]);
      return new data.Targets(values, [x.length, 2, 1]);
    };
    assert.deepEqual(stepInfluence(second, two), [
      [0, 0],
      [0, 0],
    ]);
    const moved = stepInfluence(second, two, {feature: 1, nudge: 0.5});
    assert.deepEqual(moved, [
      [1, 0],
      [0, 1],
    ]);
  });

  it('finds that a stack of one direction hears no later step, and two directions hear all', async () => {
    await engine.start({seed: 1});
    for (const bidirectional of [false, true]) {
      const model = buildLstm({units: [4, 4], returnSequences: true, bidirectional});
      const influence = stepInfluence(model, sequence);
      assert.deepEqual(
        influence,
        stepInfluence((x) => predict(model, x), sequence),
      );
      influence.forEach((row, t) => {
        row.forEach((value, s) => {
          assert.equal(value > 0, s <= t || bidirectional, `${t} by ${s}`);
        });
      });
      model.dispose();
    }
  });

  it('names what does not fit', () => {
    const same = (x: data.Series) => new data.Targets(x.values, [x.length, x.timeSteps, 1]);
    assert.throws(() => stepInfluence(same, new data.Series([1, 2], [2, 1, 1])), /one sequence, got 2/);
    assert.throws(() => stepInfluence(same, sequence, {feature: 1}), /from 0 to 0, got 1/);
    assert.throws(() => stepInfluence(same, sequence, {nudge: 0}), /nudge must be a number above 0, got 0/);
    const last = (x: data.Series) => new data.Targets(new Float64Array(x.length), [x.length, 1]);
    assert.throws(() => stepInfluence(last, sequence), /must give \[8, time steps, outputs\], got \[8, 1\]/);
  });
});
