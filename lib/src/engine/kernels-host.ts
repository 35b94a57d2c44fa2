import {KERNELS_BASE64} from './generated/kernels';
import {type WasmMemory, wasm} from './webassembly';

/** Names of the functions of lib/src/engine/kernels. */
export type KernelName =
  | 'activate'
  | 'activationGradient'
  | 'adamStep'
  | 'addBlockSums'
  | 'addColumnSums'
  | 'addCombineGradient'
  | 'addCrossEntropyGradient'
  | 'addFlaggedRows'
  | 'addLeakyReluGradient'
  | 'addLossGradient'
  | 'addMatmul'
  | 'addProducts'
  | 'addRows'
  | 'addScaled'
  | 'addSoftmaxCrossEntropyGradient'
  | 'addSoftmaxGradient'
  | 'addTo'
  | 'additiveScores'
  | 'additiveScoresGradient'
  | 'attentionOutput'
  | 'attentionWeights'
  | 'attentionWeightsGradient'
  | 'batchNormBackward'
  | 'clear'
  | 'clearMasked'
  | 'clearPadding'
  | 'columnGradients'
  | 'columnMoments'
  | 'combine'
  | 'conv1dBackward'
  | 'conv1dFilterGradient'
  | 'conv1dForward'
  | 'copyRows'
  | 'crfBackward'
  | 'crfForward'
  | 'crossEntropyRows'
  | 'ctcBackward'
  | 'ctcForward'
  | 'dotScores'
  | 'dotScoresGradient'
  | 'dropoutMask'
  | 'exponential'
  | 'fillRows'
  | 'flagRows'
  | 'gatherRows'
  | 'gruBackward'
  | 'gruForward'
  | 'inverseDeviations'
  | 'layerNormBackward'
  | 'layerNormForward'
  | 'leakyRelu'
  | 'logarithm'
  | 'lossRows'
  | 'lstmBackward'
  | 'lstmForward'
  | 'moveAverage'
  | 'normaliseColumns'
  | 'notZero'
  | 'scatterRows'
  | 'rmsPropStep'
  | 'sgdStep'
  | 'simpleRnnBackward'
  | 'simpleRnnForward'
  | 'softmax'
  | 'softmaxCrossEntropyRows'
  | 'transpose'
  | 'viterbi'
  | 'waveNetBackward'
  | 'waveNetForward';

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

  /** The numbers at a pointer; valid until the next `take`. */
  view(pointer: number, floats: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, pointer, floats);
  }

  /** Bytes that the kernels' memory holds now. */
  get bytes(): number {
    return this.run.memory.buffer.byteLength;
  }
}

/** Kernels with a memory of their own. */
function makeKernels(): Kernels {
  if (!wasm) throw new Error('the fused kernels need WebAssembly, which this machine does not have');
  compiled ??= new wasm.Module(decode(KERNELS_BASE64));
  const instance = new wasm.Instance(compiled, {env: {abort: raiseAbort}});
  return new Kernels(instance.exports as unknown as KernelExports);
}

/** The kernels with an empty arena; pointers of the call before are void. */
export function useKernels(): Kernels {
  kernels ??= makeKernels();
  kernels.reset();
  return kernels;
}

/** Kernels that nobody uses at the moment: making some anew costs more than keeping a few. */
const idle: Kernels[] = [];
const MOST_IDLE = 2;
const MOST_IDLE_BYTES = 2 ** 26;

/**
 * Kernels with a memory that stays the caller's until {@link returnKernels}; the one that {@link useKernels} empties
 * is another. A memory never shrinks, so a large one that nobody returns is left to the garbage collector.
 */
export function borrowKernels(): Kernels {
  const borrowed = idle.pop() ?? makeKernels();
  borrowed.reset();
  return borrowed;
}

/** Hands kernels back for the next borrower. */
export function returnKernels(returned: Kernels): void {
  if (idle.length < MOST_IDLE && returned.bytes <= MOST_IDLE_BYTES) idle.push(returned);
}

function raiseAbort(): never {
  throw new Error('a fused kernel stopped; please report this as a bug');
}
