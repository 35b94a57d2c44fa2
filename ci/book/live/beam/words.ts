/** The letter network as one of words, for a search that ends where a word ends. */
import {type decoding, tf} from 'unroll';
import {readLetters} from '../weights/letters';

/** How the end of a word is shown. */
export const END = '␣';
const isLetter = (symbol: string): boolean => /^[A-Za-z'-]$/.test(symbol);

export interface WordReader {
  /** What stands before the word. */
  /** Takes what stands before the word; gives what the network knows of it. */
  read(start: string): string;
  step: decoding.BatchStep;
  /** The token that ends a word. */
  end: number;
  name(token: number): string;
  dispose(): void;
}

/**
 * Tokens are the letters, and one, the last, for everything that ends a word: its probability is the sum of those of blank,
 * line end and signs. So the probability of a word is that of its letters and any end.
 */
export function wordReader(): WordReader {
  const {model, encode, symbols} = readLetters();
  const ids = [...symbols.keys()].slice(1);
  const letters = ids.filter((id) => isLetter(symbols[id] as string));
  const ends = ids.filter((id) => !isLetter(symbols[id] as string));
  let before = encode('').ids;

  /** Logarithms of the probabilities of all tokens, from those of all signs. */
  function tokens(row: readonly number[]): number[] {
    const of = (some: readonly number[]) => some.reduce((sum, id) => sum + (row[id] as number), 0);
    const all = of(ids); // all but padding
    return [...letters.map((id) => Math.log((row[id] as number) / all)), Math.log(of(ends) / all)];
  }

  const steps = (sequences: readonly (readonly number[])[]) => {
    const rows = sequences.map((one) => [...before, ...one.map((token) => letters[token] as number)]);
    const length = rows[0]?.length ?? 0;
    const said = tf.tidy(() => {
      const probabilities = model.predict(tf.tensor2d(rows, [rows.length, length], 'int32')) as tf.Tensor3D;
      return probabilities
        .slice([0, length - 1, 0], [-1, 1, -1])
        .squeeze([1])
        .arraySync() as number[][];
    });
    return said.map(tokens);
  };

  return {
    read(start) {
      const {text, ids: read} = encode(start);
      before = read;
      return text;
    },
    step: {steps},
    end: letters.length,
    name: (token) => (token === letters.length ? END : (symbols[letters[token] as number] as string)),
    dispose: () => model.dispose(),
  };
}
