import {Worker} from 'node:worker_threads';
import {CONTROL_FD} from '../shared/protocol';

/**
 * A thread that stops user code which no signal handler reaches (a loop after an `await`). A byte on the control pipe
 * makes it end the running code by V8's inspector: variables stay. The end of the pipe means that the front is gone:
 * then the process ends, loop or no loop.
 */
const SOURCE = `
const {Session} = require('node:inspector');
const {Socket} = require('node:net');
// A plain read would block a thread of the pool, and with it the end of the process.
const control = new Socket({fd: ${CONTROL_FD}, readable: true, writable: false});
control.on('data', () => {
  // Connected only for the moment: a process with an open session waits at its end for the debugger to leave.
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution', () => session.disconnect());
});
const leave = () => process.kill(process.pid, 'SIGKILL');
control.on('end', leave);
control.on('error', leave);
`;

export function startStopper(): void {
  new Worker(SOURCE, {eval: true, execArgv: [], resourceLimits: {maxOldGenerationSizeMb: 16}}).unref();
}
