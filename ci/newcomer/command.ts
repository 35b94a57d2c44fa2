import {spawn} from 'node:child_process';
import type {Newcomer} from './clone';

/** The end of what a command printed, for the message when it fails. */
const LAST = 3000;

/**
 * Runs npm in the clone.
 *
 * @throws Error with the end of its output where it fails
 */
export async function command({folder, env}: Newcomer, args: string[]): Promise<string> {
  const child = spawn('npm', args, {cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe']});
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      printed += piece.toString();
    });
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${printed.slice(-LAST)}`);
  return printed;
}
