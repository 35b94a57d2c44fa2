/**
 * Program of a machine of a cluster: marks jobs that come as lines of JSON on standard input, several at a time. A Dask
 * worker starts one; what a submission does to a marking process stays this program's business.
 */
import {createInterface} from 'node:readline';
import {parseArgs} from 'node:util';
import {describeThrown} from '../../../lib/src/checks/frame/frame';
import {graderPrint} from '../marking/print';
import type {Result} from '../results/result';
import {chooseSandbox} from '../sandbox/choose';
import {SandboxError, WANTED_KINDS} from '../sandbox/sandbox';
import {localWorkers} from './local';
import type {Job} from './workers';

/** What a job came to: a result, a fault of the grader at it, or that this machine cannot mark anything. */
export type Served = {result: Result} | {failure: string} | {refused: string};

const {values} = parseArgs({
  options: {slots: {type: 'string'}, sandbox: {type: 'string'}, trust: {type: 'boolean'}},
});

async function main(): Promise<void> {
  const tell = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
  const sandbox = WANTED_KINDS.find((kind) => kind === values.sandbox) ?? 'auto';
  const {kind} = await chooseSandbox({sandbox, trust: values.trust});
  const workers = localWorkers(kind, Number(values.slots));
  tell({ready: true, sandbox: kind, grader: graderPrint()});
  const serve = async ({id, job}: {id: number; job: Job}) => {
    try {
      tell({id, result: await workers.mark(job)});
    } catch (error) {
      if (error instanceof SandboxError) tell({id, refused: error.message});
      else tell({id, failure: error instanceof Error ? error.message : describeThrown(error)});
    }
  };
  for await (const line of createInterface({input: process.stdin})) void serve(JSON.parse(line));
  // Nobody asks any more; marking processes end with this one.
  process.exit();
}

main().catch((error) => {
  process.stdout.write(`${JSON.stringify({refused: error instanceof Error ? error.message : String(error)})}\n`);
  process.exitCode = 1;
});
