import {Worker} from 'node:worker_threads';
import {CONTROL_FD} from '../shared/protocol';

/**
 * A thread that stops user code which no signal handler reaches (a loop after an `await`). A byte on the control pipe
 * makes it end the running code by V8's inspector: variables stay. The end of the pipe means that the front is gone:
 * then the process ends, loop or no loop.
 */
const SOURCE = `
const {Session} = require('node:inspector');
const {read} = require('node:fs');
const session = new Session();
session.connectToMainThread();
const byte = Buffer.alloc(1);
(function next() {
  read(${CONTROL_FD}, byte, 0, 1, null, (error, count) => {
    if (error && error.code === 'EAGAIN') { setTimeout(next, 20); return; }
    if (error || count === 0) { process.kill(process.pid, 'SIGKILL'); return; }
    session.post('Runtime.terminateExecution', () => {});
    next();
  });
})();
`;

export function startStopper(): void {
  new Worker(SOURCE, {eval: true, execArgv: [], resourceLimits: {maxOldGenerationSizeMb: 16}}).unref();
}
