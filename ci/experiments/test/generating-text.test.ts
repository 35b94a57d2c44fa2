import assert from 'node:assert/strict';
import {recorded} from '../../../lib/src/notebook/recorded';

describe('the result of generating-text', () => {
  const {cells, counts, reset, wide} = recorded('experiments', 'generating-text');
  const bits = ({runs}: typeof wide) => runs.map(({testBits}) => testBits);

  it('reaches 2.7 bits a character on the test text with every seed', () => {
    assert.ok(bits(wide).every((value) => value <= 2.7));
  });
  it('leaves the lead to the counts of six characters', () => {
    assert.ok(bits(wide).every((value) => value > (counts.testBits.at(-1) ?? 0)));
  });
  it('shows each difference that the lesson names beyond the spread of the seeds', () => {
    const order = [wide, cells.gru, cells.simpleRNN, cells.lstm].map(bits);
    order.slice(1).forEach((slower, i) => {
      assert.ok(Math.max(...order[i]) < Math.min(...slower));
    });
    assert.ok(Math.max(...bits(cells.gru)) + 0.1 < Math.min(...bits(reset)));
  });
  it('loses more where a state that training carried is taken away than where there never was one', () => {
    const lost = ({runs}: typeof wide) => runs.map(({testBits, testBitsReset}) => testBitsReset - testBits);
    assert.ok(Math.min(...lost(cells.gru)) > 2 * Math.max(...lost(reset)));
  });
});
