const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

function listeners(event: string): unknown[] {
  return typeof process === 'undefined' || !process.listeners ? [] : process.rawListeners(event);
}

/**
 * Runs `action` and takes away the handlers of fatal errors that it left on Node's `process`.
 *
 * TensorFlow.js' WebAssembly module installs handlers that throw again: any uncaught error would then print the whole
 * minified module to stderr, and a forgotten rejection would end the kernel.
 */
export async function withoutNewListeners<T>(action: () => Promise<T>): Promise<T> {
  const before = EVENTS.map((event) => new Set(listeners(event)));
  try {
    return await action();
  } finally {
    EVENTS.forEach((event, i) => {
      for (const listener of listeners(event)) {
        if (!before[i].has(listener)) process.removeListener(event, listener as () => void);
      }
    });
  }
}
