import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {fitMovedMatrix, fitPositionWeights} from '../../src/models';

describe('fitMovedMatrix', () => {
  const {integer} = random(4);
  const draw = (length: number) => Array.from({length}, () => 'ACGT'[integer(0, 4)]).join('');
  const sites = ['GTAAGT', 'TTTCAG'];
  const short = Array.from({length: 300}, (_, i) => (i % 3 < 2 ? sites[i % 3] : draw(6)));
  const labels = short.map((_, i) => i % 3);
  const matrix = fitPositionWeights(short, labels);
  /** A site somewhere, or none. */
  const long = (kind: number) => {
    const at = integer(0, 15);
    const text = draw(20);
    return kind === 2 ? text : text.slice(0, at) + sites[kind] + text.slice(at + 6);
  };
  const kinds = Array.from({length: 90}, (_, i) => i % 3);

  it('finds a site wherever it stands', () => {
    const moved = fitMovedMatrix(
      matrix,
      kinds.map((kind) => long(kind)),
      kinds,
    );
    const said = moved.predict(kinds.map((kind) => long(kind)));
    assert.ok(said.filter((kind, i) => kind === kinds[i]).length > 80);
  });
  it('takes the best place of all, by the odds of the matrix there', () => {
    const [kind0] = fitMovedMatrix(matrix, ['ACGTACGT'], [2]).odds('ACGTACGT');
    const places = ['ACGTAC', 'CGTACG', 'GTACGT'].map((one) => matrix.scores(one)[0] - matrix.scores(one)[2]);
    assert.equal(kind0, Math.max(...places));
  });
  it('chooses a threshold that no other beats on the given sequences', () => {
    const sequences = kinds.map((kind) => long(kind));
    const {least, odds} = fitMovedMatrix(matrix, sequences, kinds);
    const known = sequences.map(odds);
    const right = (from: number) =>
      known.filter((all, i) => {
        return (Math.max(...all) < from ? 2 : all.indexOf(Math.max(...all))) === kinds[i];
      }).length;
    for (let other = -10; other < 20; other += 0.1) assert.ok(right(other) <= right(least));
  });
  it('refuses counts that differ and sequences that are too short', () => {
    assert.throws(() => fitMovedMatrix(matrix, ['ACGTAC'], []), /1 sequences but 0 labels/);
    assert.throws(() => fitMovedMatrix(matrix, ['ACG'], [0]), /the sequence has 3 symbols, the matrix 6 places/);
  });
});
