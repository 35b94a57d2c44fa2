import assert from 'node:assert/strict';
import {formulaLedger} from '../../src/notebook';

describe('formulaLedger', () => {
  it('keeps entries in order and replaces one that is entered again, as by a cell that runs twice', () => {
    const log = console.log;
    console.log = () => {};
    try {
      const ledger = formulaLedger(3);
      const trial = (steps: number) => ({right: 1e-11, wrong: steps > 1 ? ledger.seed / 10 : 1e-11});
      ledger.enter('a', 'one step', trial, [1], [5]);
      ledger.enter('b', 'one unit', trial, [1], [5]);
      ledger.enter('a', 'two steps', trial, [1], [5]);
      assert.deepEqual(
        ledger.checks().map(({formula, lazyCheck}) => [formula, lazyCheck]),
        [
          ['a', 'two steps'],
          ['b', 'one unit'],
        ],
      );
      assert.throws(() => ledger.enter('', 'x', trial, [1], [5]), /formula/);
      const [first] = ledger.checks([5, 6]);
      assert.equal(first.random.wrong, 0.3);
      assert.deepEqual(
        first.others.map(({random}) => random.wrong),
        [0.5, 0.6],
      );
      assert.equal(ledger.seed, 3);
      assert.throws(() => ledger.checks([0.5]), /others/);
    } finally {
      console.log = log;
    }
  });
});
