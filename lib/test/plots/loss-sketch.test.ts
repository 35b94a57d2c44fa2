import {strict as assert} from 'node:assert';
import {lossSketch} from '../../src/plots';

describe('lossSketch', () => {
  const logs = [0.1, 0.01, 0.001].map((loss) => ({loss, val_loss: 2 * loss}));
  const ends = (svg: string) => [...svg.matchAll(/<path d="M([^"]*)" stroke="#(?:D55E00|0072B2)"/g)].map(([, d]) => d);

  it('draws a curve for training and one for validation, evenly falling on a logarithmic axis', () => {
    const sketch = lossSketch([logs], {epochs: 5});
    assert.match(sketch?.alt ?? '', /^Training: epoch 3 of 5, training loss 0\.00100, validation loss 0\.00200\.$/);
    assert.match(sketch?.svg ?? '', /logarithmic/);
    const [training, validation] = ends(sketch?.svg ?? '').map((d) =>
      d.split(' L').map((place) => place.split(' ').map(Number)),
    );
    const steps = training.slice(1).map(([, y], i) => y - training[i][1]);
    assert.ok(Math.abs(steps[0] - steps[1]) < 0.02, `${steps}`);
    assert.equal(validation.length, 3);
    assert.ok(
      validation.every(([, y], i) => y < training[i][1]),
      'the larger loss lies higher',
    );
    assert.deepEqual(
      training.map(([x]) => x),
      [70, 190, 310],
    );
  });

  it('draws earlier trainings as thin lines and says which one runs', () => {
    const sketch = lossSketch([logs, logs.slice(0, 1)], {epochs: 3, trainings: 4});
    assert.match(sketch?.svg ?? '', /Training 2 of 4: epoch 1 of 3/);
    const early = lossSketch([logs], {epochs: 9, isOver: true});
    assert.match(early?.alt ?? '', /^Training: stopped after epoch 3 of 9, /);
    assert.match(lossSketch([logs], {epochs: 3, isOver: true})?.alt ?? '', /^Training: epoch 3 of 3, /);
    assert.match(lossSketch([logs], {epochs: 3, name: 'GRU 20'})?.alt ?? '', /^GRU 20, training: epoch 3 of 3, /);
    assert.equal(ends(sketch?.svg ?? '').length, 4);
    assert.equal(sketch?.svg.match(/stroke-width="0\.8"/g)?.length, 2);
  });

  it('takes an even axis when a loss is 0 or below, and one level when all are equal', () => {
    const even = lossSketch([[{loss: 1}, {loss: -2}]], {epochs: 2})?.svg ?? '';
    assert.match(even, />loss</);
    assert.doesNotMatch(even, /logarithmic/);
    assert.doesNotMatch(lossSketch([[{loss: 1}, {loss: 1}]], {epochs: 2})?.svg ?? '', /NaN/);
  });

  it('keeps the two names apart where the losses are the same', () => {
    const {svg} = lossSketch([[{loss: 2}, {loss: 1}].map(({loss}) => ({loss, val_loss: loss}))], {epochs: 2}) ?? {
      svg: '',
    };
    const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*fill="#(?:D55E00|0072B2)"/g)].map(([, y]) => Number(y));
    assert.equal(heights.length, 2);
    assert.ok(Math.abs(heights[0] - heights[1]) > 14.9, `${heights}`);
    const axis = Number(svg.match(/d="M70 ([\d.]+) L550 \1" stroke="#6E6E6E"/)?.[1]);
    assert.ok(axis - Math.max(...heights) > 5, `a name stands on the axis: ${axis} and ${heights}`);
  });

  it('waits for a second epoch, and leaves out what is no number', () => {
    assert.equal(lossSketch([[{loss: 1}]], {epochs: 5}), undefined);
    assert.equal(lossSketch([[{loss: 1}, {loss: Number.NaN}]], {epochs: 5}), undefined);
    assert.equal(lossSketch([], {epochs: 5}), undefined);
    const onlyValidation = lossSketch(
      [
        [
          {loss: Number.NaN, val_loss: 1},
          {loss: 1, val_loss: 2},
        ],
      ],
      {epochs: 5},
    );
    assert.doesNotMatch(onlyValidation?.svg ?? '', /D55E00/);
  });
});
