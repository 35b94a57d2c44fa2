/** The letter network of the live pages: trained by `ci/book/live/weights/cli.ts`, which wrote `letters.json`. */
import {models, type tf, training} from 'unroll';
import stored from './letters.json';
import {fillModel, type PackedWeight} from './pack';

export interface LetterSize {
  vocabulary: number;
  embedding: number;
  units: number;
}

/** What `letters.json` holds. */
export interface StoredLetters {
  generated: string;
  trainedOn: string;
  /** Bits a letter on text that it has not read, with the weights as they are stored. */
  testBits: number;
  size: LetterSize;
  /** The signs of ids 1, 2, ...; 0 is padding. */
  symbols: string;
  weights: PackedWeight[];
  /** What the network said when it was stored, see {@link foretell}. */
  check: {text: string; probabilities: number[]};
}

/** A letter network that is ready to read and write. */
export interface LetterNetwork {
  /** To be disposed of after use. */
  model: tf.LayersModel;
  /** The sign of each id. */
  symbols: readonly string[];
  /** Ids of a text, without signs that the network does not know; an empty text is a line's end. */
  encode(text: string): {text: string; ids: number[]};
}

export const buildLetters = ({vocabulary, embedding, units}: LetterSize): tf.LayersModel =>
  models.buildLanguageModel({vocabulary, embedding, units: [units], cell: 'gru'});

/** What a network says after a text: the probabilities of all signs, to four digits. */
export function foretell(model: tf.LayersModel, ids: readonly number[]): number[] {
  const stream = training.stream(model);
  try {
    let said = new Float32Array();
    for (const id of ids) said = stream.step([id]) as typeof said;
    return Array.from(said, (value) => Number(value.toFixed(4)));
  } finally {
    stream.dispose();
  }
}

export function readLetters({size, symbols: signs, weights}: StoredLetters = stored): LetterNetwork {
  const model = buildLetters(size);
  fillModel(model, weights);
  const symbols = ['', ...signs];
  const idOf = new Map(symbols.map((symbol, id) => [symbol, id]));
  return {
    model,
    symbols,
    encode(text) {
      const known = [...text].filter((symbol) => idOf.has(symbol));
      const read = known.length > 0 ? known : ['\n'];
      return {text: read.join(''), ids: read.map((symbol) => idOf.get(symbol) as number)};
    },
  };
}
