/** One training of a language model on characters. */
export interface LanguageRun {
  seed: number;
  /** Bits a character of the validation text, read in one go; by passes through the training text. */
  validBits: number[];
  /** Bits a character of the test text after the last pass. */
  testBits: number;
  /** The same text read in windows of 50 characters, each from a state of zeros. */
  testBitsReset: number;
  /** Time of the processor for the passes. */
  cpuSeconds: number;
}

/** One design of a {@link GeneratingText}. */
export interface LanguageDesign {
  parameters: number;
  runs: LanguageRun[];
}

/** `ci/experiments/results/generating-text.json`: lesson 5.2 over several seeds, and with the large network. */
export interface GeneratingText {
  text: {name: string; train: number; valid: number; test: number};
  training: {optimizer: string; learningRate: number; streams: number; window: number};
  /** Counts: bits a character of the test text by context, from 0 characters on. */
  counts: {prior: number; validBits: number[]; testBits: number[]};
  /** 64 units, one pass, state carried from window to window; by name: simpleRNN, lstm, gru. */
  cells: Record<string, LanguageDesign>;
  /** A GRU of 128 units, two passes: the lesson's network. */
  wide: LanguageDesign;
  /** The GRU of 64 units trained on shuffled windows, each from a state of zeros; one pass. */
  reset: LanguageDesign;
}
