import assert from 'node:assert/strict';
import {formulaLedger} from '../../src/notebook';

describe('formulaLedger', () => {
  it('keeps entries in order and replaces one that is entered again, as by a cell that runs twice', () => {
    const log = console.log;
    console.log = () => {};
    try {
      const ledger = formulaLedger();
      const [lazy, random] = [
        {right: 1e-11, wrong: 1e-11},
        {right: 1e-11, wrong: 0.5},
      ];
      ledger.enter('a', 'one step', lazy, random);
      ledger.enter('b', 'one unit', lazy, random);
      ledger.enter('a', 'two steps', lazy, random);
      assert.deepEqual(
        ledger.checks().map(({formula, lazyCheck}) => [formula, lazyCheck]),
        [
          ['a', 'two steps'],
          ['b', 'one unit'],
        ],
      );
      assert.throws(() => ledger.enter('', 'x', lazy, random), /formula/);
    } finally {
      console.log = log;
    }
  });
});
