/** How long the kernels take to load, in a fresh process: prints {"kernels", "firstCall"} in ms. */
import {engine, layers, tf} from 'unroll';

async function main(): Promise<void> {
  const begin = performance.now();
  // The plain engine starts in no time, so what is left is decoding and compiling our own kernels.
  await engine.start({engine: 'cpu'});
  const kernels = performance.now() - begin;
  const layer = layers.lstm({units: 4});
  const input = tf.zeros([1, 2, 1]);
  const called = performance.now();
  (layer.apply(input) as tf.Tensor).dataSync();
  process.stdout.write(JSON.stringify({kernels, firstCall: performance.now() - called}));
}

main();
