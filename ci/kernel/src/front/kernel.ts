import {existsSync} from 'node:fs';
import {PROJECT_ROOT, tslabTypeScriptVersion} from '../shared/paths';
import * as assist from './assist';
import {CompilerClient} from './compiler-client';
import type {Connection} from './connection';
import {Executor} from './execute';
import {History} from './history';
import {memoryLimits} from './limits';
import {Outputs} from './outputs';
import {type Channel, Sockets} from './sockets';
import {Supervisor} from './supervisor';
import type {Message} from './wire';

/** Time for requests that are already on their way to arrive, before what is queued is aborted. */
const DRAIN_MS = 10;

function kernelInfo(): object {
  return {
    status: 'ok',
    protocol_version: '5.3',
    implementation: 'unroll-tslab',
    implementation_version: '0.1.0',
    banner: 'TypeScript, compiled by tslab and run in a process of its own',
    help_links: [{text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/'}],
    language_info: {
      name: 'typescript',
      version: tslabTypeScriptVersion(),
      mimetype: 'text/typescript',
      file_extension: '.ts',
      codemirror_mode: {name: 'javascript', mode: 'typescript', typescript: true},
      nbconvert_exporter: 'script',
    },
  };
}

/** File with the declarations of the grader's prelude, when there is a prelude. */
function preludeDeclarations(env: NodeJS.ProcessEnv): string | undefined {
  const prelude = env.UNROLL_KERNEL_PRELUDE;
  if (!prelude) return undefined;
  const declarations = prelude.replace(/\.[cm]?js$/, '.d.ts');
  if (!existsSync(prelude)) throw new Error(`UNROLL_KERNEL_PRELUDE names ${prelude}, which does not exist`);
  return existsSync(declarations) ? declarations : undefined;
}

/** The Jupyter kernel: takes requests, one at a time from `shell`, at once from `control`. */
export class Kernel {
  private readonly sockets: Sockets;
  private readonly compiler: CompilerClient;
  private readonly supervisor: Supervisor;
  private readonly executor: Executor;
  private readonly history = new History();
  private readonly queue: Message[] = [];
  private working = false;

  constructor(connection: Connection, env: NodeJS.ProcessEnv) {
    this.compiler = new CompilerClient({root: PROJECT_ROOT, extraDeclarations: preludeDeclarations(env)});
    this.sockets = new Sockets(connection);
    const outputs = new Outputs(this.sockets);
    this.supervisor = new Supervisor(memoryLimits(env), {
      output: (message) => outputs.show(message),
      late: (error) => void this.executor.lateError(error),
      died: (death) => this.executor.childDied(death),
    });
    const {sockets, compiler, supervisor, history} = this;
    this.executor = new Executor({sockets, compiler, supervisor, outputs, history});
  }

  /** Binds the sockets and begins to serve. */
  async start(): Promise<void> {
    await this.sockets.bind();
    this.supervisor.start();
    void this.sockets.publish('status', undefined, {execution_state: 'starting'});
    void this.sockets.listen('control', (message) => void this.serve('control', message));
    void this.sockets.listen('shell', (message) => {
      this.queue.push(message);
      void this.work();
    });
  }

  interrupt(): void {
    this.executor.interrupt();
  }

  /** Ends user code and compiler, lets the last messages out, and leaves. */
  async quit(code = 0): Promise<never> {
    this.supervisor.close();
    await Promise.race([this.compiler.close(), new Promise((resolve) => setTimeout(resolve, 200))]);
    this.sockets.close();
    process.exit(code);
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let message = this.queue.shift(); message !== undefined; message = this.queue.shift()) {
      await this.serve('shell', message);
    }
    this.working = false;
  }

  private async serve(channel: Channel, message: Message): Promise<void> {
    void this.sockets.publish('status', message.header, {execution_state: 'busy'});
    let content: object | undefined;
    let quit = false;
    let aborted: Message[] = [];
    try {
      if (message.header.msg_type === 'execute_request' && channel === 'shell') {
        const {reply, abort} = await this.executor.execute(message);
        content = reply;
        if (abort) aborted = await this.takeQueue();
      } else {
        content = await this.answer(message);
        quit = message.header.msg_type === 'shutdown_request';
      }
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      content = {status: 'error', ename: 'KernelError', evalue, traceback: [`KernelError: ${evalue}`]};
    }
    if (content !== undefined) await this.sockets.reply(channel, message, content);
    if (quit) void this.sockets.publish('shutdown_reply', message.header, content ?? {});
    await this.sockets.publish('status', message.header, {execution_state: 'idle'});
    for (const request of aborted) await this.abort(request);
    if (quit) await this.quit();
  }

  /** The execute requests that were sent before the cell failed; other requests stay queued. */
  private async takeQueue(): Promise<Message[]> {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
    const all = this.queue.splice(0);
    const isExecute = ({header}: Message): boolean => header.msg_type === 'execute_request';
    this.queue.push(...all.filter((message) => !isExecute(message)));
    return all.filter(isExecute);
  }

  private async abort(request: Message): Promise<void> {
    void this.sockets.publish('status', request.header, {execution_state: 'busy'});
    const content = {status: 'aborted', execution_count: this.executor.executionCount};
    await this.sockets.reply('shell', request, content);
    await this.sockets.publish('status', request.header, {execution_state: 'idle'});
  }

  /** Content of the reply; undefined for messages that have none. */
  private async answer({header, content}: Message): Promise<object | undefined> {
    const {declarations} = this.executor;
    switch (header.msg_type) {
      case 'kernel_info_request':
        return kernelInfo();
      case 'complete_request':
        return assist.complete(this.compiler, declarations, content);
      case 'inspect_request':
        return assist.inspect(this.compiler, declarations, content);
      case 'is_complete_request':
        return assist.isComplete(this.compiler, content);
      case 'history_request':
        return this.history.answer(content);
      case 'comm_info_request':
        return {status: 'ok', comms: {}};
      case 'comm_open':
        // No comm targets here: the protocol asks for an immediate close.
        void this.sockets.publish('comm_close', header, {comm_id: content.comm_id, data: {}});
        return undefined;
      case 'interrupt_request':
        this.interrupt();
        return {status: 'ok'};
      case 'shutdown_request':
        return {status: 'ok', restart: content.restart === true};
      default:
        return undefined;
    }
  }
}
