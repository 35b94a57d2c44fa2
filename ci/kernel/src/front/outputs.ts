import {type ChildMessage, type ErrorReport, STREAM_LIMIT, type StreamName} from '../shared/protocol';
import type {Sockets} from './sockets';
import type {Header} from './wire';

const FLUSH_MS = 30;
const DISPLAY_LIMIT = 64_000_000;

/** Publishes what a cell shows: texts are joined to few messages, and a cell that prints without end is cut. */
export class Outputs {
  private parent: Header | undefined;
  private name: StreamName = 'stdout';
  private text = '';
  private timer: NodeJS.Timeout | undefined;
  private streamed = 0;
  private displayed = 0;

  constructor(private readonly sockets: Pick<Sockets, 'publish'>) {}

  /** From now on outputs belong to this request. */
  begin(parent: Header): void {
    this.flush();
    this.parent = parent;
    this.streamed = 0;
    this.displayed = 0;
  }

  show(message: Extract<ChildMessage, {type: 'stream' | 'display'}>): void {
    if (message.type === 'stream') this.stream(message.name, String(message.text));
    else this.display(message);
  }

  error(report: ErrorReport): void {
    this.flush();
    void this.sockets.publish('error', this.parent, report);
  }

  result(text: string, executionCount: number): void {
    this.flush();
    const content = {execution_count: executionCount, data: {'text/plain': text}, metadata: {}};
    void this.sockets.publish('execute_result', this.parent, content);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.text === '') return;
    void this.sockets.publish('stream', this.parent, {name: this.name, text: this.text});
    this.text = '';
  }

  private stream(name: StreamName, text: string): void {
    if (this.streamed > STREAM_LIMIT) return;
    this.streamed += text.length;
    if (name !== this.name) this.flush();
    this.name = name;
    this.text += text;
    if (this.streamed > STREAM_LIMIT) {
      this.text = this.text.slice(0, this.text.length - (this.streamed - STREAM_LIMIT));
      this.text += `\n[output cut: a cell may print ${STREAM_LIMIT / 1e6} million characters]\n`;
      this.flush();
    }
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private display(message: Extract<ChildMessage, {type: 'display'}>): void {
    if (this.displayed > DISPLAY_LIMIT) return;
    this.displayed += message.data.length;
    if (this.displayed > DISPLAY_LIMIT) {
      this.stream('stdout', `[figures cut: a cell may show ${DISPLAY_LIMIT / 1e6} MB]\n`);
      return;
    }
    this.flush();
    const transient = message.displayId === undefined ? {} : {display_id: message.displayId};
    const content = {data: JSON.parse(message.data), metadata: JSON.parse(message.metadata), transient};
    void this.sockets.publish(message.update ? 'update_display_data' : 'display_data', this.parent, content);
  }
}
