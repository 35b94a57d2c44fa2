import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {comparePaired, mse} from '../../src/metrics';

describe('comparePaired', () => {
  it('is the difference of the two mean squared errors, with the standard error of a paired test', () => {
    // d = [1 - 0, 4 - 1, 0 - 4, 9 - 0] = [1, 3, -4, 9], mean 2.25
    const {lead, standardError, wins} = comparePaired([0, 0, 0, 0], [1, 2, 0, 3], [0, 1, 2, 0]);
    assert.equal(lead, mse([0, 0, 0, 0], [1, 2, 0, 3]) - mse([0, 0, 0, 0], [0, 1, 2, 0]));
    assert.ok(Math.abs(standardError - Math.sqrt((1.25 ** 2 + 0.75 ** 2 + 6.25 ** 2 + 6.75 ** 2) / 3 / 4)) < 1e-12);
    assert.equal(wins, 0.75);
  });
  it('finds no lead between equally good forecasts, nineteen times of twenty', () => {
    const {normal} = random(3);
    const noise = () => Array.from({length: 50}, () => normal());
    const far = Array.from({length: 400}, () => comparePaired(noise(), noise(), noise())).filter(
      ({lead, standardError}) => Math.abs(lead) > 2 * standardError,
    );
    assert.ok(far.length > 4 && far.length < 40, `${far.length} of 400`);
  });
  it('refuses other shapes and single examples', () => {
    assert.throws(
      () => comparePaired([1, 2], [[1], [2]], [1, 2]),
      /comparePaired: yTrue has shape \[2\] but first has shape \[2, 1\]; they must be equa/,
    );
    assert.throws(() => comparePaired([1], [1], [2]), /at least two examples/);
  });
});
