import {KERNELS_BASE64, MEMORY_FLAG_AT} from './generated/kernels';
import {ThreadPool} from './native/threads';
import {workOf} from './thread-work';
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
  | 'addProductSums'
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
  | 'convBackward'
  | 'convFilterGradient'
  | 'convForward'
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
  | 'layerNormGruBackward'
  | 'layerNormGruForward'
  | 'layerNormLstmBackward'
  | 'layerNormLstmForward'
  | 'layerNormSimpleRnnBackward'
  | 'layerNormSimpleRnnForward'
  | 'logarithm'
  | 'lossRows'
  | 'lstmBackward'
  | 'lstmForward'
  | 'normaliseGates'
  | 'normaliseGatesBack'
  | 'peepholeLstmBackward'
  | 'peepholeLstmForward'
  | 'moveAverage'
  | 'normaliseColumns'
  | 'notZero'
  | 'pool'
  | 'poolBackward'
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
  | 'waveNetForward'
  | 'weightedSteps'
  | 'weightedStepsBackward';

/** A kernel: sizes count floats, pointers are byte addresses. */
export type Kernel = (...sizesAndPointers: number[]) => void;

/** What the module of the kernels exports. */
export interface KernelExports extends Record<KernelName, Kernel> {
  heapBase(): number;
  useThread(index: number): void;
}

const PAGE = 65536;
/** Pages of a memory at first and at most, as lib/build.mjs compiles them in. */
const [FIRST_PAGES, MOST_PAGES] = [32, 32768];
/**
 * Less work than this, in floating point operations, stays on one thread: some 0.1 ms. Two threads that are awake are
 * faster from a quarter of that on, but to wake one takes half of it.
 */
const LEAST_SHARED_WORK = 4e6;
// Not 'module': compiled to CommonJS that would hide Node's own and keep the file from loading.
let compiled: object | undefined;
let compiledForThreads: object | undefined;
let pool: ThreadPool | undefined;
let kernels: Kernels | undefined;
let simd: boolean | undefined;

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Whether this machine runs WebAssembly SIMD, hence the fused kernels.
 *
 * @returns true where the fused kernels run; else layers fall back to the operations of TensorFlow.js
 */
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
  /** The number that the threads know the memory by; 0 before they do. */
  private id = 0;

  /** @param threads who else computes on the memory; none where the memory is not shared */
  constructor(
    readonly run: KernelExports,
    private readonly memory: WasmMemory,
    readonly threads?: ThreadPool,
  ) {
    this.top = run.heapBase();
  }

  /**
   * Runs a kernel over a range of independent rows, which threads may share among them.
   *
   * @param total rows
   * @param args the kernel's arguments for rows from..to
   * @param work floating point operations of all rows; defaults to what thread-work.ts makes of the arguments
   */
  share(name: KernelName, total: number, args: (from: number, to: number) => number[], work?: number): void {
    const {threads} = this;
    const whole = args(0, total);
    if (!threads?.size || total < 2 || (work ?? workOf(name, whole)) < LEAST_SHARED_WORK) {
      this.run[name](...whole);
      return;
    }
    if (this.id === 0) {
      this.id = threads.register(this);
      threads.attach(this.id, this.memory);
    }
    threads.run(this.id, this.run, name, total, args);
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
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
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
    this.threads?.settle(); // after an interrupt they may still write
    return new Float32Array(this.memory.buffer, pointer, floats);
  }

  /** Bytes that the kernels' memory holds now. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }
}

/** The kernels for a memory that threads share, which differs in a flag alone. */
function compileForThreads(): object {
  if (!wasm) throw new Error('threads need WebAssembly, which this machine does not have');
  if (!compiledForThreads) {
    const bytes = decode(KERNELS_BASE64);
    bytes[MEMORY_FLAG_AT] = 3;
    compiledForThreads = new wasm.Module(bytes);
  }
  return compiledForThreads;
}

/** Kernels with a memory of their own. */
function makeKernels(): Kernels {
  if (!wasm) throw new Error('the fused kernels need WebAssembly, which this machine does not have');
  const shared = pool !== undefined && pool.size > 0;
  if (!shared) compiled ??= new wasm.Module(decode(KERNELS_BASE64));
  const memory = new wasm.Memory({initial: FIRST_PAGES, maximum: MOST_PAGES, shared});
  const module = shared ? compileForThreads() : (compiled as object);
  const instance = new wasm.Instance(module, {env: {abort: raiseAbort, memory}});
  return new Kernels(instance.exports as unknown as KernelExports, memory, pool);
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
/** The last one that is larger: there until the garbage collector takes it, since fresh memory of its size costs much time. */
let large: WeakRef<Kernels> | undefined;

/**
 * Kernels with a memory that stays the caller's until {@link returnKernels}; the one that {@link useKernels} empties
 * is another. A memory never shrinks, so a large one is left to the garbage collector, unless the next borrower comes first.
 */
export function borrowKernels(): Kernels {
  const borrowed = large?.deref() ?? idle.pop() ?? makeKernels();
  large = undefined;
  borrowed.reset();
  return borrowed;
}

/** Hands kernels back for the next borrower. */
export function returnKernels(returned: Kernels): void {
  if (returned.threads !== pool) return;
  if (returned.bytes > MOST_IDLE_BYTES) large = new WeakRef(returned);
  else if (idle.length < MOST_IDLE) idle.push(returned);
}

/** How many threads compute, the main one included. */
export function countThreads(): number {
  return 1 + (pool?.size ?? 0);
}

/**
 * Lets kernels made from now on compute on this many threads. Those made before stay with the threads they know.
 *
 * @throws Error where there are no threads
 */
export async function setThreads(count: number): Promise<void> {
  if (count === countThreads()) return;
  await pool?.stop();
  pool = undefined;
  if (count > 1) pool = await ThreadPool.start(count - 1, compileForThreads());
  kernels = undefined;
  idle.length = 0;
  large = undefined;
}

function raiseAbort(): never {
  throw new Error('a fused kernel stopped; please report this as a bug');
}
