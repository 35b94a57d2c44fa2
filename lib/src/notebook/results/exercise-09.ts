/** One training of exercise 09, judged on 350 turned drawings of its own. */
export interface TurnedRun {
  seed: number;
  accuracy: number;
  /** Share named rightly of those drawings before they were turned. */
  upright: number;
  seconds: number;
}

/** How copies were changed, and what the network was told. */
export type TurnedWay = 'places' | 'movements' | 'upright';

/** Exercise 09: readers of pen movements that learn from upright drawings and are asked about turned ones. */
export interface Exercise09Experiment {
  task: {known: number; copies: number; asked: number; length: number; scale: number};
  training: {units: number; epochs: number; learningRate: number};
  /** `places`: copies turned all round, and where the pen is; `movements`: without; `upright`: copies hardly turned. */
  ways: Record<TurnedWay, TurnedRun[]>;
  parameters: Record<TurnedWay, number>;
  /** Shares named rightly by rules that train nothing, on the drawings of each seed. */
  rules: Record<'majority' | 'nearest picture' | 'nearest of turned copies', number[]>;
}
