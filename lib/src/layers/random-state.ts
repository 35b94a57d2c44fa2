import {type Random, random} from '../data/random';
import {nextSeed} from '../engine';

/** Where a layer's random choices stand. */
export interface RandomState {
  seed: number;
  /** Choices made so far. */
  drawn: number;
}

/**
 * Seeds of a layer's random choices, one a choice. A layer that has them hands on their `state` as its own `randomState`,
 * so that a checkpoint of training can go on from it.
 */
export class ChoiceSeeds {
  private now: RandomState | undefined;
  private numbers: Random | undefined;

  /** @param seed where they begin; defaults to the engine's next seed at the first choice */
  constructor(private readonly seed?: number) {}

  /** Seed of the next choice. */
  next(): number {
    this.now ??= {seed: this.seed ?? nextSeed(), drawn: 0};
    this.numbers ??= random(this.now.seed);
    this.now.drawn++;
    return this.numbers.integer(0, 2 ** 32);
  }

  /** undefined before the first choice. Set, they go on from there. */
  get state(): RandomState | undefined {
    return this.now && {...this.now};
  }

  set state(state: RandomState | undefined) {
    this.now = state && {...state};
    this.numbers = state && random(state.seed);
    for (let i = 0; i < (state?.drawn ?? 0); i++) this.numbers?.integer(0, 2 ** 32);
  }
}
