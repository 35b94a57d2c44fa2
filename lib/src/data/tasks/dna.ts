import {checkList, checkOptions, checkRate, checkSeed, checkText, checkWhole} from '../arguments';
import {Grid, type Tokens} from '../grid';
import {type Random, random} from '../random';
import {padSequences} from '../text/padding';

/** What the middle of a DNA window is: a splice site from exon to intron, from intron to exon, or neither. */
export const SPLICE_CLASSES = ['EI', 'IE', 'N'] as const;

/** DNA windows with a class each. */
export interface LabelledDna {
  /** Letters A, C, G, T; others of IUPAC's code where a base is not known. */
  sequences: string[];
  /** [sequences] place in `classes`. */
  labels: number[];
  classes: readonly string[];
}

/** Options of {@link generateDna}. */
export interface DnaOptions {
  /** Bases of a window, an even number; the site lies in its middle. Defaults to 60. */
  length?: number;
  /** Share of bases that are not known and written N; defaults to 0.0003, as in the real set. */
  unknown?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const BASES = 'ACGT';
/** Which bases each letter of IUPAC's code may be. */
const MEANINGS: Record<string, string> = {
  ...{A: 'A', C: 'C', G: 'G', T: 'T', R: 'AG', Y: 'CT', S: 'CG', W: 'AT', K: 'GT', M: 'AC'},
  ...{B: 'CGT', D: 'AGT', H: 'ACT', V: 'ACG', N: 'ACGT'},
};
const COMPLEMENT: Record<string, string> = {
  ...{A: 'T', C: 'G', G: 'C', T: 'A', R: 'Y', Y: 'R', S: 'S', W: 'W', K: 'M', M: 'K'},
  ...{B: 'V', D: 'H', H: 'D', V: 'B', N: 'N'},
};

function checkDna(sequence: string, name: string): void {
  checkText(name, sequence, {empty: true});
  const place = Array.from(sequence).findIndex((letter) => !Object.hasOwn(MEANINGS, letter));
  if (place >= 0) throw new RangeError(`${name} holds '${Array.from(sequence)[place]}' at place ${place}: no base`);
}

/**
 * DNA as ids: 0 PAD, 1 A, 2 C, 3 G, 4 T, 5 for every base that is not known (N and the other letters of IUPAC's code).
 *
 * @param sequences such as 'GATTACA'; capital letters
 * @returns [sequences, longest]
 * @throws RangeError naming a letter that is no base, and its place
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function encodeDna(sequences: readonly string[]): Tokens {
  checkList('encodeDna: sequences', sequences);
  return padSequences(
    sequences.map((sequence, i) => {
      checkDna(sequence, `encodeDna: sequences[${i}]`);
      return Array.from(sequence, (letter) => (BASES.includes(letter) ? BASES.indexOf(letter) + 1 : 5));
    }),
  );
}

/**
 * DNA as shares of A, C, G, T: a known base has a single 1, an unknown one equal shares of what it may be.
 *
 * @param sequences all of one length
 * @returns [sequences, length, 4]
 * @throws RangeError when lengths differ, or naming a letter that is no base
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.5.
 */
export function dnaOneHot(sequences: readonly string[]): Grid {
  return oneHotOf(sequences, 'dnaOneHot: sequences');
}

function oneHotOf(sequences: readonly string[], name: string): Grid {
  checkList(name, sequences);
  const length = sequences[0]?.length ?? 0;
  const values = new Float64Array(sequences.length * length * 4);
  sequences.forEach((sequence, i) => {
    checkDna(sequence, `${name}[${i}]`);
    if (sequence.length !== length) {
      throw new RangeError(`${name}[${i}] has ${sequence.length} bases, the first one ${length}`);
    }
    Array.from(sequence).forEach((letter, t) => {
      const possible = MEANINGS[letter];
      for (const base of possible) values[(i * length + t) * 4 + BASES.indexOf(base)] = 1 / possible.length;
    });
  });
  return new Grid(values, [sequences.length, length, 4]);
}

/**
 * The other strand, read in its own direction: A and T, C and G change places, and the order turns around.
 *
 * @param sequence letters A, C, G, T, and those of bases that are not known for sure
 * @returns as many letters
 * @throws RangeError naming a letter that is no base
 *
 * Lesson: notebooks/06-applications/6.5 (splice sites are signals of one strand).
 */
export function reverseComplement(sequence: string): string {
  checkDna(sequence, 'reverseComplement: sequence');
  return Array.from(sequence, (letter) => COMPLEMENT[letter])
    .reverse()
    .join('');
}

/**
 * How a motif looks: the share of each base at each place, and how many bits it tells.
 *
 *     bits_t = 2 + Σ_b p_tb log2 p_tb
 *
 * @param sequences aligned, all of one length
 * @returns shares [length, 4] of A, C, G, T and bits [length], 0 (any base) to 2 (always the same): a logo's heights
 * @throws RangeError when there are no sequences, lengths differ, or naming a letter that is no base
 *
 * Source: Schneider and Stephens 1990, Sequence logos; without the correction for small samples.
 * Lesson: notebooks/06-applications/6.5.
 */
export function sequenceLogo(sequences: readonly string[]): {shares: Grid; bits: number[]} {
  const {values, shape} = oneHotOf(sequences, 'sequenceLogo: sequences');
  const shares = new Float64Array(shape[1] * 4);
  values.forEach((value, i) => {
    shares[i % shares.length] += value / shape[0];
  });
  const bits = Array.from({length: shape[1]}, (_, t) => {
    const part = shares.subarray(t * 4, t * 4 + 4);
    return part.reduce((sum, p) => (p > 0 ? sum + p * Math.log2(p) : sum), 2);
  });
  return {shares: new Grid(shares, [shape[1], 4]), bits};
}

// Shares of A, C, G, T in percent around splice sites: the consensus (C/A)AG|GT(A/G)AGT and (C/T)..NCAG|G, made round.
const DONOR = [
  ...[
    [33, 37, 18, 12],
    [60, 13, 13, 14],
    [8, 4, 81, 7],
  ], // the end of the exon: C/A A G
  ...[
    [0, 0, 100, 0],
    [0, 0, 0, 100],
    [49, 3, 45, 3],
    [71, 7, 12, 10],
    [6, 5, 84, 5],
    [15, 19, 20, 46],
  ], // G T R A G T
];
const PYRIMIDINES = [11, 34, 12, 43];
const ACCEPTOR = [
  ...Array.from({length: 14}, () => PYRIMIDINES),
  ...[
    [24, 29, 21, 26],
    [4, 65, 1, 30],
    [100, 0, 0, 0],
    [0, 0, 100, 0],
  ], // N C A G, the end of the intron
  ...[
    [25, 14, 51, 10],
    [25, 20, 22, 33],
  ], // the start of the exon
];

function drawBase({integer}: Random, shares: readonly number[]): string {
  let rest = integer(0, 100);
  for (let base = 0; base < 3; base++) {
    if (rest < shares[base]) return BASES[base];
    rest -= shares[base];
  }
  return BASES[3];
}

/**
 * DNA windows with a donor site (EI), an acceptor site (IE) or none (N) in the middle, drawn from shares of bases.
 *
 * Half of the windows without a site have GT or AG in the middle all the same: the two letters alone decide nothing.
 *
 * @param n number of windows: a quarter EI, a quarter IE, half N, as in the real set
 * @param options see {@link DnaOptions}
 * @returns see {@link LabelledDna}
 * @throws RangeError when n, the length or the seed is no whole number, the length is odd or below 40
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function generateDna(n: number, options: DnaOptions = {}): LabelledDna {
  checkOptions('generateDna', options, ['length', 'unknown', 'seed']);
  checkSeed('generateDna: seed', options.seed);
  const {length = 60, unknown = 0.0003, seed = 42} = options;
  checkWhole('generateDna: n', n);
  checkWhole('generateDna: length', length, 40);
  if (length % 2 !== 0) throw new RangeError(`generateDna: length must be even, got ${length}`);
  checkRate('generateDna: unknown', unknown);
  const draw = random(seed);
  const labels = draw.permutation(n).map((place) => [0, 2, 1, 2][place % 4]);
  const middle = length / 2;
  const sequences = labels.map((label) => {
    const letters = Array.from({length}, () => BASES[draw.integer(0, 4)]);
    const put = (start: number, bases: readonly (readonly number[])[]) => {
      bases.forEach((shares, i) => {
        letters[start + i] = drawBase(draw, shares);
      });
    };
    if (label === 0) put(middle - 3, DONOR);
    else if (label === 1) put(middle - 18, ACCEPTOR);
    else {
      const decoy = draw.integer(0, 4);
      if (decoy === 0) letters.splice(middle, 2, 'G', 'T');
      if (decoy === 1) letters.splice(middle - 2, 2, 'A', 'G');
    }
    return letters.map((letter) => (unknown > 0 && draw.uniform() < unknown ? 'N' : letter)).join('');
  });
  return {sequences, labels, classes: SPLICE_CLASSES};
}
