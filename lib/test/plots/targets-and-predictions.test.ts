import assert from 'node:assert/strict';
import {targetsAndPredictions} from '../../src/plots';

const [targets, predictions] = [
  [
    [1, 2, 3],
    [0, -1, 0],
  ],
  [
    [1, 2, 5],
    [0, -1, 1],
  ],
];
const text = {title: 'Errors grow', label: 'sum'};

describe('targetsAndPredictions', () => {
  it('draws every sequence in a panel, steps from 1, all in one range that holds targets and predictions', () => {
    const {data, layout} = targetsAndPredictions(targets, predictions, text);
    assert.deepEqual(
      data.map(({x, y}) => [x, y]),
      [targets[0], predictions[0], targets[1], predictions[1]].map((y) => [[1, 2, 3], y]),
    );
    const ranges = ['yaxis', 'yaxis2'].map((name) => (layout[name] as {range: [number, number]}).range);
    assert.deepEqual(ranges[0], ranges[1]);
    assert.ok(ranges[0][0] < -1 && ranges[0][1] > 5, String(ranges[0]));
  });

  it('marks the length of training, and tells the ends to those who do not see', () => {
    const {data, alt} = targetsAndPredictions(targets, predictions, {...text, trainedSteps: 2, examples: 1});
    assert.equal(data.length, 3);
    assert.deepEqual(data[2].x, [2, 2]);
    assert.match(alt, /sequence 1: target 3, prediction 5\. A border after step 2/);
  });

  it('refuses shapes that differ and examples that are not there', () => {
    assert.throws(() => targetsAndPredictions(targets, [[1, 2, 3]], text), /got \[2, 3\] and \[1, 3\]/);
    assert.throws(() => targetsAndPredictions(targets, predictions, {...text, examples: 3}), /from 1 to 2, got 3/);
  });
});
