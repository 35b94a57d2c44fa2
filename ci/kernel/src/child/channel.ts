import {type ChildMessage, OUTPUT_FD} from '../shared/protocol';
import {safe} from './intrinsics';

const PAUSE_MS = 1;

/**
 * Sends a message to the front, synchronously, so that outputs keep their order and survive a crash in the next line.
 * The pipe does not block: where it is full we sleep until the front has read on.
 */
export function send(message: ChildMessage): void {
  // Without a prototype no `toJSON` of user code is found.
  safe.setPrototypeOf(message, null);
  if ('error' in message && message.error !== undefined) safe.setPrototypeOf(message.error, null);
  const line = safe.bufferFrom(`${safe.stringify(message)}\n`);
  let offset = 0;
  while (offset < line.length) {
    try {
      offset += safe.writeSync(OUTPUT_FD, line, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') safe.sleep(PAUSE_MS);
      // Without the pipe nothing can be reported any more; the front reports the death instead.
      else safe.apply(safe.kill, process, [process.pid, 'SIGKILL']);
    }
  }
}
