/** The sandboxed end of the two pipes: messages come on descriptor 3 and go on descriptor 4, one JSON line each. */
import {writeSync} from 'node:fs';
import {Socket} from 'node:net';

// Kept before a learner's code runs: what it does to these names later is its own loss, but must not stop answers.
const {parse, stringify} = JSON;
const bufferFrom = Buffer.from.bind(Buffer);

/** Writes all of a line, also where the pipe takes it in pieces. */
function writeAll(text: string): void {
  const bytes = bufferFrom(`${text}\n`, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(4, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

/**
 * Answers messages one after the other until the pipe closes.
 *
 * @param answer makes what goes back
 */
export function serve<Asked, Answered>(answer: (asked: Asked) => Answered | Promise<Answered>): void {
  const input = new Socket({fd: 3, readable: true, writable: false});
  let [rest, last] = ['', Promise.resolve()];
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      last = last.then(async () => writeAll(stringify(await answer(parse(line) as Asked))));
    }
  });
  input.on('end', () => process.exit(0));
}
