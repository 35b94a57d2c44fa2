import assert from 'node:assert/strict';
import {accuracy, confusionMatrix, precisionRecallF1} from '../../src/metrics';

describe('accuracy, confusionMatrix and precisionRecallF1', () => {
  const [y, f] = [
    ['cat', 'dog', 'dog', 'cow'],
    ['cat', 'cat', 'dog', 'dog'],
  ];
  it('count names as well as numbers', () => {
    assert.equal(accuracy(y, f), 0.5);
    const {labels, counts} = confusionMatrix(y, f);
    assert.deepEqual(labels, ['cat', 'cow', 'dog']);
    assert.deepEqual(counts, [
      [1, 0, 0],
      [0, 0, 1],
      [1, 0, 1],
    ]);
  });
  it('have rows that sum to the truths and a diagonal that sums to the hits', () => {
    const {counts} = confusionMatrix(
      [
        [0, 1, 1],
        [2, 2, 0],
      ],
      [
        [0, 1, 2],
        [2, 1, 0],
      ],
    );
    assert.deepEqual(
      counts.map((row) => row.reduce((a, b) => a + b)),
      [2, 2, 2],
    );
    assert.equal(counts.reduce((sum, row, i) => sum + row[i], 0) / 6, accuracy([0, 1, 1, 2, 2, 0], [0, 1, 2, 2, 1, 0]));
  });
  it('keep the order of given labels, also of one that never occurs', () => {
    const {labels, counts} = confusionMatrix(y, f, {labels: ['dog', 'cat', 'cow', 'hen']});
    assert.deepEqual(labels, ['dog', 'cat', 'cow', 'hen']);
    assert.deepEqual(counts[3], [0, 0, 0, 0]);
    const report = precisionRecallF1(y, f, {labels});
    assert.deepEqual(report.classes[3], {label: 'hen', precision: 0, recall: 0, f1: 0, support: 0});
    assert.deepEqual(report.classes[1], {label: 'cat', precision: 0.5, recall: 1, f1: 2 / 3, support: 1});
    assert.equal(report.micro.f1, accuracy(y, f));
  });
  it('refuse other shapes, probabilities, unknown and repeated labels, names against numbers', () => {
    assert.throws(() => accuracy([1, 2], [[1], [2]]), /yTrue has shape \[2\] but yPred has shape \[2, 1\]/);
    assert.throws(() => accuracy([1], [0.7]), /yPred holds 0.7 at place 0: give whole numbers of classes/);
    assert.throws(() => accuracy(['a'], [1]), /yTrue holds strings but yPred numbers/);
    assert.throws(() => accuracy([], []), /accuracy: yTrue and yPred must not be empty, got \[\]$/);
    assert.throws(() => confusionMatrix(y, f, {labels: ['cat', 'dog']}), /yTrue holds 'cow' at place 3/);
    assert.throws(() => precisionRecallF1(y, f, {labels: ['cat', 'cat']}), /labels repeat: cat, cat/);
    assert.throws(() => accuracy(['a', 'b'], ['a', 1] as string[]), /yPred\[1\] must be a name like the others, got 1/);
  });
});
