/** Forms that the answers to exercise 14 take. */

/** A name: tokens from start to before end. */
export interface Span {
  type: string;
  start: number;
  end: number;
}

/** The learnt scores of a conditional random field. */
export interface Field {
  A: number[][];
  start: number[];
  end: number[];
}
