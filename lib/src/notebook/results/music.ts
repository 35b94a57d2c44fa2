import type {ChoraleRules} from '../../metrics';

/** One training of a network that predicts the next note of a chorale. */
export interface MusicRun {
  seed: number;
  /** One number an epoch: cross-entropy on windows of the validation chorales, in nats a note. */
  valid: number[];
  /** Nats a note on the test chorales, after the last epoch. */
  test: number;
  /** The same by voice, soprano first. */
  byVoice: number[];
  /** The same for the mean of the network's probabilities and those of `countVoices`. */
  withCounts: number;
  /** Mean over chorales of 32 chords that the network composed at temperature 1. */
  rules: ChoraleRules;
}

/** `ci/experiments/results/music.json`: lesson 6.1 over several seeds, and larger and smaller networks. */
export interface MusicExperiment {
  /** A step is a beat; notes of each part. */
  chorales: {name: string; stepsOfFile: number; trainNotes: number; testNotes: number};
  training: {
    epochs: number;
    batchSize: number;
    window: number;
    optimizer: string;
    learningRate: number;
    semitones: number[];
  };
  /** By the name of the network; one run a seed. `epochs` of its own where it has others. */
  networks: Record<string, {parameters: number; epochs: number; runs: MusicRun[]}>;
  /** 'both' for one epoch on generated chorales that are not transposed, to confirm without a download: nats a note. */
  generated: {validAfterOneEpoch: number};
}
