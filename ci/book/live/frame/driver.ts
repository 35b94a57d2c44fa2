/** The worker's side of the frame: advances one work, and hears the page between two of its steps. */
import type {AnyWork, Told} from '../contract';
import type {Settings, Start, ToPage, ToWorker} from './protocol';

/** Pictures that may be on their way: the worker computes the next one while the page draws the last. */
const AHEAD = 2;

interface Run {
  start: Start;
  work: AsyncGenerator<Told, void, Settings | undefined>;
  /** Settings that have not been handed in yet; only the latest matter. */
  changed?: Settings;
  isHeld: boolean;
  /** Steps that the reader asked for while it is held. */
  asked: number;
  /** Pictures that have not been drawn yet. */
  undrawn: number;
  /** The work has nothing to compute until settings change. */
  waits: boolean;
  /** When the next step is due, by the pace of the demo. */
  due: number;
  /** Wakes the loop. */
  wake?: () => void;
}

/** Lets the messages that have come be heard. */
const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

const lineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Milliseconds until the next step may be computed; 0 now, Infinity when nothing but a message can change it. */
function delay(run: Run): number {
  if (run.undrawn >= AHEAD) return Number.POSITIVE_INFINITY;
  if (run.changed && (!run.isHeld || run.waits || run.start.isStepwise)) return 0;
  if (run.waits) return Number.POSITIVE_INFINITY;
  if (run.isHeld) return run.asked > 0 ? 0 : Number.POSITIVE_INFINITY;
  return Math.max(0, run.due - performance.now());
}

/** Waits until a step may be computed, or a message wakes the loop. */
function pause(run: Run, milliseconds: number): Promise<void> {
  return new Promise((done) => {
    const timer = milliseconds < Number.POSITIVE_INFINITY ? setTimeout(done, milliseconds) : undefined;
    run.wake = () => {
      clearTimeout(timer);
      done();
    };
  });
}

/**
 * A function that takes the page's messages.
 *
 * @param workOf the work of a demo's id
 * @param post sends to the page
 */
export function drive(
  workOf: (demo: string) => AnyWork | undefined,
  post: (message: ToPage) => void,
): (message: ToWorker) => void {
  let current: Run | undefined;

  async function advance(run: Run): Promise<void> {
    const {run: number} = run.start;
    const isCurrent = () => run === current;
    while (isCurrent()) {
      const wait = delay(run);
      if (wait > 0) {
        await pause(run, wait);
        continue;
      }
      const {changed} = run;
      run.changed = undefined;
      if (run.isHeld && !changed) run.asked--;
      const {value, done} = await run.work.next(changed);
      await turn();
      if (!isCurrent()) return;
      if (done || !value) {
        current = undefined;
        return post({kind: 'done', run: number});
      }
      run.undrawn++;
      run.waits = value.waits === true;
      run.due = performance.now() + run.start.pace;
      post({kind: 'step', run: number, step: value});
      if (run.isHeld) post({kind: 'held', run: number});
    }
  }

  function begin(start: Start): void {
    const work = workOf(start.demo);
    if (!work) {
      post({kind: 'failed', run: start.run, message: `there is no work '${start.demo}'`});
      return;
    }
    const run: Run = {
      ...{start, work: work(start.settings), isHeld: start.isHeld, asked: 1, undrawn: 0, waits: false, due: 0},
    };
    current = run;
    advance(run).catch((error: unknown) => {
      if (run !== current) return;
      current = undefined;
      post({kind: 'failed', run: start.run, message: lineOf(error)});
    });
  }

  function leave(): void {
    const left = current;
    current = undefined;
    left?.wake?.();
    // what the work holds is given back in its `finally`; a step that is being computed ends first
    left?.work.return().catch(() => {});
  }

  const changes: Record<Exclude<ToWorker['kind'], 'start' | 'leave'>, (run: Run, message: ToWorker) => void> = {
    settings: (run, message) => {
      if (message.kind === 'settings') run.changed = message.settings;
    },
    drawn: (run) => {
      run.undrawn--;
    },
    hold: (run) => {
      run.isHeld = true;
      run.asked = 0;
      post({kind: 'held', run: run.start.run});
    },
    run: (run) => {
      run.isHeld = false;
      run.due = 0;
    },
    step: (run) => {
      run.isHeld = true;
      run.asked++;
    },
  };

  return (message) => {
    if (message.kind === 'start') {
      leave();
      return begin(message);
    }
    if (!current || message.run !== current.start.run) return;
    if (message.kind === 'leave') return leave();
    const run = current;
    changes[message.kind](run, message);
    run.wake?.();
  };
}
