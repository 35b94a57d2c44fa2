import {type Series, Targets} from '../data';
import {checkFunction} from '../data/arguments';

/**
 * One unit goes through every sequence by itself: what it holds after each step.
 *
 *     h_t = step(h_{t-1}, x_t)    with h_0 = 0 at the start of every sequence
 *
 * @param x [sequences, time steps, features]
 * @param step makes the new number of the old one and the features of this step
 * @returns [sequences, time steps, 1]
 * @throws TypeError when step is no function
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function runUnit(x: Series, step: (h: number, features: number[]) => number): Targets {
  checkFunction('runUnit: step', step);
  const {length, timeSteps, features} = x;
  const held = new Float64Array(length * timeSteps);
  for (let i = 0; i < held.length; i++) {
    const h = i % timeSteps === 0 ? 0 : held[i - 1];
    held[i] = step(h, Array.from(x.values.subarray(i * features, (i + 1) * features)));
  }
  return new Targets(held, [length, timeSteps, 1]);
}
