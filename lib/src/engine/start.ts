import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm';
import {settleBackends} from './backends';
import {countThreads, loadKernels, setThreads, simdWorks} from './kernels-host';
import {withoutNewListeners} from './native/listeners';
import {isTensorFlowBuilt, loadTensorFlow, type NativeTensorFlow} from './native/tensorflow';
import {restartSeeds} from './seeds';

settleBackends();

/** Where numbers are computed: native TensorFlow, WebAssembly (the same everywhere) or plain JavaScript. */
export type EngineName = 'tensorflow' | 'wasm' | 'cpu';

/** Options of {@link start}. */
export interface StartOptions {
  /** Engine; defaults to UNROLL_ENGINE, else to 'tensorflow' where `npm run engine:tensorflow` has built it, else to 'wasm'. */
  engine?: EngineName;
  /** Restarts the sequence of seeds for weights, shuffling and dropout; without it the sequence goes on. */
  seed?: number;
  /**
   * Threads that compute large layers together, 1 to 8; the numbers are the same for any. At the first start it defaults
   * to UNROLL_THREADS, else to 1; later starts without it leave it as it is. Node.js only.
   */
  threads?: number;
  /** Folder or URL of TensorFlow.js' .wasm files; only a browser needs it. */
  wasmPath?: string;
}

/** What computes, see {@link info}. */
export interface EngineInfo {
  engine: EngineName;
  library: string;
  version: string;
  devices: string[];
  /** Whether the fused kernels run; without WebAssembly SIMD the layers fall back to TensorFlow.js' own. */
  simd: boolean;
}

const NAMES: readonly EngineName[] = ['tensorflow', 'wasm', 'cpu'];
let started: EngineName | undefined;
let native: NativeTensorFlow | undefined;

function isEngineName(name: string): name is EngineName {
  return (NAMES as readonly string[]).includes(name);
}

function chooseEngine(option: string | undefined): EngineName {
  const environment = typeof process === 'undefined' ? undefined : process.env?.UNROLL_ENGINE;
  const name = option ?? (environment || (isTensorFlowBuilt() ? 'tensorflow' : 'wasm'));
  if (isEngineName(name)) return name;
  const where = option === undefined ? ' (from the environment variable UNROLL_ENGINE)' : '';
  throw new RangeError(`engine must be 'tensorflow', 'wasm' or 'cpu', got '${name}'${where}`);
}

const MOST_THREADS = 8; // as lib/src/engine/kernels/matmul/scratch.ts has room for

function chooseThreads(option: number | undefined): number {
  const environment = started || typeof process === 'undefined' ? undefined : process.env?.UNROLL_THREADS;
  const threads = option ?? (environment ? Number(environment) : countThreads());
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  const got = option ?? `'${environment}' (from the environment variable UNROLL_THREADS)`;
  throw new RangeError(`threads must be a whole number from 1 to ${MOST_THREADS}, got ${got}`);
}

/**
 * Starts the engine. May be called again at any time: it then only switches engines or threads, or restarts the seeds.
 *
 * @param options see {@link StartOptions}
 * @returns the same as {@link info}
 * @throws RangeError for an unknown engine, a number of threads that cannot be, or a seed that is no whole number; Error when the engine does not start
 */
export async function start(options: StartOptions = {}): Promise<EngineInfo> {
  const name = chooseEngine(options.engine);
  const threads = chooseThreads(options.threads);
  if (name === 'tensorflow') native = loadTensorFlow();
  if (options.seed !== undefined) restartSeeds(options.seed);
  if (options.wasmPath !== undefined) setWasmPaths(options.wasmPath);
  const ready = await withoutNewListeners(() => tf.setBackend(name)).catch(() => false);
  if (!ready) throw new Error(`engine '${name}' does not start on this machine; try engine.start({engine: 'cpu'})`);
  await tf.ready();
  await loadKernels();
  if (simdWorks()) await setThreads(threads);
  started = name;
  return info();
}

/**
 * What computes: engine, library and version, devices.
 *
 * @returns see {@link EngineInfo}
 * @throws Error before {@link start}
 */
export function info(): EngineInfo {
  if (!started) throw new Error('the engine is not started: run `await engine.start()` first');
  const simd = simdWorks();
  const shared = countThreads() > 1 ? `, ${countThreads()} threads` : '';
  const kernels = `CPU (WebAssembly${simd ? ', SIMD' : ''}${shared})`;
  if (started === 'tensorflow' && native) {
    // the fused kernels of the layers compute in WebAssembly beside it
    return {
      engine: started,
      library: 'TensorFlow',
      version: native.version,
      devices: [...native.devices, kernels],
      simd,
    };
  }
  const device = started === 'wasm' ? kernels : 'CPU (JavaScript)';
  return {engine: started, library: 'TensorFlow.js', version: tf.version.tfjs, devices: [device], simd};
}
