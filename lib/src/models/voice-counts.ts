import {ARPEGGIO_TOKENS, type Chorale, toArpeggio} from '../data';
import {checkList, checkOptions, checkWhole} from '../data/arguments';
import {countNgrams, type Ngrams} from './ngrams';

/** Options of {@link countVoices}. */
export interface VoiceCountsOptions {
  /** Notes that the model looks back on; defaults to 5. */
  context?: number;
  /** How many sightings the guess from one note less is worth; defaults to 10. */
  prior?: number;
}

/** Guesses the next note of a chorale from the last few and the voice whose turn it is; made by {@link countVoices}. */
export class VoiceCounts {
  readonly #ngrams: Ngrams;
  readonly #voices: number;
  /** [voices] symbols of each voice, and their tokens. */
  readonly #symbols: readonly (readonly string[])[];

  /** Use {@link countVoices}. */
  constructor(chorales: readonly Chorale[], context: number, prior: number) {
    this.#voices = chorales[0][0].length;
    const symbols = Array.from({length: this.#voices}, (_, voice) =>
      Array.from({length: ARPEGGIO_TOKENS - 1}, (_token, i) => `${i + 1}/${voice}`),
    );
    this.#symbols = symbols;
    const sung = chorales.map((chorale) => this.#told(toArpeggio(chorale)));
    this.#ngrams = countNgrams(sung, {context, prior, alphabet: symbols.flat()});
  }

  #told(tokens: readonly number[]): string[] {
    return tokens.map((token, i) => `${token}/${i % this.#voices}`);
  }

  /**
   * The next note, for `decoding.sample`.
   *
   * @param tokens the notes so far, from the start of the chorale
   * @returns [ARPEGGIO_TOKENS] natural logarithms; PAD has -Infinity
   */
  step(tokens: readonly number[]): Float64Array {
    const {context} = this.#ngrams;
    const from = Math.max(0, tokens.length - context);
    const before = tokens.slice(from).map((token, i) => `${token}/${(from + i) % this.#voices}`);
    const shares = this.#ngrams.distribution(before, context, this.#symbols[tokens.length % this.#voices]);
    return Float64Array.from({length: ARPEGGIO_TOKENS}, (_, token) =>
      token === 0 ? Number.NEGATIVE_INFINITY : Math.log(shares[token - 1]),
    );
  }

  /**
   * How surprising each note of a chorale is.
   *
   * @param tokens the whole chorale, as `data.toArpeggio` gives it
   * @returns nats of each note
   */
  surprises(tokens: readonly number[]): Float64Array {
    checkList('VoiceCounts.surprises: tokens', tokens);
    return Float64Array.from(tokens, (token, t) => -this.step(tokens.slice(Math.max(0, t - this.#reach(t)), t))[token]);
  }

  /** Notes before note t that are handed to `step`: whole chords, so that it knows whose turn it is. */
  #reach(t: number): number {
    return this.#voices * Math.ceil(this.#ngrams.context / this.#voices) + (t % this.#voices);
  }
}

/**
 * Counts which note follows which in a chorale, and tells the voices apart.
 *
 *     P(note | the last notes, each with its voice; the voice that comes next)
 *
 * {@link countNgrams} over pairs of note and voice, only the notes of the voice whose turn it is among the candidates:
 * the strongest model that counts and knows nothing else.
 *
 * @param chorales to count, all of as many voices
 * @param options see {@link VoiceCountsOptions}
 * @returns see {@link VoiceCounts}
 * @throws RangeError when there is no chorale, a pitch has no token, or an option is impossible
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function countVoices(chorales: readonly Chorale[], options: VoiceCountsOptions = {}): VoiceCounts {
  checkOptions('countVoices', options, ['context', 'prior']);
  checkList('countVoices: chorales', chorales);
  checkList('countVoices: chorales[0]', chorales[0]);
  const {context = 5, prior = 10} = options;
  checkWhole('countVoices: context', context, 1);
  return new VoiceCounts(chorales, context, prior);
}

/**
 * How surprised the rule is that each voice holds its pitch.
 *
 *     P(the same token as a chord ago) = r,   all other notes alike: (1 - r) / (tokens - 2)
 *
 * @param train sequences of tokens that r is taken from
 * @param sequences those to be judged; in their first chord all notes are alike
 * @param voices notes of a chord; defaults to 4
 * @returns nats of each note of each sequence
 * @throws RangeError when there are no sequences to take r from
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function repeatSurprises(
  train: readonly (readonly number[])[],
  sequences: readonly (readonly number[])[],
  voices = 4,
): Float64Array[] {
  checkList('repeatSurprises: train', train);
  checkWhole('repeatSurprises: voices', voices);
  const held = train.flatMap((tokens) => tokens.slice(voices).map((token, t) => token === tokens[t]));
  const r = held.filter(Boolean).length / held.length;
  const surprise = (tokens: readonly number[], t: number) => {
    if (t < voices) return Math.log(ARPEGGIO_TOKENS - 1);
    return -Math.log(tokens[t] === tokens[t - voices] ? r : (1 - r) / (ARPEGGIO_TOKENS - 2));
  };
  return sequences.map((tokens) => Float64Array.from(tokens, (_, t) => surprise(tokens, t)));
}
