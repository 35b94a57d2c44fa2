import {once} from 'node:events';
import {createServer} from 'node:net';

/** How many slots a machine has; user ids and the compilers' slots follow from their number. */
const MOST = 200;

const listens = async (name: string): Promise<boolean> => {
  const server = createServer().unref();
  server.listen({path: name});
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
};

/**
 * Takes a slot that no other process of this machine has, for as long as this process lives: two graders must not lock
 * learners in as the same user, since limits of processes are counted by user. The mark is a name in Linux' abstract name
 * space of sockets: it needs no file, and it is gone with its process however that ends.
 *
 * @throws RangeError when all are taken
 */
export async function claimSlot(): Promise<number> {
  if (process.platform !== 'linux') return 0; // there is no sandbox with users
  for (let slot = 0; slot < MOST; slot++) {
    if (await listens(`\0unroll-grading-slot-${slot}`)) return slot;
  }
  throw new RangeError(`all ${MOST} slots of this machine are taken by graders that run now`);
}
