import type * as tf from '@tensorflow/tfjs';

/** As much of the inner state of TensorFlow.js' native backend as is used here. */
export interface NativeBackend extends tf.KernelBackend {
  tensorMap: {get(dataId: object): {shape: number[]; values: unknown; id: number} | undefined};
  binding: {deleteTensor(id: number): void};
  /** Numbers of native tensors for the inputs of an operation; what is not yet native becomes so. */
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
}

/**
 * Lets tensors that were reshaped on another engine be used on native TensorFlow.
 *
 * There, tensors of several shapes may share their numbers. When such numbers move to the native backend they take one
 * of the shapes along, and every operation on a tensor of another shape fails. So numbers whose native tensor has
 * another shape than is asked for are made native anew.
 */
export function reshapeMovedTensors(backend: NativeBackend): void {
  const getInputTensorIds = backend.getInputTensorIds.bind(backend);
  backend.getInputTensorIds = (tensors) => {
    for (const {dataId, shape} of tensors) {
      const info = dataId && backend.tensorMap.get(dataId); // int64 numbers have no dataId
      if (!info || (info.shape.length === shape.length && info.shape.every((size, axis) => size === shape[axis])))
        continue;
      info.values ??= backend.readSync(dataId);
      if (info.id >= 0) backend.binding.deleteTensor(info.id);
      info.id = -1;
      info.shape = [...shape];
    }
    return getInputTensorIds(tensors);
  };
}
