import type {ErrorReport, PackedError, RunReply} from '../shared/protocol';
import {type CompilerClient, CompilerStopped} from './compiler-client';
import type {History} from './history';
import {Interrupter} from './interrupt';
import type {Outputs} from './outputs';
import type {Sockets} from './sockets';
import {ChildDied, type Death, type Supervisor} from './supervisor';
import type {Message} from './wire';

const COMPILE_GRACE_MS = 500;
const LOST_HINT = '(the process was replaced after an earlier cell and its variables are lost: run all cells again)';

type Failure = {status: 'error'} & ErrorReport;
type Outcome = {status: 'ok'; result?: string} | Failure;

function failure(report: ErrorReport): Failure {
  return {status: 'error', ...report};
}

function plain(ename: string, evalue: string): Failure {
  return failure({ename, evalue, traceback: [`${ename}: ${evalue}`]});
}

/** Content of an `execute_request`, checked. */
interface ExecuteRequest {
  code: string;
  silent: boolean;
  storeHistory: boolean;
  stopOnError: boolean;
  userExpressions: Record<string, unknown>;
}

function readRequest({content}: Message): ExecuteRequest {
  const silent = content.silent === true;
  return {
    code: typeof content.code === 'string' ? content.code : '',
    silent,
    storeHistory: content.store_history !== false && !silent,
    stopOnError: content.stop_on_error !== false,
    userExpressions: (content.user_expressions ?? {}) as Record<string, unknown>,
  };
}

interface Parts {
  sockets: Sockets;
  compiler: CompilerClient;
  supervisor: Supervisor;
  outputs: Outputs;
  history: History;
}

/** Executes cells: compiles, runs, publishes, and keeps what they declare. */
export class Executor {
  /** Declarations of all cells so far, as TypeScript. */
  declarations = '';
  executionCount = 0;
  private readonly interrupter: Interrupter;
  private phase: 'idle' | 'compile' | 'run' = 'idle';
  private interrupted = false;
  private variablesLost = false;
  /** An error that came between two cells; the next cell fails with it, so that no runner overlooks it. */
  private late: ErrorReport | undefined;

  constructor(private readonly parts: Parts) {
    this.interrupter = new Interrupter(parts.supervisor);
  }

  /**
   * Serves one request; the reply is left to the caller, who has to look after the queue first.
   *
   * @returns content of the reply, and whether what is queued must be aborted
   */
  async execute(request: Message): Promise<{reply: object; abort: boolean}> {
    const {outputs, sockets, history} = this.parts;
    const {code, silent, storeHistory, stopOnError, userExpressions} = readRequest(request);
    if (storeHistory) this.executionCount++;
    const count = this.executionCount;
    if (storeHistory) history.add(count, code);
    outputs.begin(request.header);
    if (!silent) void sockets.publish('execute_input', request.header, {code, execution_count: count});
    const outcome = await this.outcomeOf(code, `In[${count}]`, !silent);
    if (outcome.status === 'error') {
      const {ename, evalue, traceback} = outcome;
      outputs.error({ename, evalue, traceback});
      return {reply: {...outcome, execution_count: count}, abort: stopOnError};
    }
    if (outcome.result !== undefined) outputs.result(outcome.result, count);
    const values = await this.evaluate(userExpressions);
    outputs.flush();
    const reply = {status: 'ok', execution_count: count, payload: [], user_expressions: values};
    return {reply, abort: false};
  }

  /** Stops the running cell, whatever it is doing. */
  interrupt(): void {
    if (this.phase === 'idle') return;
    this.interrupted = true;
    if (this.phase === 'run') this.interrupter.request();
    else {
      setTimeout(() => {
        if (this.phase === 'compile' && this.interrupted) this.parts.compiler.restart('interrupted');
      }, COMPILE_GRACE_MS);
    }
  }

  /** Takes an error that came when no cell was running. */
  async lateError(error: PackedError): Promise<void> {
    const report = await this.describe(error);
    this.parts.outputs.error(report);
    this.late ??= report;
  }

  /** The process died when no cell was running. */
  childDied(death: Death): void {
    const report = {...death, traceback: [`${death.ename}: ${death.evalue}`]};
    this.forgetVariables();
    this.parts.outputs.error(report);
    this.late = report;
  }

  private async outcomeOf(code: string, cell: string, wantResult: boolean): Promise<Outcome> {
    if (this.late !== undefined) {
      const {ename, evalue, traceback} = this.late;
      this.late = undefined;
      const note = 'an earlier cell failed after it had ended; this cell was not run, run it again';
      return failure({ename, evalue: `${evalue} (${note})`, traceback: [...traceback, `(${note})`]});
    }
    try {
      return await this.compileAndRun(code, cell, wantResult);
    } catch (error) {
      if (error instanceof ChildDied) {
        this.forgetVariables();
        return plain(error.death.ename, error.death.evalue);
      }
      if (error instanceof CompilerStopped) {
        if (this.interrupted) return plain('KeyboardInterrupt', 'the cell was interrupted while it was compiled');
        return plain('CompilerError', error.message);
      }
      throw error;
    } finally {
      this.phase = 'idle';
      this.interrupted = false;
      this.interrupter.finished();
    }
  }

  private async compileAndRun(code: string, cell: string, wantResult: boolean): Promise<Outcome> {
    const {compiler, supervisor} = this.parts;
    this.phase = 'compile';
    const compiled = await compiler.ask({kind: 'compile', code, cell, declarations: this.declarations});
    if (this.interrupted) return plain('KeyboardInterrupt', 'the cell was interrupted while it was compiled');
    if (compiled.status === 'error') {
      if (this.variablesLost && compiled.error.evalue.includes('Cannot find name'))
        compiled.error.traceback.push(LOST_HINT);
      return failure(compiled.error);
    }
    let reply: RunReply | undefined;
    if (compiled.program !== undefined) {
      this.phase = 'run';
      reply = await supervisor.run({...compiled.program, wantResult});
      this.interrupter.finished();
      if (reply.error !== undefined) return failure(await this.describe(reply.error));
    }
    this.declarations = compiled.declarations;
    return {status: 'ok', result: reply?.result};
  }

  /** Values of `user_expressions`; they see the variables but declare nothing. */
  private async evaluate(expressions: Record<string, unknown>): Promise<Record<string, object>> {
    const values: Record<string, object> = {};
    const declarations = this.declarations;
    for (const [name, expression] of Object.entries(expressions)) {
      const outcome = await this.outcomeOf(`(${String(expression)})`, `In[${this.executionCount}]`, true);
      this.declarations = declarations;
      values[name] =
        outcome.status === 'error'
          ? outcome
          : {status: 'ok', data: {'text/plain': outcome.result ?? 'undefined'}, metadata: {}};
    }
    return values;
  }

  private async describe(error: PackedError): Promise<ErrorReport> {
    try {
      return await this.parts.compiler.ask({kind: 'describe', error});
    } catch {
      return {ename: error.name, evalue: error.message, traceback: error.stack.split('\n')};
    }
  }

  private forgetVariables(): void {
    this.declarations = '';
    this.variablesLost = true;
  }
}
