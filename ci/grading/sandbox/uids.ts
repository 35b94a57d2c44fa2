import {randomInt} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {processesOf} from './left-over';
import {SandboxError} from './sandbox';

/**
 * Where all numbers are users: a part of them that belongs to nobody, so large that none comes twice. Containers of one
 * machine count processes of a number together, and choose by chance for that reason.
 */
const LARGE = {first: 0x70000000, count: 0x4000000};

/** Where a user name space holds the first 65,536 alone, as that of a container without root does: 100 for each slot. */
const SMALL = {first: 20_000, perSlot: 100, slots: 400};

/** Numbers that this process sees, from 0 on. */
function mapped(file: string): number {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const [, , count] = lines.map((line) => line.trim().split(/\s+/).map(Number)).find(([first]) => first === 0) ?? [];
  return count ?? 0;
}

/** Whether a user is one of a container's learners. */
export const isLearner = (uid: number): boolean =>
  (uid >= LARGE.first && uid < LARGE.first + LARGE.count) ||
  (uid >= SMALL.first && uid < SMALL.first + SMALL.perSlot * SMALL.slots);

/**
 * Draws users that nobody is: an even number each, whose odd neighbour is nobody either.
 *
 * @throws SandboxError where this container has too few
 */
export function drawUids(): (slot: number) => number {
  const count = Math.min(mapped('/proc/self/uid_map'), mapped('/proc/self/gid_map'));
  const isLarge = count >= LARGE.first + LARGE.count;
  if (!isLarge && count < SMALL.first + SMALL.perSlot * SMALL.slots)
    throw new SandboxError(`this container has only ${count} user ids; 60,000 are needed`);
  return (slot) => {
    const [first, size] = isLarge ? [LARGE.first, LARGE.count] : [SMALL.first + SMALL.perSlot * slot, SMALL.perSlot];
    for (;;) {
      const uid = first + 2 * randomInt(size / 2);
      if (processesOf(uid).length === 0) return uid;
    }
  };
}
