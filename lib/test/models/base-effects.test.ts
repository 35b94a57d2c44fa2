import assert from 'node:assert/strict';
import {baseEffects, fitPositionWeights, letterWorth} from '../../src/models';

describe('baseEffects', () => {
  it('reads the weights of a position weight matrix back', () => {
    const model = fitPositionWeights(['ACG', 'ACT', 'TCG', 'GAT', 'GAA', 'CTC'], [0, 0, 0, 1, 1, 1]);
    const score = (sequences: string[]) => sequences.map((one) => model.scores(one)[0]);
    const effects = baseEffects(score, 'ACG');
    assert.deepEqual(effects.shape, [3, 4]);
    for (let t = 0; t < 3; t++) {
      for (let k = 0; k < 4; k++) {
        const letters = ['A', 'C', 'G'];
        letters[t] = 'ACGT'[k];
        const expected = model.scores(letters.join(''))[0] - model.scores('ACG')[0];
        assert.ok(Math.abs(effects.values[t * 4 + k] - expected) < 1e-12);
      }
    }
    // Effects of a sum over places do not depend on what stands at the other places.
    const elsewhere = baseEffects(score, 'ATT');
    for (let k = 0; k < 4; k++) assert.ok(Math.abs(elsewhere.values[k] - effects.values[k]) < 1e-12);
  });
  it('asks once and gives 0 for what already stands there', () => {
    let calls = 0;
    const effects = baseEffects((given) => {
      calls++;
      return given.map((one) => Number(one === 'AC'));
    }, 'AC');
    assert.equal(calls, 1);
    assert.deepEqual(Array.from(effects.values), [0, -1, -1, -1, -1, 0, -1, -1]);
  });
  it('averages what a change costs over the other letters and the sequences', () => {
    const score = (given: string[]) => given.map((one) => Number(one[0] === 'A') + 3 * Number(one[1] === 'C'));
    assert.deepEqual(
      letterWorth(score, ['AC', 'AC']).map((value) => Number(value.toFixed(12))),
      [1, 3],
    );
    // in GC no change of the G loses anything, and one of three gains 1
    const [first, second] = letterWorth(score, ['AC', 'GC']);
    assert.ok(Math.abs(first - (1 - 1 / 3) / 2) < 1e-12 && Math.abs(second - 3) < 1e-12);
  });
  it('refuses an empty sequence and a score of another length', () => {
    assert.throws(() => baseEffects(() => [], ''), /the sequence is empty/);
    assert.throws(() => baseEffects(() => [1], 'AC'), /score gave 1 values for 9 sequences/);
  });
});
