import {random} from '../../src/data';
import {logSoftmax, type StepFunction} from '../../src/decoding';

/** A model without rules: for each beginning a distribution of its own, drawn from the seed. */
export function tableModel(vocabulary: number, seed: number, spread = 2): StepFunction {
  const known = new Map<string, Float64Array>();
  return (tokens) => {
    const key = tokens.join();
    const hash = tokens.reduce((sum, token) => Math.imul(sum, 1000003) + token + 1, seed);
    const {normal} = random(hash);
    const row = known.get(key) ?? logSoftmax(Array.from({length: vocabulary}, () => spread * normal())).values;
    known.set(key, row);
    return row;
  };
}

/** All lists of `length` numbers below `base`. */
export function allLists(base: number, length: number): number[][] {
  let lists: number[][] = [[]];
  for (let i = 0; i < length; i++) {
    lists = lists.flatMap((list) => Array.from({length: base}, (_, token) => [...list, token]));
  }
  return lists;
}

/** Log-probability of these tokens, one after the other. */
export function logProbabilityOf(step: StepFunction, tokens: number[]): number {
  return tokens.reduce((sum, token, i) => sum + (step(tokens.slice(0, i), undefined) as Float64Array)[token], 0);
}
