import * as tf from '@tensorflow/tfjs';

let settled = false;

/**
 * Settles what TensorFlow.js does before the engine is started, and what it says.
 *
 * Its plain JavaScript backend advertises itself on stderr when it makes its first tensor: stderr in a graded cell costs
 * the learner the points. And WebAssembly, once imported, would be the default, but it cannot start by itself, so every
 * tensor made before `engine.start()` would fail: it steps back behind plain JavaScript.
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
}
