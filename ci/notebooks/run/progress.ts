/** Shows how far notebooks are: bars with cell counts on a terminal, plain lines elsewhere. */
import cliProgress, {type SingleBar} from 'cli-progress';

export interface Progress {
  start(name: string, cells: number): void;
  cell(name: string, done: number): void;
  end(name: string, line: string): void;
  /** A line that belongs to no notebook. */
  note(line: string): void;
  close(): void;
}

const plainProgress: Progress = {
  start: () => {},
  cell: () => {},
  end: (_name, line) => console.log(line),
  note: (line) => console.log(line),
  close: () => {},
};

function barProgress(total: number): Progress {
  const bars = new cliProgress.MultiBar(
    {format: '{bar} {value}/{total} cells  {name}', barsize: 24, hideCursor: true, clearOnComplete: true},
    cliProgress.Presets.shades_classic,
  );
  const overall = bars.create(total, 0, {name: ''}, {format: '{bar} {value}/{total} notebooks'});
  const running = new Map<string, SingleBar>();
  return {
    start: (name, cells) => running.set(name, bars.create(cells, 0, {name})),
    cell: (name, done) => running.get(name)?.update(done),
    end: (name, line) => {
      const bar = running.get(name);
      if (bar) bars.remove(bar);
      running.delete(name);
      bars.log(`${line}\n`);
      overall.increment();
    },
    note: (line) => bars.log(`${line}\n`),
    close: () => bars.stop(),
  };
}

/** Bars where someone watches; lines in CI and in pipes. */
export const makeProgress = (total: number): Progress =>
  process.stdout.isTTY && !process.env.CI ? barProgress(total) : plainProgress;
