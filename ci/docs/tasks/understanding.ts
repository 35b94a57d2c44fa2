/** Looking inside */
import {data, engine, layers, models, notebook, plots, scratch, tf} from 'unroll';

/** I want to know what computes, and on how many threads. */
export async function machine() {
  await engine.start({seed: 42});
  console.log(engine.info());
}

/** I want to check a gradient that I derived by hand. */
export function gradient() {
  const W = scratch.matrix([[0.5, -0.3]]);
  const loss = () => W.values.reduce((sum, w) => sum + w ** 3, 0);
  console.log(
    scratch.relativeError(
      scratch.numericalGradient(loss, W),
      scratch.map(W, (w) => 3 * w ** 2),
    ),
  );
}

/** I want to follow a cell step by step, on plain numbers. */
export function byHand() {
  const X = scratch.matrix([[1, 0]]);
  const weights = {kernel: scratch.zeros(2, 9), recurrentKernel: scratch.zeros(3, 9), bias: scratch.zeros(2, 9)};
  console.log(scratch.gruForward([X, X], weights).states.length);
}

/** I want to know how far back a stack of convolutions sees. */
export function receptiveField() {
  const stack = [1, 2, 4, 8].map((dilationRate) => ({kernelSize: 2, dilationRate}));
  console.log(models.receptiveField(stack).steps);
}

/** I want to see what attention looks at. */
export function attention() {
  const query = tf.input({shape: [5, 4]});
  const attended = layers.attention({score: 'scaledDot', returnAttentionScores: true}).apply([query, query]);
  const model = tf.model({inputs: query, outputs: attended as tf.SymbolicTensor[]});
  console.log(models.attentionWeights(model, tf.ones([1, 5, 4])).shape);
}

/** I want to draw a network for a text. */
export function draw() {
  notebook.show(plots.lstmCell());
}

/** I want a cell to fail where a shape is not what I think. */
export function shape() {
  notebook.expectShape(
    layers.lstm({units: 20, returnSequences: true}).apply(tf.zeros([2, 50, 1])) as tf.Tensor,
    [2, 50, 20],
  );
}

/** I need chance that is the same on every machine. */
export function chance() {
  const random = data.random(42);
  console.log(random.uniform(), random.normal());
}
