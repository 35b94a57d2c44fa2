import {Worker} from 'node:worker_threads';
import {CONTROL_FD} from '../shared/protocol';

/** Number of the running cell, shared with the thread; 0 between cells. */
const running = new Int32Array(new SharedArrayBuffer(4));
const {load, store} = Atomics;

export function setRunningCell(id: number): void {
  store(running, 0, id);
}

export function runningCell(): number {
  return load(running, 0);
}

/**
 * A thread that stops user code which holds the main thread (a loop, before or after an `await`). The front writes the
 * cell's number on the control pipe; the thread makes V8 end the running code by the inspector, and variables stay. It
 * does so only while that cell runs, since the next piece of code would be ended otherwise. No signal is used: around
 * `vm`'s `breakOnSigint` Node has moments in which SIGINT ends the process. The end of the pipe means that the front is
 * gone: then the process ends, loop or no loop.
 */
const SOURCE = `
const {Session} = require('node:inspector');
const {Socket} = require('node:net');
const {workerData: running} = require('node:worker_threads');
// A plain read would block a thread of the pool, and with it the end of the process.
const control = new Socket({fd: ${CONTROL_FD}, readable: true, writable: false});
control.on('data', (bytes) => {
  const wanted = Number(bytes.toString().trim().split('\\n').pop());
  // Connected only for the moment: a process with an open session waits at its end for the debugger to leave.
  const session = new Session();
  session.connectToMainThread();
  if (Atomics.load(running, 0) === wanted) session.post('Runtime.terminateExecution', () => session.disconnect());
  else session.disconnect();
});
const leave = () => process.kill(process.pid, 'SIGKILL');
control.on('end', leave);
control.on('error', leave);
`;

export function startStopper(): void {
  const resourceLimits = {maxOldGenerationSizeMb: 16};
  new Worker(SOURCE, {eval: true, execArgv: [], workerData: running, resourceLimits}).unref();
}
