import {checkAbove0, checkOptions, checkWhole, show} from '../data/arguments';
import {mulberry32} from '../data/random';

/** A sequence of symbols: the letters of a text, or a list such as ['C4', 'D4']. */
export type SymbolSequence = string | readonly string[];

/** Options of {@link countNgrams}. */
export interface NgramOptions {
  /** Symbols that the model looks back on, 0 or more: an n-gram has context + 1 symbols. */
  context: number;
  /** How many sightings the guess from one symbol less is worth, above 0; defaults to 1. */
  prior?: number;
  /** Symbols that may come; defaults to those of the sequences. */
  alphabet?: SymbolSequence;
}

/** Counts of what followed each context of one length; contexts are numbers in base |alphabet|. */
interface Level {
  seen: Map<number, number>;
  followed: Map<number, number>;
}

/** Guesses the next symbol by counting what followed the same context before; made by {@link countNgrams}. */
export class Ngrams {
  /** Symbols that may come, sorted. */
  readonly alphabet: readonly string[];
  /** Symbols that the model looks back on. */
  readonly context: number;
  readonly #prior: number;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #levels: Level[];

  /** Use {@link countNgrams}. */
  constructor(alphabet: readonly string[], context: number, prior: number) {
    this.alphabet = alphabet;
    this.context = context;
    this.#prior = prior;
    this.#ids = new Map(alphabet.map((symbol, id) => [symbol, id]));
    this.#levels = Array.from({length: context + 1}, () => ({seen: new Map(), followed: new Map()}));
  }

  /** Counts one more sequence. */
  count(sequence: SymbolSequence): void {
    const ids = this.#encode(sequence, 'sequence');
    const size = this.alphabet.length;
    const add = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
    for (let t = 0; t < ids.length; t++) {
      for (let k = 0; k <= Math.min(this.context, t); k++) {
        const before = this.#code(ids, t, k);
        add(this.#levels[k].seen, before);
        add(this.#levels[k].followed, before * size + ids[t]);
      }
    }
  }

  /**
   * The probability of each symbol of the alphabet to come next.
   *
   * @param before what came before; only its end counts
   * @param context symbols to look back on, at most those of the model (the default)
   * @returns [|alphabet|] sums to 1
   * @throws RangeError for an unknown symbol, or a context that the model has not counted
   */
  distribution(before: SymbolSequence, context = this.context): number[] {
    this.#checkContext(context);
    const ids = this.#encode(Array.from(before).slice(-context || before.length), 'before');
    return this.alphabet.map((_, id) => this.#probability([...ids, id], ids.length, context));
  }

  /**
   * The probability of one symbol to come next; see {@link Ngrams.distribution}.
   *
   * @throws RangeError for an unknown symbol, or a context that the model has not counted
   */
  probability(next: string, before: SymbolSequence, context = this.context): number {
    const [id] = this.#encode([next], 'next');
    return this.distribution(before, context)[id];
  }

  /**
   * The mean surprise, in bits a symbol: what an ideal code needs.
   *
   *     bits = - mean log2 P(x_t | the symbols before it in its own sequence)
   *
   * @param sequences what came
   * @param context symbols to look back on, at most those of the model (the default)
   * @returns bits a symbol
   * @throws RangeError when there are no symbols, for an unknown one, or a context that the model has not counted
   */
  bits(sequences: readonly SymbolSequence[], context = this.context): number {
    this.#checkContext(context);
    let [sum, symbols] = [0, 0];
    for (const sequence of sequences) {
      const ids = this.#encode(sequence, 'sequence');
      for (let t = 0; t < ids.length; t++) sum -= Math.log2(this.#probability(ids, t, context));
      symbols += ids.length;
    }
    if (symbols === 0) throw new RangeError('bits: there are no symbols');
    return sum / symbols;
  }

  /**
   * Writes on: draws one symbol after the other from {@link Ngrams.distribution}.
   *
   * @param length symbols to draw
   * @param options `context` as in `distribution`, `start` what came before (defaults to nothing), `seed` (defaults to 42)
   * @returns the symbols drawn
   * @throws RangeError when length or seed is no whole number, for an unknown symbol or context
   */
  generate(length: number, options: {context?: number; start?: SymbolSequence; seed?: number} = {}): string[] {
    checkOptions('generate', options, ['context', 'start', 'seed']);
    checkWhole('length', length);
    const {context = this.context, start = [], seed = 42} = options;
    const uniform = mulberry32(seed);
    const drawn = Array.from(start);
    const before = drawn.length;
    while (drawn.length < before + length) {
      let rest = uniform();
      const shares = this.distribution(drawn.slice(-context || drawn.length), context);
      const id = shares.findIndex((share) => {
        rest -= share;
        return rest < 0;
      });
      drawn.push(this.alphabet[id < 0 ? shares.length - 1 : id]);
    }
    return drawn.slice(before);
  }

  #checkContext(context: number): void {
    checkWhole('context', context, 0, this.context);
  }

  #encode(sequence: SymbolSequence, name: string): number[] {
    return Array.from(sequence, (symbol, place) => {
      const id = this.#ids.get(symbol);
      if (id !== undefined) return id;
      throw new RangeError(
        `${name}: ${show(symbol)} at place ${place} is none of the ${this.alphabet.length} symbols of the alphabet`,
      );
    });
  }

  #code(ids: readonly number[], t: number, k: number): number {
    let code = 0;
    for (let i = t - k; i < t; i++) code = code * this.alphabet.length + ids[i];
    return code;
  }

  #probability(ids: readonly number[], t: number, context: number): number {
    let p = 1 / this.alphabet.length;
    for (let k = 0; k <= Math.min(context, t); k++) {
      const before = this.#code(ids, t, k);
      const seen = this.#levels[k].seen.get(before);
      if (seen === undefined) break; // what is new at k is new at k + 1, too
      const followed = this.#levels[k].followed.get(before * this.alphabet.length + ids[t]) ?? 0;
      p = (followed + this.#prior * p) / (seen + this.#prior);
    }
    return p;
  }
}

/**
 * Counts which symbol follows which: the simplest model that knows the order.
 *
 *     P_k(x | c) = (n(c, x) + prior P_{k-1}(x | c without its first symbol)) / (n(c) + prior),   P_{-1} = 1 / |alphabet|
 *
 * n(c, x) counts how often x followed the context c of k symbols. Where c was seen often its counts decide, where it was
 * never seen the shorter context does.
 *
 * @param sequences to count; contexts do not reach from one into the next
 * @param options see {@link NgramOptions}
 * @returns see {@link Ngrams}; every shorter context is counted along
 * @throws RangeError when there are no symbols, one is not in the alphabet, or context or prior is impossible
 *
 * Source: MacKay and Peto 1995, A hierarchical Dirichlet language model. Lesson: notebooks/01-foundations/1.1.
 */
export function countNgrams(sequences: readonly SymbolSequence[], options: NgramOptions): Ngrams {
  checkOptions('countNgrams', options, ['context', 'prior', 'alphabet']);
  const {context, prior = 1} = options;
  checkWhole('context', context, 0);
  checkAbove0('prior', prior);
  const found = new Set<string>();
  for (const sequence of options.alphabet ? [options.alphabet] : sequences) {
    for (const symbol of Array.from(sequence)) found.add(symbol);
  }
  if (found.size === 0) throw new RangeError('countNgrams: there are no symbols');
  if (found.size ** (context + 1) > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`countNgrams: a context of ${context} is too long for ${found.size} symbols`);
  }
  const model = new Ngrams([...found].sort(), context, prior);
  for (const sequence of sequences) model.count(sequence);
  return model;
}
