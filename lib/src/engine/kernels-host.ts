import {KERNELS_BASE64} from './generated/kernels';
import {type WasmMemory, wasm} from './webassembly';

/** Names of the functions of lib/src/engine/kernels. */
export type KernelName =
  | 'activate'
  | 'activationGradient'
  | 'adamStep'
  | 'addColumnSums'
  | 'addMatmul'
  | 'addProducts'
  | 'addRows'
  | 'addTo'
  | 'clear'
  | 'copyRows'
  | 'exponential'
  | 'fillRows'
  | 'gruBackward'
  | 'gruForward'
  | 'logarithm'
  | 'lstmBackward'
  | 'lstmForward'
  | 'simpleRnnBackward'
  | 'simpleRnnForward'
  | 'transpose';

/** A kernel: sizes count floats, pointers are byte addresses. */
export type Kernel = (...sizesAndPointers: number[]) => void;

/** What the module of the kernels exports. */
export interface KernelExports extends Record<KernelName, Kernel> {
  memory: WasmMemory;
  heapBase(): number;
}

const PAGE = 65536;
// Not 'module': compiled to CommonJS that would hide Node's own and keep the file from loading.
let compiled: object | undefined;
let kernels: Kernels | undefined;
let simd: boolean | undefined;

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Whether this machine runs WebAssembly SIMD, hence the fused kernels. */
export function simdWorks(): boolean {
  simd ??= wasm?.validate(decode(KERNELS_BASE64)) ?? false;
  return simd;
}

/** Compiles the kernels ahead of their first use (browsers refuse to do so synchronously). */
export async function loadKernels(): Promise<void> {
  if (wasm && simdWorks()) compiled ??= await wasm.compile(decode(KERNELS_BASE64));
}

/**
 * The kernels and their memory, which is an arena: {@link useKernels} empties it, `take` hands out pieces.
 * Nothing stays in it between two calls, so it holds no more than the largest call ever needed.
 */
export class Kernels {
  private top: number;

  constructor(readonly run: KernelExports) {
    this.top = run.heapBase();
  }

  /**
   * Runs a kernel over a range of independent rows, which threads may share among them.
   *
   * @param total rows
   * @param args the kernel's arguments for rows from..to
   */
  share(name: KernelName, total: number, args: (from: number, to: number) => number[]): void {
    this.run[name](...args(0, total));
  }

  /** Gives all memory back to the arena. */
  reset(): void {
    this.top = this.run.heapBase();
  }

  /** Room for `floats` numbers; what it holds is arbitrary. */
  take(floats: number): number {
    const pointer = (this.top + 15) & ~15;
    this.top = pointer + floats * 4;
    if (this.top > 2 ** 31) throw new RangeError('a batch is too large for the fused kernels: use smaller batches');
    const missing = this.top - this.run.memory.buffer.byteLength;
    if (missing > 0) this.run.memory.grow(Math.ceil(missing / PAGE));
    return pointer;
  }

  /** The same as {@link take}, with its size. */
  takePiece(floats: number): {at: number; floats: number} {
    return {at: this.take(floats), floats};
  }

  /** Room for `floats` zeros. */
  zeros(floats: number): number {
    const pointer = this.take(floats);
    this.view(pointer, floats).fill(0);
    return pointer;
  }

  /** A copy of `values` in the arena. */
  put(values: Float32Array): number {
    const pointer = this.take(values.length);
    this.view(pointer, values.length).set(values);
    return pointer;
  }

  /** A copy of a matrix, each row of `width` floats instead of `columns`; the added columns are zero. */
  putRows(values: Float32Array, rows: number, columns: number, width: number): number {
    if (columns === width) return this.put(values);
    const pointer = this.zeros(rows * width);
    const view = this.view(pointer, rows * width);
    for (let i = 0; i < rows; i++) view.set(values.subarray(i * columns, (i + 1) * columns), i * width);
    return pointer;
  }

  /**
   * A copy of the transpose of a matrix [rows, gates * units], each row of `width` floats; the columns of each gate
   * become `gate.width` rows. What padding adds is zero.
   */
  putTransposed(
    values: Float32Array,
    rows: number,
    units: number,
    width: number,
    gate: {gates: number; width: number},
  ): number {
    const pointer = this.zeros(gate.gates * gate.width * width);
    const view = this.view(pointer, gate.gates * gate.width * width);
    const columns = gate.gates * units;
    for (let j = 0; j < columns; j++) {
      const start = ((j / units) | 0) * gate.width + (j % units);
      for (let i = 0; i < rows; i++) view[start * width + i] = values[i * columns + j];
    }
    return pointer;
  }

  /** The numbers at a pointer; valid until the next `take`. */
  view(pointer: number, floats: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, pointer, floats);
  }

  /** A copy of a matrix out of the arena, without the columns that padding added. */
  rows(pointer: number, rows: number, columns: number, width: number): Float32Array {
    if (columns === width) return this.view(pointer, rows * columns).slice();
    const view = this.view(pointer, rows * width);
    const values = new Float32Array(rows * columns);
    for (let i = 0; i < rows; i++) values.set(view.subarray(i * width, i * width + columns), i * columns);
    return values;
  }

  /** Bytes that the kernels' memory holds now. */
  get bytes(): number {
    return this.run.memory.buffer.byteLength;
  }
}

/** The kernels with an empty arena; pointers of the call before are void. */
export function useKernels(): Kernels {
  if (!kernels) {
    if (!wasm) throw new Error('the fused kernels need WebAssembly, which this machine does not have');
    compiled ??= new wasm.Module(decode(KERNELS_BASE64));
    const instance = new wasm.Instance(compiled, {env: {abort: raiseAbort}});
    kernels = new Kernels(instance.exports as unknown as KernelExports);
  }
  kernels.reset();
  return kernels;
}

function raiseAbort(): never {
  throw new Error('a fused kernel stopped; please report this as a bug');
}
