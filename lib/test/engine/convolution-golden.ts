// What the tests of convolutions and poolings share: cases of Keras and PyTorch, and functions of named tensors.
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import {expectClose, type Packed, unpack} from './golden';

/** A case as ci/peers/convolutions-{keras,torch}.py write it. */
export interface ConvolutionCase<Options> {
  name: string;
  options: Options;
  inputs: Record<string, Packed>;
  outputs: Packed[];
  dOutputs: Packed[];
  gradients: Record<string, Packed>;
}

/** Tensors by name. */
export type Named = Record<string, tf.Tensor>;
/** What is tested: outputs of named tensors. */
export type Run = (tensors: Named) => tf.Tensor[];

/** Normal numbers of a shape, always the same for the same seed. */
export function draw(shape: number[], seed: number, deviation = 1): tf.Tensor {
  const {normal} = random(seed);
  return tf.tensor(
    Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
    shape,
  );
}

/** Gradients of Σ output ⊙ d over all outputs, by the names of their sources. */
export function gradientsOf(run: Run, tensors: Named, dOutputs: tf.Tensor[], names = Object.keys(tensors)): Named {
  const loss = (...sources: tf.Tensor[]) => {
    const outputs = run({...tensors, ...Object.fromEntries(names.map((name, i) => [name, sources[i]]))});
    return tf.addN(outputs.map((output, i) => output.mul(dOutputs[i]).sum())) as tf.Scalar;
  };
  const found = tf.grads(loss)(names.map((name) => tensors[name]));
  return Object.fromEntries(names.map((name, i) => [name, found[i]]));
}

/** Fails unless outputs and all gradients are those of the case, to 1e-5. */
export function expectCase<Options>(run: Run, golden: ConvolutionCase<Options>): void {
  tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(golden.inputs).map(([name, value]) => [name, unpack(value)]));
    run(tensors).forEach((output, i) => {
      expectClose(output, golden.outputs[i], 1e-5, `output ${i}`);
    });
    const names = Object.keys(golden.gradients);
    const found = gradientsOf(run, tensors, golden.dOutputs.map(unpack), names);
    for (const name of names) expectClose(found[name], golden.gradients[name], 1e-5, `gradient of ${name}`);
  });
}
