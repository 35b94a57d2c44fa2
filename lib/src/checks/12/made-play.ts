import {generatePlay} from '../../data/tasks/play';
import {buildVocabulary, type Vocabulary} from '../../data/text/vocabulary';

/** The text that 12.7 trains on: a made-up play, so that it is the same wherever nothing can be downloaded. */
export const PLAY = {characters: 40_000, seed: 42};

/** The ids that the learner's network reads: 0 for padding, then the characters of the play. */
export function playVocabulary(): Vocabulary {
  return buildVocabulary([Array.from(generatePlay(PLAY.characters, {seed: PLAY.seed}))], {unknown: false});
}

/** The ids of a play that nobody has trained on. */
export function playToJudge(seed: number, characters: number): number[] {
  return playVocabulary().encode(Array.from(generatePlay(characters, {seed})));
}
