/**
 * Calls `action` when the user interrupts (SIGINT, Jupyter's stop button) until the returned function is called.
 * Where nobody else listens, the signal afterwards does what it always does: it ends the process.
 *
 * @param action called at most once
 * @returns what ends the listening; calling it again does nothing
 */
export function onInterrupt(action: () => void): () => void {
  if (typeof process === 'undefined' || !process.on) return () => {};
  const listener = () => {
    action();
    stop();
    if (process.listenerCount('SIGINT') === 0) process.kill(process.pid, 'SIGINT');
  };
  const stop = () => {
    process.removeListener('SIGINT', listener);
  };
  process.on('SIGINT', listener);
  return stop;
}
