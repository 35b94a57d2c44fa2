/** What a full-size experiment is, and the parts that it is computed in. */

/** One number that a sample recomputes, by its place in the stored result: `networks.simpleRnn1.runs.0.testMse.20`. */
export type Sample = Record<string, number>;

/** What an experiment computes with. */
export interface Run {
  /** One training a seed. */
  readonly seeds: readonly number[];
  /** Says how many parts come, for the progress bar. */
  expect(parts: number): void;
  /**
   * Computes one part of the result, or takes it from a run that was cut.
   *
   * The engine starts anew before each part, so that a part's numbers do not depend on the parts before it.
   *
   * @param key names the part among those of the experiment, such as `lstm-seed-3`
   * @param compute gives what JSON can hold: finite numbers, texts, lists, records
   * @returns the part as it reads back from JSON
   */
  part<T>(key: string, compute: () => T | Promise<T>): Promise<T>;
}

/** An experiment that takes too long for a lesson; its result is stored in `ci/experiments/results/NAME.json`. */
export interface Experiment<Result extends object = object> {
  /** File name of the experiment and of its result, kebab-case. */
  name: string;
  /** Lesson or exercise that shows the result, such as `2.1` or `exercise 04`. */
  lesson: string;
  /** What it answers, one sentence. */
  question: string;
  /** Seeds of the stored result. */
  seeds: readonly number[];
  /** Computes the whole result, in parts. */
  run(run: Run): Promise<Result>;
  /** Recomputes a few numbers of the stored result in seconds: one seed, few epochs, or models that are not trained. */
  sample(): Promise<Sample> | Sample;
}

/** A number short enough to read and long enough to compare. */
export const rounded = (value: number, digits = 6): number => Number(value.toPrecision(digits));
