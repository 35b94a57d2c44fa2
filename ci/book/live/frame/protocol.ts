/** What page and worker say to each other. Each start has a number: what belongs to an earlier one is dropped. */
import type {Setting, Told} from '../contract';

export type Settings = Record<string, Setting>;

export interface Start {
  kind: 'start';
  run: number;
  demo: string;
  settings: Settings;
  /** Makes one step and then waits for `step` or `run`. */
  isHeld: boolean;
  /** A changed setting is computed at once even while it is held. */
  isStepwise: boolean;
  /** Least milliseconds between two steps. */
  pace: number;
}

export type ToWorker =
  | Start
  | {kind: 'settings'; run: number; settings: Settings}
  /** One more picture was drawn: the worker may be one further ahead. */
  | {kind: 'drawn'; run: number}
  | {kind: 'hold'; run: number}
  | {kind: 'run'; run: number}
  | {kind: 'step'; run: number}
  | {kind: 'leave'; run: number};

export type ToPage =
  | {kind: 'step'; run: number; step: Told}
  /** Answer to `hold`: no step is being computed now. */
  | {kind: 'held'; run: number}
  | {kind: 'done'; run: number}
  | {kind: 'failed'; run: number; message: string};
