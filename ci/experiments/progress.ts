/** Shows how far an experiment is: a bar with its parts on a terminal, a line a part elsewhere. */
import cliProgress from 'cli-progress';

export interface Progress {
  expect(parts: number): void;
  begin(key: string): void;
  end(key: string, seconds: number, isKept: boolean): void;
  close(): void;
}

const lines = (name: string): Progress => {
  let [done, total] = [0, 0];
  return {
    expect: (parts) => {
      total = parts;
    },
    begin: () => {},
    end(key, seconds, isKept) {
      done += 1;
      console.log(
        `${name} ${done}/${total || '?'}: ${key}, ${isKept ? 'kept from before' : `${seconds.toFixed(1)} s`}`,
      );
    },
    close: () => {},
  };
};

function bar(name: string): Progress {
  // no hidden cursor and no handler of its own: Ctrl+C ends a training at once and leaves the terminal as it was
  const options = {
    format: `{bar} {value}/{total} parts, {eta_formatted} left  ${name}: {part}`,
    barsize: 24,
    etaBuffer: 20,
  };
  const shown = new cliProgress.SingleBar(
    {...options, clearOnComplete: true, gracefulExit: false, hideCursor: false, noTTYOutput: false},
    cliProgress.Presets.shades_classic,
  );
  shown.start(1, 0, {part: ''});
  return {
    expect: (parts) => shown.setTotal(parts),
    begin: (key) => shown.update({part: key}),
    end: (key) => shown.increment(1, {part: key}),
    close: () => shown.stop(),
  };
}

/** A bar where someone watches; lines in CI and in pipes. */
export const makeProgress = (name: string): Progress =>
  process.stdout.isTTY && !process.env.CI ? bar(name) : lines(name);

export const silent: Progress = {expect: () => {}, begin: () => {}, end: () => {}, close: () => {}};
