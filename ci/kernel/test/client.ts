import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {createHmac, randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Dealer, Request, Subscriber} from 'zeromq';

const MAIN = resolve(__dirname, '../dist/front/main.js');
const TIMEOUT_MS = 15_000;

export interface Received {
  type: string;
  parent: {msg_id?: string};
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into contents of every kind
  content: any;
  metadata: Record<string, unknown>;
}

/** All that came back for one execute request. */
export interface Executed {
  reply: Received['content'];
  outputs: Received[];
  /** Time from request to reply, in ms. */
  time: number;
}

export interface KernelOptions {
  env?: Record<string, string>;
  /** Folder of the notebook; a fresh one by default. */
  folder?: string;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({length: count}, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) => {
          server.listen(0, '127.0.0.1', () => done((server.address() as {port: number}).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** A small Jupyter client written from the protocol's text, not from the kernel's code. */
export class TestKernel {
  readonly folder: string;
  readonly key = randomUUID();
  readonly shell = new Dealer({linger: 0});
  readonly control = new Dealer({linger: 0});
  readonly iopub = new Subscriber({linger: 0});
  readonly heartbeat = new Request({linger: 0});
  /** Everything published so far. */
  readonly published: Received[] = [];
  stderr = '';
  exited: number | null | undefined;
  private process: ChildProcess | undefined;
  private readonly replies = new Map<string, (message: Received) => void>();
  private readonly session = randomUUID();
  private readonly ownFolder: boolean;

  private constructor(private readonly options: KernelOptions) {
    this.ownFolder = options.folder === undefined;
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'kernel-test-'));
  }

  static async start(options: KernelOptions = {}): Promise<TestKernel> {
    const kernel = new TestKernel(options);
    await kernel.launch();
    return kernel;
  }

  get pid(): number {
    return this.process?.pid ?? -1;
  }

  private async launch(): Promise<void> {
    const [shell, iopub, stdin, control, hb] = await freePorts(5);
    const file = join(mkdtempSync(join(tmpdir(), 'kernel-conn-')), 'connection.json');
    const connection = {
      transport: 'tcp',
      ip: '127.0.0.1',
      key: this.key,
      signature_scheme: 'hmac-sha256',
      shell_port: shell,
      iopub_port: iopub,
      stdin_port: stdin,
      control_port: control,
      hb_port: hb,
    };
    writeFileSync(file, JSON.stringify(connection));
    const child = spawn(process.execPath, [MAIN, `--config-path=${file}`], {
      cwd: this.folder,
      env: {...process.env, ...this.options.env},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    child.on('exit', (code) => {
      this.exited = code;
    });
    this.iopub.connect(`tcp://127.0.0.1:${iopub}`);
    this.iopub.subscribe();
    this.shell.connect(`tcp://127.0.0.1:${shell}`);
    this.control.connect(`tcp://127.0.0.1:${control}`);
    this.heartbeat.connect(`tcp://127.0.0.1:${hb}`);
    void this.collect();
    void this.dispatch(this.shell);
    void this.dispatch(this.control);
    await this.request('kernel_info_request');
    // Wait until the subscription has reached the kernel too.
    while (!this.published.some(({type}) => type === 'status')) await this.request('kernel_info_request');
  }

  /** Sends a message; returns its id. */
  send(socket: Dealer, type: string, content: object): string {
    const header = {
      msg_id: randomUUID(),
      session: this.session,
      username: 'test',
      date: '',
      msg_type: type,
      version: '5.3',
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    void socket.send(['<IDS|MSG>', this.sign(parts), ...parts]);
    return header.msg_id;
  }

  sign(parts: (string | Buffer)[]): string {
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  private wait(id: string): Promise<Received> {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`no reply; kernel's stderr: ${this.stderr}`)), TIMEOUT_MS);
      this.replies.set(id, (message) => {
        clearTimeout(timer);
        done(message);
      });
    });
  }

  /** Sends a request and waits for its reply. */
  async request(type: string, content: object = {}, socket: Dealer = this.shell): Promise<Received['content']> {
    return (await this.wait(this.send(socket, type, content))).content;
  }

  /** Sends an execute request without waiting. */
  post(code: string, options: object = {}): {id: string; done: Promise<Executed>} {
    const begin = performance.now();
    const content = {code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, ...options};
    const id = this.send(this.shell, 'execute_request', content);
    const finish = async (): Promise<Executed> => {
      const reply = await this.wait(id);
      const time = performance.now() - begin;
      await this.until(() =>
        this.outputsOf(id).some(({type, content: c}) => type === 'status' && c.execution_state === 'idle'),
      );
      const outputs = this.outputsOf(id).filter(({type}) => type !== 'status' && type !== 'execute_input');
      return {reply: reply.content, outputs, time};
    };
    return {id, done: finish()};
  }

  /** Executes a cell to its end. */
  execute(code: string, options: object = {}): Promise<Executed> {
    return this.post(code, options).done;
  }

  /** Executes a cell that must succeed; returns the text of its result, or undefined. */
  async value(code: string): Promise<string | undefined> {
    const {reply, outputs} = await this.execute(code);
    assert.equal(reply.status, 'ok', JSON.stringify(reply));
    return outputs.find(({type}) => type === 'execute_result')?.content.data['text/plain'];
  }

  interrupt(): Promise<Received['content']> {
    return this.request('interrupt_request', {}, this.control);
  }

  outputsOf(id: string): Received[] {
    return this.published.filter(({parent}) => parent.msg_id === id);
  }

  /** Waits until a condition holds. */
  async until(condition: () => boolean, what = 'condition'): Promise<void> {
    const end = performance.now() + TIMEOUT_MS;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`timed out: ${what}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  /** Ends the kernel, by force where it does not end by itself. */
  async stop(): Promise<void> {
    for (const socket of [this.shell, this.control, this.iopub, this.heartbeat]) socket.close();
    if (this.exited === undefined) {
      this.process?.kill('SIGTERM');
      const force = setTimeout(() => this.process?.kill('SIGKILL'), 2000);
      await new Promise((done) => (this.exited === undefined ? this.process?.once('exit', done) : done(0)));
      clearTimeout(force);
    }
    if (this.ownFolder) rmSync(this.folder, {recursive: true, force: true});
  }

  private read(frames: Buffer[]): Received {
    const at = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
    const parts = frames.slice(at + 2, at + 6);
    assert.equal(frames[at + 1].toString(), this.sign(parts), 'the kernel signed a message wrongly');
    const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
    return {type: header.msg_type, parent, metadata, content};
  }

  private async collect(): Promise<void> {
    for await (const frames of this.iopub) this.published.push(this.read(frames));
  }

  private async dispatch(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const message = this.read(frames);
      const id = message.parent.msg_id ?? '';
      this.replies.get(id)?.(message);
      this.replies.delete(id);
    }
  }
}

/** Text that a cell printed on one stream. */
export function streamText(outputs: Received[], name: 'stdout' | 'stderr' = 'stdout'): string {
  return outputs
    .filter(({type, content}) => type === 'stream' && content.name === name)
    .map(({content}) => content.text)
    .join('');
}

/** The only error among the outputs. */
export function onlyError(outputs: Received[]): {ename: string; evalue: string; traceback: string[]} {
  const errors = outputs.filter(({type}) => type === 'error');
  assert.equal(errors.length, 1, JSON.stringify(outputs));
  return errors[0].content;
}
