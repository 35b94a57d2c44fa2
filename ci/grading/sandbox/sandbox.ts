import type {ChildProcess} from 'node:child_process';
import type {Limits} from './limits';

/** A Node program for a sandbox. */
export interface Program {
  /** Plain JavaScript in one file; it finds its messages on descriptor 3 and writes its own to descriptor 4. */
  file: string;
  /** Files and folders that it may read, by the path at which it finds them. Nothing else of this machine is there. */
  reads: Record<string, string>;
  limits: Limits;
}

/** How learners' code can be locked in, the better way first. */
export const LOCKED_KINDS = ['bubblewrap', 'container'] as const;

/** What a teacher can ask for: 'auto' takes the first that proves to hold. */
export const WANTED_KINDS = ['auto', ...LOCKED_KINDS] as const;
export type WantedSandbox = (typeof WANTED_KINDS)[number];

/** A place where untrusted code can run. */
export interface Sandbox {
  kind: (typeof LOCKED_KINDS)[number] | 'none';
  /** Whether learners' code is locked in; false only where the teacher said `--trust`. */
  isLocked: boolean;
  /**
   * Starts a program. Descriptors 0 to 2 lead nowhere: what untrusted code prints is nobody's business.
   *
   * @param program what to start
   * @param slot which of the places that run at the same time, from 0 on; each has a user id of its own
   */
  start(program: Program, slot: number): ChildProcess;
  /** Waits until no process of the slot is left: the next learner would share its limits with them. */
  settle?(slot: number): Promise<void>;
  /** Processes of the slot, wherever they stand; otherwise those below the one that was started are all there can be. */
  processes?(slot: number): number[];
  /**
   * What this sandbox has to prove beyond that which `proof.ts` tries in every one.
   *
   * @throws SandboxError that names what was possible
   */
  probe?(slot: number): Promise<void>;
}

/** Untrusted code cannot be run safely here; the message says what to do. */
export class SandboxError extends Error {
  override name = 'SandboxError';
}

/** Where a program finds itself, and what it may read. */
export const INSIDE = '/course';

/** Node's options for a limit of memory: its heap ends before the kernel ends the process, so that the reason is told. */
export function nodeOptions({memory}: Limits): string[] {
  return [`--max-old-space-size=${Math.floor(memory * 0.6)}`, '--no-warnings'];
}
