/** Lesson 5.4: encoder-decoders on dates, on sentences of a grammar and on real sentences, over seeds. */
export interface EncoderDecoderExperiment {
  training: {batchSize: number; optimizer: string; learningRate: number; units: number; embedding: number};
  /** Dates: 'no attention', 'attention', 'attention, told nothing' (the decoder reads START at every step). */
  dates: {
    pairs: number;
    test: number;
    epochs: number;
    networks: Record<string, {parameters: number; runs: DatesRun[]}>;
  };
  /** Sentences of the grammar, by how many different pairs trained; the same number of updates for all. */
  grammar: {updates: number; test: number; sizes: GrammarSize[]};
  /** Short sentences of Tatoeba; by the name of the network. */
  tatoeba: {pairs: number; test: number; epochs: number; networks: Record<string, TatoebaRun[]>};
}

/** Dates written by one network. */
export interface DatesRun {
  seed: number;
  /** Share of the test dates that are right as a whole, after each epoch. */
  exactByEpoch: number[];
  /** Dates of the test that were right, by their form, and how many there were. */
  byLength: {length: string; right: number; of: number}[];
}

/** What one number of pairs teaches. */
export interface GrammarSize {
  pairs: number;
  /** BLEU on new sentences: nearest neighbour, word by word. */
  nearest: number;
  words: number;
  runs: {seed: number; bleu: number; exact: number}[];
}

/** BLEU of one network on real sentences. */
export interface TatoebaRun {
  seed: number;
  bleu: number;
  /** Share of single words that stand in the reference, in per cent. */
  unigrams: number;
  /** BLEU on 150 of the sentences that it trained on. */
  trained: number;
}
