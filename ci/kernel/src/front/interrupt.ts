import type {Supervisor} from './supervisor';

// Times after the request, in ms.
const TERMINATE = [200, 400, 600, 800, 1600, 2400];
const ASK_AGAIN = 50;
const KILL = 4000;

/**
 * Stops the running cell by harder and harder means. A cell that waits is given up at once. A loop keeps the child from
 * hearing us, so V8 is told to terminate it (variables stay); the request is repeated, since the termination may have
 * hit the code that was just reading it. The process is killed only when nothing of this helped.
 */
export class Interrupter {
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly supervisor: Supervisor) {}

  request(): void {
    if (this.timers.length > 0) return;
    this.supervisor.interrupt();
    for (const time of TERMINATE) {
      this.after(time, () => this.supervisor.terminate());
      this.after(time + ASK_AGAIN, () => this.supervisor.interrupt());
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
