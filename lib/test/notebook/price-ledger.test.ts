import assert from 'node:assert/strict';
import {priceLedger} from '../../src/notebook';

describe('priceLedger', () => {
  const lines: string[] = [];
  const log = console.log;
  beforeEach(() => {
    lines.length = 0;
    console.log = (...shown: unknown[]) => lines.push(shown.join(' '));
  });
  afterEach(() => {
    console.log = log;
  });

  it('takes the larger number over the smaller, whichever is wrong, and ranks by it', () => {
    const ledger = priceLedger();
    ledger.enter([1, 'too high', 6, 3], [2, 'too low', 0.5, 5], [3, 'equal', 4, 4], [4, 'both zero', 0, 0]);
    assert.deepEqual(
      ledger.priced().map(({mistake, price}) => [mistake, price]),
      [
        ['too low', 10],
        ['too high', 2],
        ['equal', 1],
        ['both zero', 1],
      ],
    );
    assert.deepEqual(ledger.endless(), []);
  });

  it('keeps what has no limit apart, and says so', () => {
    const ledger = priceLedger();
    ledger.enter([9, 'padding', 0.8, 0], [3, 'a curve', 1e-20, 1]);
    assert.deepEqual(ledger.endless(), [{no: 9, mistake: 'padding', wrong: 0.8, right: 0, price: Infinity}]);
    assert.equal(ledger.priced().length, 1);
    assert.match(lines.join('\n'), /no limit[\s\S]*1e\+20/);
  });

  it('replaces a mistake that is entered again, as by a cell that runs twice', () => {
    const ledger = priceLedger();
    ledger.enter([1, 'a', 2, 1]);
    ledger.enter([1, 'a', 3, 1]);
    assert.deepEqual(
      ledger.priced().map(({price}) => price),
      [3],
    );
  });

  it('refuses numbers below 0, NaN and nameless mistakes, and enters none of them', () => {
    const ledger = priceLedger();
    assert.throws(() => ledger.enter([1, 'a', 2, 1], [1, 'b', Number.NaN, 1]), /wrong number of 'b'/);
    assert.throws(() => ledger.enter([1, 'a', 2, -1]), /right number of 'a'/);
    assert.throws(() => ledger.enter([1, '', 2, 1]), /mistake/);
    assert.deepEqual(ledger.priced(), []);
  });
});
