import assert from 'node:assert/strict';
import {generateSketches, penStates, toPenMoves} from '../../src/data';
import * as engine from '../../src/engine';
import {constantPen, penLoss} from '../../src/models';

describe('penLoss and constantPen', () => {
  const moves = generateSketches(6, {words: ['fish']}).map(({drawing}) => toPenMoves(drawing));
  const states = penStates(moves, {scale: 40});
  before(() => engine.start({seed: 1}));

  it('agree with the density written out', () => {
    const said = constantPen(states);
    const [, mx, my, lx, ly, raw, ...logits] = said;
    const rho = 0.999 * Math.tanh(raw);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const losses = moves.flatMap((drawing) => [
      ...drawing.map(([dx, dy, lifted]) => {
        const [u, v] = [(dx / 40 - mx) / Math.exp(lx), (dy / 40 - my) / Math.exp(ly)];
        const rest = 1 - rho * rho;
        const logNormal =
          -(u * u + v * v - 2 * rho * u * v) / (2 * rest) - Math.log(2 * Math.PI) - lx - ly - 0.5 * Math.log(rest);
        return -logNormal - logits[lifted] + Math.log(total);
      }),
      -logits[2] + Math.log(total),
    ]);
    const expected = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    assert.ok(Math.abs(penLoss(said, states) - expected) < 1e-4);
  });
  it('cannot be bettered by another constant', () => {
    const best = constantPen(states);
    const least = penLoss(best, states);
    for (let i = 1; i < 9; i++) {
      for (const step of [-0.1, 0.1]) {
        const other = best.map((value, k) => (k === i ? value + step : value));
        assert.ok(penLoss(other, states) > least, `number ${i}`);
      }
    }
  });
  it('refuses outputs of another shape', () => {
    assert.throws(() => penLoss([[[0, 0, 0, 0, 0, 0, 0, 0, 0]]], states), /penLoss: output must be/);
  });
});
