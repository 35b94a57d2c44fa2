/** Program of one worker: marks submissions that come as lines of JSON, one at a time, each part in a fresh sandbox. */
import {createInterface} from 'node:readline';
import {describeThrown} from '../../../lib/src/checks/frame/frame';
import {InputError} from '../../notebooks/notebook';
import {startCompiler} from '../compiler/client';
import {markSubmission} from '../marking/mark-submission';
import {sandboxOf} from '../sandbox/choose';
import {SandboxError} from '../sandbox/sandbox';
import type {Told, ToWorker} from './place';
import {claimSlot} from './slots';

const output = process.stdout;
// What the library prints while it checks is no message.
for (const name of ['log', 'info', 'warn', 'debug'] as const) console[name] = console.error;

const tell = (message: Told): void => {
  output.write(`${JSON.stringify(message)}\n`);
};

async function main(kind: string): Promise<void> {
  // Whoever started this has proved that the sandbox holds on this machine; what each slot has of its own is tried here.
  const sandbox = sandboxOf(kind);
  const slot = await claimSlot();
  await sandbox.probe?.(slot);
  const compiler = startCompiler(sandbox, slot);
  // Its end is the end of whoever asks: nobody waits for an answer any more, and sandboxes end with this process.
  process.stdin.once('close', () => process.exit());
  for await (const line of createInterface({input: process.stdin})) {
    const {job, given}: ToWorker = JSON.parse(line);
    const {student, exercise, where, content, patience, parts} = job;
    const read = async () => {
      if ('unreadable' in content) throw new InputError(content.unreadable);
      return Buffer.from(content.base64, 'base64');
    };
    const keys = {name: job.secret, of: () => Buffer.from(job.key, 'base64')};
    const marker = {sandbox, slot, keys, patience, parts, given, onPart: (part: string) => tell({part})};
    try {
      tell({result: await markSubmission({student, exercise, where, read}, undefined, marker, compiler)});
    } catch (error) {
      if (error instanceof SandboxError) tell({refused: error.message});
      else tell({failure: describeThrown(error)});
    }
  }
}

main(process.argv[2]).catch((error) => {
  tell({refused: describeThrown(error)});
  process.exitCode = 1;
});
