import {clusterWorkers} from '../cluster/cluster';
import {chooseSandbox} from '../sandbox/choose';
import type {WantedSandbox} from '../sandbox/sandbox';
import {localWorkers} from './local';
import type {Workers} from './workers';

/** From this many submissions on, a cluster on this machine is worth the seconds of its start. */
export const MANY = 50;

interface Choice {
  sandbox: WantedSandbox;
  trust?: boolean;
  /** How many are graded at a time on this machine. */
  slots: number;
  /** A Dask scheduler's address, 'local', 'none', or nothing said. */
  scheduler?: string;
  /** How many submissions there are. */
  count: number;
}

/**
 * Workers as the teacher asked for them; where nothing was said, a Dask cluster on this machine for many submissions and
 * processes of this program for few.
 *
 * @throws SandboxError where learners' code cannot be locked in; WorkersGone where a scheduler does not answer
 */
export async function chooseWorkers({scheduler, slots, count, sandbox, trust}: Choice): Promise<Workers> {
  const where = scheduler ?? (count >= MANY && slots > 1 ? 'local' : 'none');
  // Machines of a cluster prove their own sandboxes; this one is not asked to lock anybody in.
  if (where === 'none' || where === 'local') {
    const {kind} = await chooseSandbox({sandbox, trust});
    if (where === 'none') return localWorkers(kind, Math.min(slots, Math.max(1, count)));
  }
  return clusterWorkers({address: where, slots, sandbox, trust: trust === true});
}
