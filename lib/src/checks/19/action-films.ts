import {generateMoments, type Moments} from '../../data/tasks/moments';

/** The films that 19.7 trains on. */
export const ACTION_FILMS = {train: 1200, seed: 42};

/** Films of 6 to 16 frames that do not train. */
export const freshFilms = (n: number, seed: number): Moments => generateMoments(n, {seed: 100_000 + seed});
