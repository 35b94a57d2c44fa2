/** Lesson 6.2: spoken digits of known and unknown voices, alone and in strings. */
export interface SpeechExperiment {
  sizes: {
    frames: number;
    steps: number;
    epochs: number;
    ctcEpochs: number;
    strings: number;
    asked: number;
    overlap: number;
  };
  speakers: string[];
  /** By the name of the network. */
  classifiers: Record<
    string,
    {
      parameters: number;
      /** [seeds] share right of new recordings of known voices. */
      newTakes: number[];
      /** [seeds][speakers] share right of a voice kept out of training. */
      newVoices: number[][];
    }
  >;
  ctc: TranscriptRun[];
}

/** A network trained by CTC, by the way in which its outputs were decoded. */
export interface TranscriptRun {
  seed: number;
  /** Strings of two to four digits. */
  strings: Record<string, {rate: number; wrong: number}>;
  /** Account numbers of four digits; 'checked' asks for the likeliest of 16 that passes the check. */
  accounts: Record<string, {rate: number; wrong: number}>;
}

/** The same classifier on the same recordings in Keras (`ci/peers/speech.py`), MFCC by numpy. */
export interface SpeechPeers {
  /** Numbers of recordings. */
  sizes: {train: number; test: number};
  /** MFCC of the eleventh frame of the first zero by the first speaker. */
  firstFrame: number[];
  small: {parameters: number; runs: {seed: number; share: number}[]};
}
