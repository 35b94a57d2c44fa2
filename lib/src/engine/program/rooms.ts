import type {Kernels} from '../kernels-host';
import type {Room} from '../ops/op';
import {type Value, valueFloats} from '../ops/value';

/** Floats of the three parts of a program's memory. */
export interface ProgramSizes {
  /** Values, and what ops keep from one pass to the next. */
  kept: number;
  gradients: number;
  /** The most that one op needs for one pass. */
  scratch: number;
}

/** Pieces begin at multiples of 16 bytes. */
const aligned = (floats: number) => (floats + 3) & ~3;

/** Beyond any memory: what touches it while sizes are counted fails at once. */
const NOWHERE = 2 ** 31;

/**
 * A room that hands out addresses in three parts, one after the other: what is kept, gradients, scratch. The scratch of
 * an op begins where that of the op before began, since only one op runs at a time.
 *
 * Without a place it only counts.
 */
export class ProgramRoom implements Room {
  readonly sizes: ProgramSizes = {kept: 0, gradients: 0, scratch: 0};
  private scratchOfOp = 0;

  constructor(
    readonly kernels: Kernels,
    readonly training: boolean,
    private readonly place?: {kept: number; gradients: number; scratch: number},
  ) {}

  keep(floats: number): number {
    const at = (this.place?.kept ?? NOWHERE) + this.sizes.kept * 4;
    this.sizes.kept += aligned(floats);
    return at;
  }

  scratch(floats: number): number {
    const at = (this.place?.scratch ?? NOWHERE) + this.scratchOfOp * 4;
    this.scratchOfOp += aligned(floats);
    this.sizes.scratch = Math.max(this.sizes.scratch, this.scratchOfOp);
    return at;
  }

  value(shape: number[]): Value {
    const floats = valueFloats(shape);
    return {shape, at: this.keep(floats), gradient: this.training ? this.gradient(floats) : 0};
  }

  /** A value that nobody asks a gradient of, such as the model's input. */
  constant(shape: number[]): Value {
    return {shape, at: this.keep(valueFloats(shape)), gradient: 0};
  }

  private gradient(floats: number): number {
    const at = (this.place?.gradients ?? NOWHERE) + this.sizes.gradients * 4;
    this.sizes.gradients += aligned(floats);
    return at;
  }

  /** The next op may use the scratch of those before. */
  nextOp(): void {
    this.scratchOfOp = 0;
  }
}
