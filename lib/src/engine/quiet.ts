import * as tf from '@tensorflow/tfjs';

let quiet = false;

/**
 * Keeps TensorFlow.js' plain JavaScript backend from advertising itself on stderr when it makes its first tensor:
 * stderr in a graded cell costs the learner the points.
 */
export function keepBackendsQuiet(): void {
  if (quiet) return;
  quiet = true;
  const factory = tf.findBackendFactory('cpu');
  if (!factory || tf.engine().registry.cpu) return; // already made: the line is out
  tf.removeBackend('cpu');
  tf.registerBackend('cpu', () => Object.assign(factory(), {firstUse: false}), 1);
}
