import {checkText} from '../data/arguments';
import type {FormulaCheck, FormulaDistances} from '../plots';
import {show} from './show';
import {table} from './table';

/** Wrong formulas beside the right ones, see {@link formulaLedger}. */
export interface FormulaLedger {
  /**
   * Enters a wrong formula and shows both distances in both checks; one of the same name is replaced.
   *
   * @param formula what is wrong, such as 'BPTT: no carry'
   * @param lazyCheck where it may pass, such as 'one time step'
   * @param lazy distances in the lazy check
   * @param random distances at random numbers
   */
  enter(formula: string, lazyCheck: string, lazy: FormulaDistances, random: FormulaDistances): void;
  /** All entries in order, for `plots.formulaChecks`. */
  checks(): FormulaCheck[];
}

/**
 * A ledger of checked formulas: each is held against a measurement twice, at a special place and at random numbers.
 *
 * @returns see {@link FormulaLedger}
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function formulaLedger(): FormulaLedger {
  const entries = new Map<string, FormulaCheck>();
  return {
    enter(formula, lazyCheck, lazy, random) {
      checkText('enter: formula', formula);
      checkText('enter: lazyCheck', lazyCheck);
      entries.set(formula, {formula, lazyCheck, lazy, random});
      const row = (kind: keyof FormulaDistances) => ({
        [formula]: kind,
        [`lazy: ${lazyCheck}`]: lazy[kind],
        'random numbers': random[kind],
      });
      show(table([row('right'), row('wrong')], {digits: 2}));
    },
    checks: () => [...entries.values()],
  };
}
