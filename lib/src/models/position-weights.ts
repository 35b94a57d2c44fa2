import {checkAbove0, checkOptions, checkWhole} from '../data/arguments';

/** Options of {@link fitPositionWeights}. */
export interface PositionWeightOptions {
  /** Sightings that every symbol gets beforehand at every place, above 0; defaults to 1. */
  prior?: number;
}

/** A classifier that looks at each place alone; made by {@link fitPositionWeights}. */
export interface PositionWeights {
  /** Places of a sequence. */
  readonly length: number;
  /** Symbols seen in training, sorted. */
  readonly alphabet: readonly string[];
  /** log P(class) + Σ_t log P(symbol at place t | class), up to one number for all classes: [classes]. */
  scores(sequence: string): number[];
  /** The class of the highest score for each sequence. */
  predict(sequences: readonly string[]): number[];
}

/**
 * Counts which symbol stands at which place in each class: a position weight matrix, read as naive Bayes.
 *
 *     P(class | x) ∝ P(class) Π_t P(x_t | t, class),   P(s | t, class) = (n(s, t, class) + prior) / (n(class) + prior |alphabet|)
 *
 * It knows where a symbol stands, and nothing of what stands beside it.
 *
 * @param sequences all of one length, such as windows of DNA
 * @param labels [sequences] classes, counting from 0
 * @param options see {@link PositionWeightOptions}
 * @returns see {@link PositionWeights}
 * @throws RangeError when there are no sequences, lengths or counts differ, or a label is no class
 *
 * Source: Staden 1984, Computer methods to locate signals in nucleic acid sequences.
 * Lesson: notebooks/01-foundations/1.1. Check: agrees with scikit-learn's CategoricalNB, see the test.
 */
export function fitPositionWeights(
  sequences: readonly string[],
  labels: readonly number[],
  options: PositionWeightOptions = {},
): PositionWeights {
  checkOptions('fitPositionWeights', options, ['prior']);
  const {prior = 1} = options;
  checkAbove0('prior', prior);
  if (sequences.length === 0) throw new RangeError('fitPositionWeights: there are no sequences');
  if (sequences.length !== labels.length) {
    throw new RangeError(`fitPositionWeights: ${sequences.length} sequences but ${labels.length} labels`);
  }
  const length = sequences[0].length;
  const check = (sequence: string, name: string) => {
    if (sequence.length !== length) {
      throw new RangeError(`${name} has ${sequence.length} symbols, those of training have ${length}`);
    }
  };
  const alphabet = [...new Set(sequences.join(''))].sort();
  const ids = new Map(alphabet.map((symbol, id) => [symbol, id]));
  labels.forEach((label, i) => {
    checkWhole(`labels[${i}]`, label, 0);
  });
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const size = alphabet.length;
  const members = new Float64Array(classes);
  const counts = Array.from({length: classes}, () => new Float64Array(length * size));
  sequences.forEach((sequence, i) => {
    check(sequence, `sequence ${i}`);
    members[labels[i]]++;
    for (let t = 0; t < length; t++) counts[labels[i]][t * size + (ids.get(sequence[t]) as number)]++;
  });
  const scores = (sequence: string): number[] => {
    check(sequence, 'the sequence');
    return Array.from(members, (count, label) => {
      let score = Math.log(count / sequences.length);
      for (let t = 0; t < length; t++) {
        const id = ids.get(sequence[t]);
        // A symbol that training never saw says nothing about the class.
        if (id !== undefined) score += Math.log((counts[label][t * size + id] + prior) / (count + prior * size));
      }
      return score;
    });
  };
  const predict = (given: readonly string[]) =>
    given.map((sequence) => {
      const all = scores(sequence);
      return all.indexOf(Math.max(...all));
    });
  return {length, alphabet, scores, predict};
}
