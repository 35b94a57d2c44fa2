import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {fitPositionWeights} from '../../src/models';

describe('fitPositionWeights', () => {
  const sequences = ['ACGT', 'ACGA', 'TCGA', 'TTGA', 'AAAA', 'GACA', 'CACA'];
  const labels = [0, 0, 0, 1, 1, 2, 2];

  it('agrees with CategoricalNB of scikit-learn 1.x to 1e-12', () => {
    // CategoricalNB(alpha=0.5, min_categories=4).fit(X, labels).predict_log_proba, A C G T as 0 1 2 3
    const expected = {
      ACGA: [-0.06431926878720473, -2.881243804847039, -5.078468382183257],
      TTCA: [-2.151237194665531, -0.5655158088487475, -1.1533024737508661],
      GACT: [-3.7685615198409064, -3.2814524226922313, -0.06257659782403024],
    };
    const model = fitPositionWeights(sequences, labels, {prior: 0.5});
    for (const [sequence, logs] of Object.entries(expected)) {
      const scores = model.scores(sequence);
      const all = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
      scores.forEach((score, label) => {
        assert.ok(Math.abs(score - all - logs[label]) < 1e-12);
      });
    }
    assert.deepEqual(model.predict(Object.keys(expected)), [0, 1, 2]);
  });
  it('knows where a symbol stands, not only that it is there', () => {
    const {integer} = random(5);
    const place = Array.from({length: 400}, (_, i) => i % 2);
    const drawn = place.map((label) => {
      const at = label === 0 ? 3 : 7;
      return Array.from({length: 10}, (_, t) => (t === at ? 'x' : 'ab'[integer(0, 2)])).join('');
    });
    const model = fitPositionWeights(drawn.slice(0, 300), place.slice(0, 300));
    assert.deepEqual(model.predict(drawn.slice(300)), place.slice(300));
  });
  it('lets a symbol that training never saw say nothing', () => {
    const model = fitPositionWeights(sequences, labels);
    const [with0, without] = [model.scores('NCGA'), model.scores('NCGT')];
    assert.ok(with0.every(Number.isFinite) && without.every(Number.isFinite));
    assert.deepEqual(fitPositionWeights(['a', 'b'], [0, 1]).scores('c'), [Math.log(0.5), Math.log(0.5)]);
  });
  it('names what does not fit', () => {
    assert.throws(() => fitPositionWeights([], []), /there are no sequences/);
    assert.throws(() => fitPositionWeights(['ab'], [0, 1]), /1 sequences but 2 labels/);
    assert.throws(
      () => fitPositionWeights(['ab', 'abc'], [0, 1]),
      /sequence 1 has 3 symbols, those of training have 2/,
    );
    assert.throws(() => fitPositionWeights(['ab'], [-1]), /labels\[0\] must be a whole number >= 0/);
    assert.throws(() => fitPositionWeights(['ab'], [0]).scores('a'), /has 1 symbols/);
  });
});
