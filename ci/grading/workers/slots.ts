import {once} from 'node:events';
import {createServer, type Server} from 'node:net';

/** How many slots a machine has; user ids and the compilers' slots follow from their number. */
const MOST = 200;

const listens = async (name: string): Promise<Server | undefined> => {
  const server = createServer().unref();
  server.listen({path: name});
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
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
  return (await take()).slot;
}

/** Does something with a slot that is free again afterwards. */
export async function withSlot<T>(act: (slot: number) => Promise<T>): Promise<T> {
  const {slot, mark} = await take();
  try {
    return await act(slot);
  } finally {
    mark?.close();
  }
}

async function take(): Promise<{slot: number; mark?: Server}> {
  if (process.platform !== 'linux') return {slot: 0}; // there is no sandbox with users
  for (let slot = 0; slot < MOST; slot++) {
    const mark = await listens(`\0unroll-grading-slot-${slot}`);
    if (mark) return {slot, mark};
  }
  throw new RangeError(`all ${MOST} slots of this machine are taken by graders that run now`);
}
