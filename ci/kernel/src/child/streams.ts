import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import {STREAM_LIMIT, type StreamName} from '../shared/protocol';
import {send} from './channel';
import {namedError} from './errors';
import {safe} from './intrinsics';

/** Beyond this the front shows nothing more; sending it would only cost time. */
const ENOUGH = STREAM_LIMIT + 1;
let sent = 0;

/** A new cell may print again. */
export function resetStreams(): void {
  sent = 0;
}

type Done = (error?: Error | null) => void;

/** Sends what is written to stdout and stderr to the front, in order with everything else. */
export function captureStreams(): void {
  for (const name of ['stdout', 'stderr'] as StreamName[]) {
    const decoder = new StringDecoder('utf8');
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
      const plain = typeof chunk === 'string' ? chunk : decoder.write(safe.bufferFrom(chunk));
      if (plain !== '' && sent < ENOUGH) send({type: 'stream', name, text: plain});
      sent += plain.length;
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') safe.apply(safe.nextTick, process, [callback]);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}

/** Makes reading from the keyboard fail at once with a clear error, where it would wait for ever. */
export function refuseInput(): void {
  const stdin = new Readable({
    read() {
      this.destroy(
        namedError(
          'StdinNotImplementedError',
          'a notebook cell cannot read from the keyboard: assign the value in code',
        ),
      );
    },
  });
  Object.defineProperty(process, 'stdin', {value: Object.assign(stdin, {fd: 0, isTTY: false}), configurable: true});
}
