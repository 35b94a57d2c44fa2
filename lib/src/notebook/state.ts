import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';

/** What the learner did on one part. */
export interface PartState {
  /** Calls of check. */
  tries: number;
  passed: boolean;
  /** Hints opened, 0 to 3. */
  hints: number;
  /** Whether the solution was opened before the part was passed. */
  seen?: boolean;
  /** Time spent, pauses left out. */
  seconds?: number;
  /** When the last check, hint or solution of this part was called, in milliseconds since 1970. */
  at?: number;
}

/** The learner's own file: one entry a part. */
export type LearnerState = Record<string, PartState>;

/** A longer time between two calls is a pause and counts as no work. */
const PAUSE_MS = 30 * 60_000;

/** The nearest folder upward that is a project (has package.json), else the current one. */
export function projectFolder(): string {
  let folder = process.cwd();
  for (;;) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    const parent = dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
}

/** What could not be written. */
let unsaved: LearnerState = {};

/** Where tries and hints are kept: UNROLL_STATE, else .unroll/progress.json in the project. */
export function statePath(): string {
  const own = process.env.UNROLL_STATE;
  return own ? resolve(own) : join(projectFolder(), '.unroll', 'progress.json');
}

function readPart(value: unknown): PartState {
  const entry = (typeof value === 'object' && value !== null ? value : {}) as Partial<PartState>;
  const {tries, passed, hints, seen, seconds, at} = entry;
  const count = (number: unknown, most: number) =>
    typeof number === 'number' && Number.isInteger(number) && number >= 0 ? Math.min(number, most) : 0;
  const whole = {tries: count(tries, 1e6), passed: passed === true, hints: count(hints, 3)};
  const time = {seconds: count(seconds, 1e7), at: count(at, Number.MAX_SAFE_INTEGER)};
  return {...whole, ...(seen === true ? {seen} : {}), ...time};
}

/** The time since the last call for any part belongs to the part that is called now. */
function timed(state: LearnerState, entry: PartState, now: number): PartState {
  const gap = now - Math.max(0, ...Object.values(state).map(({at = 0}) => at));
  const spent = gap > 0 && gap <= PAUSE_MS ? Math.round(gap / 1000) : 0;
  return {...entry, seconds: (entry.seconds ?? 0) + spent, at: now};
}

/** Reads the file; a missing or damaged file counts as a fresh start. */
export function readState(path = statePath()): LearnerState {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return {};
  return Object.fromEntries(Object.entries(parsed).map(([part, value]) => [part, readPart(value)]));
}

/**
 * Changes the entry of one part; the file is replaced in one step, so that it is never half written.
 *
 * A file that cannot be written is no reason to stop a lesson: the change then lasts as long as the kernel.
 *
 * @returns the new entry
 */
export function updateState(
  part: string,
  change: (old: PartState) => PartState,
  {path = statePath(), now = Date.now()} = {},
): PartState {
  const state = {...readState(path), ...unsaved};
  const entry = timed(state, change(readPart(state[part])), now);
  const partial = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(partial, `${JSON.stringify({...state, [part]: entry}, null, 2)}\n`);
    renameSync(partial, path);
    unsaved = {};
  } catch {
    unsaved = {...unsaved, [part]: entry};
    remove(partial);
  }
  return entry;
}

/** Takes away what a failed write may have left. */
function remove(path: string): void {
  try {
    rmSync(path, {force: true});
  } catch {
    // Where the folder itself is missing or locked there is nothing of ours to take away.
  }
}
