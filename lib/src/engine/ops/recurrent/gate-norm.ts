import {makeAffine, type Rows} from '../affine';
import type {Room} from '../op';
import type {Weight} from '../value';

/** What keeps the division by the standard deviation finite; that of Keras 3 and TensorFlow Addons. */
export const EPSILON = 1e-3;

/** γ and β of a layer normalisation. */
export interface NormWeights {
  gamma: Weight;
  beta: Weight;
}

/** Sizes of rows of gates. */
export interface GateSizes {
  rows: number;
  units: number;
  width: number;
  /** How many gates, from the first, are normalised together; one norm after the other. */
  norms: number[];
}

/** Adds the gradients of γ and β, given the gradient of γ ⊙ x̂ + β by row. */
export function addNormGradients(
  {kernels: {run}}: Room,
  [rows, columns]: [number, number],
  {gamma, beta}: NormWeights,
  normalised: number,
  dY: number,
): void {
  const row = columns * 4;
  if (gamma.gradient) run.addProductSums(rows, columns, dY, row, normalised, row, gamma.gradient);
  if (beta.gradient) run.addColumnSums(rows, columns, dY, beta.gradient);
}

/**
 * The share of the inputs in the gates: LN(X W) plus rows of constants, of all steps at once.
 *
 * @param constants rows [gates, width] that are added: biases, and β of what is normalised elsewhere
 */
export function makeNormalisedProjection(
  room: Room,
  x: Rows,
  kernel: Weight,
  norm: NormWeights,
  {rows, units, width, norms}: GateSizes,
  constants: {at: number; gates: number}[],
) {
  const {run} = room.kernels;
  const columns = norms.reduce((sum, gates) => sum + gates, 0) * width;
  const projection = makeAffine(room, x, kernel, undefined);
  const normalised = room.keep(rows * columns);
  const deviations = room.keep(rows * norms.length);
  const shift = room.scratch(columns);
  const dX = room.training ? room.scratch(rows * columns) : 0;
  /** Calls `act` for each norm: its gates, its offset in bytes in a row, where its deviations lie. */
  const eachNorm = (act: (gates: number, offset: number, deviations: number) => void) => {
    let offset = 0;
    norms.forEach((gates, i) => {
      act(gates, offset, deviations + i * rows * 4);
      offset += gates * width * 4;
    });
  };
  return {
    /** Writes the gates' share, [rows, columns]. */
    forward(out: number): void {
      projection.forward(out);
      run.copyRows(1, 1, columns, norm.beta.at, 0, 0, shift, 0, 0);
      for (const {at, gates} of constants) run.addTo(gates * width, at, shift);
      eachNorm((gates, offset, at) => {
        const [gamma, beta] = [norm.gamma.at + offset, shift + offset];
        const places = [out + offset, gamma, beta, normalised + offset, at, out + offset];
        run.normaliseGates(rows, units, gates, width, columns * 4, EPSILON, ...places);
      });
    },
    /** Takes the gradient of the gates' share. */
    backward(dA: number): void {
      addNormGradients(room, [rows, columns], norm, normalised, dA);
      eachNorm((gates, offset, at) => {
        const places = [norm.gamma.at + offset, normalised + offset, at, dA + offset, dX + offset];
        run.normaliseGatesBack(rows, units, gates, width, columns * 4, ...places);
      });
      projection.backward(dX);
    },
  };
}
