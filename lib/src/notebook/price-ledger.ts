import {checkNotBelow0, checkText, checkWhole} from '../data/arguments';
import {show} from './show';
import {table} from './table';

/** A wrong number beside the right one. */
export interface Price {
  /** Number of the mistake in an index. */
  no: number;
  mistake: string;
  wrong: number;
  right: number;
  /** The larger number divided by the smaller; Infinity where one of them is 0. */
  price: number;
}

/** Number in an index, name, wrong number, right number. */
export type PriceEntry = [no: number, mistake: string, wrong: number, right: number];

/** Mistakes and what each cost, see {@link priceLedger}. */
export interface PriceLedger {
  /** Enters mistakes and shows them with their prices; one of the same name is replaced. */
  enter(...entries: PriceEntry[]): void;
  /** All that have a price, the dearest first. */
  priced(): Price[];
  /** Those where one number is 0, in the order of entry. */
  endless(): Price[];
}

/** Three digits, powers of ten for large ones, and words where there is no limit. */
function inWords(price: number): number | string {
  if (!Number.isFinite(price)) return 'no limit';
  return price < 1e4 ? Number(price.toPrecision(3)) : price.toExponential(0);
}

/**
 * A ledger of mistakes: each is a wrong number beside the right one, and its price is the factor between the two.
 *
 *     price = max(wrong, right) / min(wrong, right),   1 where both are 0
 *
 * @returns see {@link PriceLedger}
 *
 * Lesson: notebooks/07-reference/7.2.
 */
export function priceLedger(): PriceLedger {
  const ledger = new Map<string, Price>();
  const isPriced = ({price}: Price) => Number.isFinite(price);
  return {
    enter(...entries) {
      const prices = entries.map(([no, mistake, wrong, right]): Price => {
        checkWhole('enter: no', no);
        checkText('enter: mistake', mistake);
        checkNotBelow0(`enter: wrong number of '${mistake}'`, wrong);
        checkNotBelow0(`enter: right number of '${mistake}'`, right);
        const price = wrong === right ? 1 : Math.max(wrong, right) / Math.min(wrong, right);
        return {no, mistake, wrong, right, price};
      });
      for (const price of prices) ledger.set(price.mistake, price);
      show(
        table(
          prices.map((one) => ({...one, price: inWords(one.price)})),
          {digits: 3},
        ),
      );
    },
    priced: () => [...ledger.values()].filter(isPriced).sort((one, other) => other.price - one.price),
    endless: () => [...ledger.values()].filter((one) => !isPriced(one)),
  };
}
