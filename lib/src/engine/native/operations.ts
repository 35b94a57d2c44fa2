import * as tf from '@tensorflow/tfjs';
import type {NativeBackend, NativeTensor} from './moved-tensors';

/** Attributes of an operation by name: flags and words; numbers are float32. */
export type Attributes = Record<string, boolean | string | number>;

function attributeOf({binding}: NativeBackend, name: string, value: boolean | string | number) {
  if (typeof value === 'boolean') return {name, type: binding.TF_ATTR_BOOL, value};
  if (typeof value === 'string') return {name, type: binding.TF_ATTR_STRING, value};
  return {name, type: binding.TF_ATTR_FLOAT, value};
}

/**
 * A tensor of TensorFlow.js around a native one. One of a type that TensorFlow.js does not know (int64, int8) passes as
 * int32: it can be kept and handed to an operation, but not read.
 */
function wrap(backend: NativeBackend, {id, shape, dtype}: NativeTensor): tf.Tensor {
  const dataId = {};
  backend.tensorMap.set(dataId, {shape, dtype, id, values: null, refCount: 1});
  const type = dtype === backend.binding.TF_FLOAT ? 'float32' : 'int32';
  return tf.engine().makeTensorFromTensorInfo({dataId, shape, dtype: type});
}

/** A count as TensorFlow's int64, to be handed to an operation. */
export function int64(backend: NativeBackend, count: number): tf.Tensor {
  const {binding} = backend;
  const id = binding.createTensor([], binding.TF_INT64, new Int32Array([count, 0])); // the lower half first
  return wrap(backend, {id, shape: [], dtype: binding.TF_INT64});
}

/**
 * Runs an operation of TensorFlow by its name there, on float32 (its attribute T).
 *
 * @param count how many outputs it has
 * @returns all of its outputs
 * @throws Error with what TensorFlow says
 */
export function execute(
  backend: NativeBackend,
  name: string,
  attributes: Attributes,
  inputs: tf.Tensor[],
  count: number,
): tf.Tensor[] {
  const {binding} = backend;
  const type = {name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT};
  const list = Object.entries(attributes).map(([key, value]) => attributeOf(backend, key, value));
  const outputs = binding.executeOp(name, [type, ...list], backend.getInputTensorIds(inputs), count);
  return outputs.map((output) => wrap(backend, output));
}
