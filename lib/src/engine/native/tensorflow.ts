import * as tf from '@tensorflow/tfjs';
import {type NativeBackend, type NativeBinding, reshapeMovedTensors} from './moved-tensors';

/** What `npm run engine:tensorflow` writes last: where the parts of the engine lie, below its folder. */
interface Manifest {
  package: string;
  binding: string;
  stderr: string;
}

/** Native TensorFlow, loaded. */
export interface NativeTensorFlow {
  version: string;
  /** Names of the devices it computes on. */
  devices: string[];
  /** Whether it computes on a GPU. */
  gpu: boolean;
}

interface Backend {
  NodeJSKernelBackend: new (binding: NativeBinding, packageName: string) => NativeBackend;
}

let loaded: NativeTensorFlow | undefined;
/** Whether the user wants to read what TensorFlow says. */
const isVerbose = typeof process !== 'undefined' && /^[01]$/.test(process.env?.TF_CPP_MIN_LOG_LEVEL ?? '');

function builtin<T>(name: string): T | undefined {
  return typeof process === 'undefined' ? undefined : (process.getBuiltinModule?.(name) as T | undefined);
}

/** Folder of the engine: UNROLL_TENSORFLOW, else the one in the project that this file lies in. */
function engineFolder(): string | undefined {
  const path = builtin<typeof import('node:path')>('node:path');
  if (!path || typeof __dirname === 'undefined') return undefined;
  return process.env.UNROLL_TENSORFLOW || path.join(__dirname, '../../../../.cache/engine');
}

/** The file that says what was built; undefined where nothing was. */
function manifestFile(): string | undefined {
  const [fs, folder] = [builtin<typeof import('node:fs')>('node:fs'), engineFolder()];
  const file = `${folder}/tensorflow.json`;
  return folder !== undefined && fs?.existsSync(file) ? file : undefined;
}

/** Whether `npm run engine:tensorflow` has built the engine on native TensorFlow. */
export function isTensorFlowBuilt(): boolean {
  return loaded !== undefined || manifestFile() !== undefined;
}

/** Node 23 took these from its `util`, Node 22 warns on stderr where they are used; the backend of 4.22 calls them. */
function giveBackUtil(): void {
  const util = builtin<object>('node:util');
  if (!util) return;
  const gone = {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  };
  for (const [name, value] of Object.entries(gone))
    Object.defineProperty(util, name, {value, configurable: true, writable: true});
}

/** Loads the addon; nothing of what TensorFlow says meanwhile reaches stderr, unless TF_CPP_MIN_LOG_LEVEL is 0 or 1. */
function loadBinding(load: NodeRequire, manifest: Manifest): NativeBinding {
  if (isVerbose) return load(`./${manifest.binding}`) as NativeBinding;
  process.env.TF_CPP_MIN_LOG_LEVEL ||= '2'; // errors only
  const stderr = load(`./${manifest.stderr}`) as {mute(): void; unmute(): void};
  stderr.mute();
  try {
    return load(`./${manifest.binding}`) as NativeBinding;
  } finally {
    stderr.unmute();
  }
}

function deviceName(gpu: boolean): string {
  const os = builtin<typeof import('node:os')>('node:os');
  const processor = os?.cpus()[0]?.model.trim();
  if (!gpu) return processor ? `CPU (${processor})` : 'CPU';
  try {
    const children = builtin<typeof import('node:child_process')>('node:child_process');
    const names = children?.execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return `GPU (${names?.trim().split('\n').pop()})`; // where there are several, the addon takes the last one
  } catch {
    return 'GPU (NVIDIA)';
  }
}

/** The backend of native TensorFlow and whether it is on a GPU, where it is the one that computes; else undefined. */
export function nativeBackend(): {backend: NativeBackend; gpu: boolean} | undefined {
  if (!loaded || tf.getBackend() !== 'tensorflow') return undefined;
  return {backend: tf.backend() as NativeBackend, gpu: loaded.gpu};
}

/**
 * Loads native TensorFlow and registers it as TensorFlow.js' backend 'tensorflow'; later calls do nothing.
 *
 * The backend comes from the package @tensorflow/tfjs-node-gpu, whose own entry would look for an addon of its own and
 * bring a second TensorFlow.js.
 *
 * @returns version and devices
 * @throws Error where the engine is not built, or does not load
 */
export function loadTensorFlow(): NativeTensorFlow {
  if (loaded) return loaded;
  const file = manifestFile();
  const nodeModule = builtin<typeof import('node:module')>('node:module');
  if (!file || !nodeModule) throw new Error("engine 'tensorflow' is not built: run `npm run engine:tensorflow` first");
  try {
    const load = nodeModule.createRequire(file);
    const manifest = load('./tensorflow.json') as Manifest;
    giveBackUtil();
    process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'; // or every notebook would take the whole GPU
    const binding = loadBinding(load, manifest);
    const {NodeJSKernelBackend} = load(`./${manifest.package}/dist/nodejs_kernel_backend.js`) as Backend;
    load(`./${manifest.package}/dist/register_all_kernels.js`);
    const gpu = binding.isUsingGpuDevice();
    const makeBackend = () => {
      const backend = new NodeJSKernelBackend(binding, gpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node');
      reshapeMovedTensors(backend);
      return backend;
    };
    tf.registerBackend('tensorflow', makeBackend, 2);
    loaded = {version: binding.TF_Version, devices: [deviceName(gpu)], gpu};
    return loaded;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new Error(
      `engine 'tensorflow' does not start (${reason}); run \`npm run engine:tensorflow\` again, or engine.start({engine: 'wasm'})`,
    );
  }
}
