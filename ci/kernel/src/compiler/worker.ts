// The compiler's own thread: the type checker can take seconds, and the front must answer all the while.
import {parentPort, workerData} from 'node:worker_threads';
import type {CompilerRequest, CompilerSettings} from '../shared/protocol';
import {CellCompiler} from './converter';

function answer(compiler: CellCompiler, request: CompilerRequest): unknown {
  switch (request.kind) {
    case 'compile':
      return compiler.compile(request.code, request.cell, request.declarations);
    case 'describe':
      return compiler.describe(request.error);
    case 'complete':
      return compiler.complete(request.code, request.position, request.declarations);
    case 'inspect':
      return compiler.inspect(request.code, request.position, request.declarations);
    case 'isComplete':
      return compiler.isComplete(request.code);
  }
}

const port = parentPort;
if (port === null) throw new Error('the compiler runs in a worker thread of the kernel');
const compiler = new CellCompiler(workerData as CompilerSettings);
// The first compilation warms the checker up while the user is still reading.
compiler.compile('const warm = [1].map((x) => x + 1); console.log(warm)', 'In[0]', '');
port.on('message', ({id, request}: {id: number; request: CompilerRequest}) => {
  try {
    port.postMessage({id, value: answer(compiler, request)});
  } catch (error) {
    compiler.distrust();
    port.postMessage({id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error)});
  }
});
