// What set-up shows: one line a step, rewritten in place on a terminal, printed once elsewhere.

/** @param {NodeJS.WriteStream} out */
export function createProgress(out = process.stderr) {
  const live = out.isTTY && !process.env.CI;
  const running = new Map();
  let timer;
  let shown = '';
  const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
  const clear = () => live && out.write('\r\x1b[2K');
  const paint = () => {
    const parts = [...running].map(
      ([name, {since, detail}]) => `${name} ${seconds(since)}${detail ? ` (${detail})` : ''}`,
    );
    shown = parts.length ? `  … ${parts.join(' · ')}` : '';
    clear();
    out.write(shown.slice(0, (out.columns ?? 80) - 1));
  };
  return {
    start(name, about) {
      running.set(name, {since: Date.now(), detail: ''});
      if (!live) out.write(`  … ${name}: ${about}\n`);
      else timer ??= setInterval(paint, 200).unref();
    },
    detail(name, text) {
      const step = running.get(name);
      if (step) step.detail = text.slice(0, 40);
    },
    done(name) {
      const step = running.get(name);
      running.delete(name);
      clear();
      out.write(`  ✓ ${name} ${seconds(step.since)}\n`);
    },
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
