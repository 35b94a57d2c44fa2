/** Sizes of a recurrent layer. */
export interface RecurrentSizes {
  steps: number;
  batch: number;
  units: number;
  /** Units, rounded up to a multiple of 4. */
  width: number;
}
