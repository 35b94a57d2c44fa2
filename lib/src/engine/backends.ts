import * as tf from '@tensorflow/tfjs';

let settled = false;

/** As much of the plain JavaScript backend of TensorFlow.js as is used here. */
interface CpuBackend {
  data: {get(dataId: object): {values: ArrayLike<number>}};
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.BackendValues): tf.TensorInfo;
}

/**
 * Lets numbers that change their type on the plain JavaScript backend get a place of their own.
 *
 * There, a tensor of float32 that was made from one of bool or int32 shares the numbers of that one. They move to another
 * backend as the type they were made as: after `engine.start()` the bits of whole numbers would be read as floats.
 */
function copyOnCast(): void {
  const stock = tf.getKernel('Cast', 'cpu');
  if (!stock) return;
  const kernelFunc: tf.KernelFunc = (given) => {
    const {x} = given.inputs as {x: tf.TensorInfo};
    const {dtype} = given.attrs as unknown as {dtype: tf.DataType};
    const widens = (x.dtype === 'bool' || x.dtype === 'int32') && (dtype === 'int32' || dtype === 'float32');
    if (!widens || x.dtype === dtype) return stock.kernelFunc(given);
    const backend = given.backend as CpuBackend;
    const {values} = backend.data.get(x.dataId);
    return backend.makeTensorInfo(
      x.shape,
      dtype,
      dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values),
    );
  };
  tf.unregisterKernel('Cast', 'cpu');
  tf.registerKernel({...stock, kernelFunc});
}

/**
 * Settles what TensorFlow.js does before the engine is started, and what it says.
 *
 * Its plain JavaScript backend advertises itself on stderr when it makes its first tensor: stderr in a graded cell costs
 * the learner the points. And WebAssembly, once imported, would be the default, but it cannot start by itself, so every
 * tensor made before `engine.start()` would fail: it steps back behind plain JavaScript. What was made there keeps its
 * numbers when it moves, see {@link copyOnCast}.
 */
export function settleBackends(): void {
  if (settled) return;
  settled = true;
  const {registry} = tf.engine();
  const wasm = tf.findBackendFactory('wasm');
  if (wasm && !registry.wasm) {
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', wasm, 0);
  }
  const cpu = tf.findBackendFactory('cpu');
  if (cpu && !registry.cpu) {
    tf.removeBackend('cpu');
    tf.registerBackend('cpu', () => Object.assign(cpu(), {firstUse: false}), 1);
  }
  copyOnCast();
}
