/** `ci/peers/results/wavenet.json`: the designs of lesson 4.2 in Keras, on the same series. */
export interface WaveNetPeers {
  /** By the name of the design; `medium` too. */
  parameters: Record<string, number>;
  /** By the name of the design, one object a seed. */
  networks: Record<string, {seed: number; testMse: number; byStep: number[]; parameters: number}[]>;
  /** The medium WaveNet on the first `train` series. */
  few: {train: number; networks: Record<string, {seed: number; testMse: number; parameters: number}[]>};
}
