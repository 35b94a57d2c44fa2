/** The work of a kernel that threads may share, from its arguments: floating point operations, roughly. */
type Work = (args: number[]) => number;

/** What an activation costs beside the products, in operations a number. */
const ACTIVATION = 45;

const gated =
  (gates: number, activations: number): Work =>
  ([steps, , from, to, width]) =>
    steps * (to - from) * width * (2 * gates * width + ACTIVATION * activations);

/**
 * Only these kernels are shared; the others are too quick to be worth it. A kernel belongs here when its rows are
 * independent of each other, and it writes nothing but what belongs to its rows.
 */
export const SHARED_WORK: Record<string, Work> = {
  addMatmul: ([rows, columns, inner]) => 2 * rows * columns * inner,
  conv1dBackward: ([from, to, , batch, taps, , , , inputs, outputs]) =>
    2 * (to - from) * batch * taps * inputs * outputs,
  conv1dFilterGradient: ([from, to, , stepsOut, batch, , , , , , , outputs]) =>
    2 * (to - from) * stepsOut * batch * outputs,
  conv1dForward: ([from, to, , batch, taps, , , , depth, , outputs]) =>
    2 * (to - from) * batch * taps * depth * outputs,
  lstmForward: gated(4, 5),
  lstmBackward: gated(4, 2),
  gruForward: gated(3, 3),
  gruBackward: gated(3, 1),
  simpleRnnForward: gated(1, 1),
  simpleRnnBackward: gated(1, 1),
  waveNetBackward: ([from, to, batch, inputs, filters, skips]) => 2 * (to - from) * batch * filters * (inputs + skips),
  waveNetForward: ([from, to, , batch, taps, , depth, inputs, filters, skips]) =>
    (to - from) * batch * filters * (4 * taps * depth + 2 * (inputs + skips) + 2 * ACTIVATION),
  peepholeLstmForward: gated(4, 5),
  peepholeLstmBackward: gated(4, 2),
};

/** Floating point operations of a kernel call as its arguments tell them; 0 where threads must not share it. */
export function workOf(name: string, args: number[]): number {
  return SHARED_WORK[name]?.(args) ?? 0;
}
