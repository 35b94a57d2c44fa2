import {type Kernels, type LossOp, type Op, padded, type Value} from '../../engine/internal';

/**
 * The mean of the losses of whole sequences, each times its weight: what `weightedMean` (../weights.ts) is on tensors.
 *
 * @param op its only output are the losses, [batch]
 * @param weights [batch] or [batch, 1]
 * @throws RangeError for weights of time steps
 */
export function sequenceLossOp(kernels: Kernels, op: Op, weights: Value | undefined): LossOp {
  const [losses] = op.outputs;
  const [batch] = losses.shape;
  const {shape} = weights ?? {shape: [batch]};
  if (shape.slice(1).some((size) => size !== 1)) {
    throw new RangeError(`weights of shape [${shape}] need a loss for each time step, but this one has 1 axes`);
  }
  const stride = shape.length > 1 ? padded(1) : 1;
  const given = () => weights && kernels.view(weights.at, batch * stride);
  return {
    forward() {
      op.forward();
      const from = given();
      return (
        kernels.view(losses.at, batch).reduce((sum, loss, i) => sum + loss * (from ? from[i * stride] : 1), 0) / batch
      );
    },
    backward(scale = 1) {
      const from = given();
      const to = kernels.view(losses.gradient, batch);
      for (let i = 0; i < batch; i++) to[i] = (scale * (from ? from[i * stride] : 1)) / batch;
      op.backward();
    },
  };
}
