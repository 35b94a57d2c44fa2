import * as tf from '@tensorflow/tfjs';

/** As much of TensorFlow.js' inner state as an interrupted computation can leave behind. */
interface EngineState {
  gradientDepth: number;
  kernelDepth: number;
  activeTape: unknown;
  scopeStack: unknown[];
}

/**
 * Cleans up after a computation that was cut off from outside in the midst of a step (the kernel's last means against
 * an endless loop): closes the open gradient tape and memory scopes, which would else hold every later tensor.
 * To be called outside of tf.tidy and of gradients.
 */
export function recover(): void {
  const engine = tf.engine();
  const state = engine.state as unknown as EngineState;
  if (state.gradientDepth === 0 && state.scopeStack.length === 0) return;
  state.gradientDepth = 0;
  state.kernelDepth = 0;
  state.activeTape = null;
  while (state.scopeStack.length > 0) engine.endScope();
}
