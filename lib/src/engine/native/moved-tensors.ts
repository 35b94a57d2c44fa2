import type * as tf from '@tensorflow/tfjs';

/** As much of the addon as is used here. */
export interface NativeBinding {
  TF_Version: string;
  TF_FLOAT: number;
  TF_INT64: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_STRING: number;
  TF_ATTR_TYPE: number;
  isUsingGpuDevice(): boolean;
  createTensor(shape: number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  executeOp(name: string, attributes: object[], inputs: number[], outputs: number): NativeTensor[];
}

/** A tensor as the addon knows it. */
export interface NativeTensor {
  id: number;
  shape: number[];
  /** TensorFlow's number of the type. */
  dtype: number;
}

/** As much of the inner state of TensorFlow.js' native backend as is used here. */
export interface NativeBackend extends tf.KernelBackend {
  tensorMap: {
    get(dataId: object): {shape: number[]; dtype: number} | undefined;
    set(dataId: object, data: NativeTensor & {values: null; refCount: number}): void;
  };
  binding: NativeBinding;
  numDataIds(): number;
  /** Numbers of native tensors for the inputs of an operation; what is not yet native becomes so. */
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
}

function sameShape(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * Lets tensors that were reshaped on another engine be used on native TensorFlow.
 *
 * There, tensors of several shapes may share their numbers. When such numbers move to the native backend they take one
 * of the shapes along, and every operation on a tensor of another shape fails. So each other shape that is asked for
 * gets a native tensor of its own, which lives as long as the numbers.
 */
export function reshapeMovedTensors(backend: NativeBackend): void {
  const others = new WeakMap<object, Map<string, number>>();
  const getInputTensorIds = backend.getInputTensorIds.bind(backend);
  const disposeData = backend.disposeData.bind(backend);

  backend.getInputTensorIds = (tensors) => {
    const ids = getInputTensorIds(tensors);
    tensors.forEach(({dataId, shape}, i) => {
      const info = dataId && backend.tensorMap.get(dataId); // int64 numbers have no dataId
      if (!info || sameShape(info.shape, shape)) return;
      const shapes = others.get(dataId) ?? new Map<string, number>();
      others.set(dataId, shapes);
      const key = shape.join();
      const id = shapes.get(key) ?? backend.binding.createTensor(shape, info.dtype, backend.readSync(dataId));
      shapes.set(key, id);
      ids[i] = id;
    });
    return ids;
  };

  backend.disposeData = (dataId, force) => {
    const gone = disposeData(dataId, force);
    if (!gone) return gone;
    for (const id of others.get(dataId)?.values() ?? []) backend.binding.deleteTensor(id);
    others.delete(dataId);
    return gone;
  };
}
