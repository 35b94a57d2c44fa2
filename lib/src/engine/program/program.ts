import type {Kernels} from '../kernels-host';
import type {Op} from '../ops/op';
import {layValue, readValue, type Value, valueFloats, writeValue} from '../ops/value';
import {ProgramRoom, type ProgramSizes} from './rooms';

/** What a program consists of, for the room it is given. */
export interface Parts {
  inputs: Value[];
  outputs: Value[];
  ops: Op[];
}

/** Describes a program. Called twice: once to count, once with the addresses that stay. It must not touch memory. */
export type Describe = (room: ProgramRoom) => Parts;

/** Floats that a program needs in all. */
export function programFloats({kept, gradients, scratch}: ProgramSizes): number {
  return kept + gradients + scratch;
}

/** Floats of scratch that reading and writing these values takes. */
function bufferFloats(values: Value[]): number {
  return Math.max(0, ...values.map(({shape}) => valueFloats(shape)));
}

/** How much memory a description asks for. */
export function countProgram(kernels: Kernels, training: boolean, describe: Describe): ProgramSizes {
  const room = new ProgramRoom(kernels, training);
  const {inputs, outputs} = describe(room);
  room.nextOp();
  room.scratch(bufferFloats([...inputs, ...outputs]));
  return room.sizes;
}

/**
 * A fixed sequence of ops with fixed addresses: forward through all, backward through all. Programs of other batch sizes
 * may lie at the same place, one at a time; {@link enter} makes the place this one's.
 */
export class Program {
  readonly parts: Parts;
  private readonly sizes: ProgramSizes;
  private readonly gradientsAt: number;
  private readonly scratchAt: number;

  constructor(
    private readonly kernels: Kernels,
    training: boolean,
    private readonly at: number,
    describe: Describe,
  ) {
    this.sizes = countProgram(kernels, training, describe);
    this.gradientsAt = at + this.sizes.kept * 4;
    this.scratchAt = this.gradientsAt + this.sizes.gradients * 4;
    this.parts = describe(
      new ProgramRoom(kernels, training, {kept: at, gradients: this.gradientsAt, scratch: this.scratchAt}),
    );
  }

  /** Floats from its place on. */
  get floats(): number {
    return programFloats(this.sizes);
  }

  /** To be called after another program has used the place: what ops keep is zero at first. */
  enter(): void {
    this.kernels.run.clear(this.at, this.sizes.kept * 4);
  }

  /** Sets input `i` from numbers in the order of its shape. */
  write(i: number, values: ArrayLike<number>): void {
    const {at, shape} = this.parts.inputs[i];
    this.writeAt(at, shape, values);
  }

  /** Sets input `i` to some rows of a table, each of `width` numbers. */
  writeRows(
    i: number,
    table: ArrayLike<number> & {subarray(from: number, to: number): ArrayLike<number>},
    width: number,
    rows: ArrayLike<number>,
  ): void {
    const {at, shape} = this.parts.inputs[i];
    const plain = this.kernels.view(this.scratchAt, rows.length * width);
    for (let k = 0; k < rows.length; k++) plain.set(table.subarray(rows[k] * width, (rows[k] + 1) * width), k * width);
    layValue(this.kernels, at, shape, this.scratchAt);
  }

  /** The numbers of input `i`, in the order of its shape. */
  readInput(i: number): Float32Array {
    const {at, shape} = this.parts.inputs[i];
    return readValue(this.kernels, at, shape, this.scratchAt);
  }

  /** The numbers of output `i`, in the order of its shape. */
  read(i: number): Float32Array {
    const {at, shape} = this.parts.outputs[i];
    return readValue(this.kernels, at, shape, this.scratchAt);
  }

  /** Sets the gradient of output `i`. */
  writeGradient(i: number, values: ArrayLike<number>): void {
    const {gradient, shape} = this.parts.outputs[i];
    this.writeAt(gradient, shape, values);
  }

  private writeAt(at: number, shape: number[], values: ArrayLike<number>): void {
    writeValue(this.kernels, at, shape, values, this.scratchAt);
  }

  forward(): void {
    for (const op of this.parts.ops) op.forward();
  }

  /** Gradients of all values are zero afterwards; then those of the outputs may be set. */
  clearGradients(): void {
    this.kernels.run.clear(this.gradientsAt, this.sizes.gradients * 4);
  }

  backward(): void {
    const {ops} = this.parts;
    for (let i = ops.length - 1; i >= 0; i--) ops[i].backward();
  }
}
