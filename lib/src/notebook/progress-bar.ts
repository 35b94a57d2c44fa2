import {display, hasDisplay, newDisplayId, VOLATILE} from './display';
import {escapeHtml} from './html';

/** Nothing is shown before this: short work needs no bar. */
const PATIENCE_MS = 2000;
/** Shown at most this often. */
const INTERVAL_MS = 500;

/** A bar that shows how far a piece of work is. */
export interface ProgressBar {
  /** Sets what is done, and a note such as 'loss 0.012'. */
  update(done: number, note?: string): void;
  /** Shows the final state, if the bar was shown at all. */
  end(note?: string): void;
}

/** Options of {@link progressBar}. */
export interface ProgressBarOptions {
  /** What the work is called. */
  label: string;
  /** Waits this many milliseconds before it appears; defaults to 2000. */
  patience?: number;
  /** Clock in milliseconds; defaults to Date.now. */
  now?: () => number;
}

function seconds(ms: number): string {
  return ms < 60_000
    ? `${Math.round(ms / 1000)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/**
 * Shows the progress of work that takes over two seconds; the output is volatile, so it is never stored.
 *
 * @param total units of work
 * @param options see {@link ProgressBarOptions}
 * @returns see {@link ProgressBar}
 */
export function progressBar(
  total: number,
  {label, patience = PATIENCE_MS, now = Date.now}: ProgressBarOptions,
): ProgressBar {
  if (!(total > 0)) throw new RangeError(`progressBar needs a total above 0, got ${total}`);
  const start = now();
  const displayId = newDisplayId();
  let [shownAt, isShown, done] = [Number.NEGATIVE_INFINITY, false, 0];
  const draw = (note: string, isLast: boolean): void => {
    const [part, time] = [Math.min(1, Math.max(0, done / total)), now() - start];
    const left = part > 0 && !isLast ? `, about ${seconds((time / part) * (1 - part))} left` : '';
    const text = `${label}: ${Math.round(100 * part)} % in ${seconds(time)}${left}${note ? ` · ${note}` : ''}`;
    const bar = `<progress value="${part}" max="1" style="width:240px"></progress>`;
    const html = `<div>${bar} ${escapeHtml(text)}</div>`;
    display({'text/html': html, 'text/plain': text}, {displayId, update: isShown, metadata: VOLATILE});
    // The console has no updatable output: a line every now and then is all it can show.
    if (!hasDisplay() && process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K${isLast ? '\n' : ''}`);
    [isShown, shownAt] = [true, now()];
  };
  return {
    update(value, note = '') {
      done = value;
      if (now() - start >= patience && now() - shownAt >= INTERVAL_MS) draw(note, false);
    },
    end(note = '') {
      if (isShown) draw(note, true);
    },
  };
}
