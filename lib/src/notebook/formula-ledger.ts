import {checkFunction, checkSeed, checkText} from '../data/arguments';
import type {FormulaCheck, FormulaDistances, FormulaRun} from '../plots';
import {show} from './show';
import {table} from './table';

/** Wrong formulas beside the right ones, see {@link formulaLedger}. */
export interface FormulaLedger {
  /** The seed at which checks are being made; another one while {@link checks} goes through the others. */
  readonly seed: number;
  /**
   * Enters a wrong formula and shows both distances in both checks at the ledger's seed; one of the same name is replaced.
   *
   * @param formula what is wrong, such as 'BPTT: no carry'
   * @param lazyCheck where it may pass, such as 'one time step'
   * @param trial draws a problem by the ledger's seed and measures how far both formulas lie from the truth
   * @param lazy what the trial gets in the lazy check
   * @param random what it gets at random numbers
   */
  enter<Arguments extends unknown[]>(
    formula: string,
    lazyCheck: string,
    trial: (...given: Arguments) => FormulaDistances,
    lazy: Arguments,
    random: Arguments,
  ): void;
  /**
   * All entries in order, for `plots.formulaChecks`.
   *
   * @param others seeds at which every check is made once more; defaults to none
   */
  checks(others?: readonly number[]): Required<FormulaCheck>[];
}

/**
 * A ledger of checked formulas: each is held against a measurement twice, at a special place and at random numbers.
 *
 * @param seed fixes the problems that the checks draw
 * @returns see {@link FormulaLedger}
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function formulaLedger(seed: number): FormulaLedger {
  checkSeed('formulaLedger: seed', seed);
  const entries = new Map<string, {check: FormulaCheck; again: () => FormulaRun}>();
  let current = seed;
  return {
    get seed() {
      return current;
    },
    enter(formula, lazyCheck, trial, lazyArguments, randomArguments) {
      checkText('enter: formula', formula);
      checkText('enter: lazyCheck', lazyCheck);
      checkFunction('enter: trial', trial);
      const again = (): FormulaRun => ({lazy: trial(...lazyArguments), random: trial(...randomArguments)});
      const {lazy, random} = again();
      entries.set(formula, {check: {formula, lazyCheck, lazy, random}, again});
      const row = (kind: keyof FormulaDistances) => ({
        [formula]: kind,
        [`lazy: ${lazyCheck}`]: lazy[kind],
        'random numbers': random[kind],
      });
      show(table([row('right'), row('wrong')], {digits: 2}));
    },
    checks(others = []) {
      for (const other of others) checkSeed('checks: others', other);
      try {
        return [...entries.values()].map(({check, again}) => {
          const runs = others.map((other) => {
            current = other;
            return again();
          });
          return {...check, others: runs};
        });
      } finally {
        current = seed;
      }
    },
  };
}
