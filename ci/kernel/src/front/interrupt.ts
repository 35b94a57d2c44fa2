import type {Supervisor} from './supervisor';

// Times after the request, in ms.
const TERMINATE = [300, 600, 900];
const SIGNAL_AGAIN = 50;
const KILL = 4000;

/**
 * Stops the running cell by harder and harder means. SIGINT ends synchronous code and ends waiting; a loop after an
 * `await` is reached by no signal handler, so V8 is told to terminate it (variables stay), and a second SIGINT then
 * ends the waiting for the cell that never comes back. The process is killed only when nothing of this helped.
 */
export class Interrupter {
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly supervisor: Supervisor) {}

  request(): void {
    if (this.timers.length > 0) return;
    this.supervisor.signal();
    for (const time of TERMINATE) {
      this.after(time, () => this.supervisor.terminate());
      this.after(time + SIGNAL_AGAIN, () => this.supervisor.signal());
    }
    this.after(KILL, () =>
      this.supervisor.kill({
        ename: 'KeyboardInterrupt',
        evalue: 'the cell did not react to the interrupt and was killed',
      }),
    );
  }

  /** The cell has ended. */
  finished(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  private after(time: number, action: () => void): void {
    this.timers.push(setTimeout(action, time));
  }
}
