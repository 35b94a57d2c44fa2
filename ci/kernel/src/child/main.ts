// Runs user code in a process of its own. Requests come by IPC; everything else goes out synchronously on a pipe.
import {versions as nodeVersions} from 'node:process';
import {PROJECT_ROOT, tslabTypeScriptVersion} from '../shared/paths';
import type {ChildRequest, RunReply, RunRequest} from '../shared/protocol';
import {send} from './channel';
import {installDisplayHook, tslabStandIn} from './display';
import {interruption, namedError, packError} from './errors';
import {prepareInspection, printValue, shortenTypedArrays} from './inspect';
import {CellModules} from './modules';
import {CellRunner} from './run-cell';
import {runningCell, setRunningCell, startStopper} from './stopper';
import {captureStreams, refuseInput, resetStreams} from './streams';
import {watchTimers} from './timers';

const STACK_FRAMES = 50;

const runner = new CellRunner();

/** Errors that no cell catches belong to the running cell, else they are reported as late. */
function watchErrors(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event as 'uncaughtException', (error: unknown) => {
      if (!runner.fail(error)) send({type: 'late', error: packError(error)});
    });
  }
  // Interrupts come from the front; a SIGINT for the whole process group must not end the variables.
  process.on('SIGINT', () => undefined);
}

/** Makes `process.exit` an error: variables and kernel stay. */
function refuseExit(): void {
  process.exit = (code?: number | string | null): never => {
    throw namedErrorAt('ProcessExitError', `process.exit(${code ?? ''}) is not allowed in a notebook`);
  };
}

/** An error that keeps the place where it was made. */
function namedErrorAt(name: string, message: string): Error {
  const {stack} = new Error(message);
  const error = namedError(name, message);
  error.stack = stack;
  return error;
}

function createModules(): CellModules {
  const versions = {tslab: '1.0.22', typescript: tslabTypeScriptVersion(), node: `v${nodeVersions.node}`};
  return new CellModules({
    folder: process.cwd(),
    root: PROJECT_ROOT,
    builtIn: Object.assign(Object.create(null), {tslab: tslabStandIn(versions)}),
    afterImport: prepareInspection,
  });
}

/** Ends a cell's turn; false when that has happened before (an interrupted cell may still come to its end). */
function finish(id: number): boolean {
  if (runningCell() !== id) return false;
  setRunningCell(0);
  return true;
}

async function run(request: RunRequest, modules: CellModules): Promise<void> {
  const reply: RunReply = {type: 'reply', id: request.id};
  resetStreams();
  setRunningCell(request.id);
  try {
    modules.update(request.modules);
    const last = await runner.run(request, modules.require);
    if (last !== undefined && request.wantResult) reply.result = printValue(last.value);
  } catch (error) {
    reply.error = packError(error);
  }
  if (finish(request.id)) send(reply);
}

/** Answers for the running cell, which need not be alive any more. */
function interrupt(id: number): void {
  if (!finish(id)) return;
  runner.abandon();
  send({type: 'reply', id, error: packError(interruption())});
}

function start(): void {
  Error.stackTraceLimit = STACK_FRAMES;
  captureStreams();
  refuseInput();
  startStopper();
  watchTimers();
  shortenTypedArrays();
  installDisplayHook();
  const modules = createModules();
  const prelude = process.env.UNROLL_KERNEL_PRELUDE;
  if (prelude) require(prelude);
  watchErrors();
  refuseExit();
  process.on('message', (request: ChildRequest) => {
    if (request.type === 'run') void run(request, modules);
    else interrupt(request.id);
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  send({type: 'ready'});
}

try {
  start();
} catch (error) {
  send({type: 'failed', error: packError(error)});
  process.kill(process.pid, 'SIGKILL');
}
