import {Publisher, Reply, Router} from 'zeromq';
import {address, type Connection} from './connection';
import {type Header, type Message, Wire} from './wire';

export type Channel = 'shell' | 'control';

/** The five sockets of a kernel. Messages that are not well formed or not well signed are dropped. */
export class Sockets {
  private readonly wire: Wire;
  // The number of waiting messages has no limit: a publisher at its limit drops outputs without a word.
  private readonly iopub = new Publisher({linger: 1000, sendHighWaterMark: 0});
  private readonly routers = {
    shell: new Router({linger: 1000, sendHighWaterMark: 0}),
    control: new Router({linger: 1000, sendHighWaterMark: 0}),
  };
  private readonly stdin = new Router({linger: 0});
  private readonly heartbeat = new Reply({linger: 0});
  // A ZeroMQ socket takes one send at a time, so sends are chained.
  private readonly tails = new Map<object, Promise<void>>();

  constructor(private readonly connection: Connection) {
    this.wire = new Wire(connection);
  }

  /** Binds all sockets; throws when a port is taken. */
  async bind(): Promise<void> {
    const {ports} = this.connection;
    await this.iopub.bind(address(this.connection, ports.iopub));
    await this.routers.shell.bind(address(this.connection, ports.shell));
    await this.routers.control.bind(address(this.connection, ports.control));
    await this.stdin.bind(address(this.connection, ports.stdin));
    await this.heartbeat.bind(address(this.connection, ports.hb));
    void this.echo();
  }

  /** Hands every good message of a channel to the listener, in order, without waiting for it. */
  async listen(channel: Channel, listener: (message: Message) => void): Promise<void> {
    for await (const frames of this.routers[channel]) {
      let message: Message;
      try {
        message = this.wire.unpack(frames);
      } catch {
        continue;
      }
      listener(message);
    }
  }

  /** Answers a request on the channel it came from. */
  reply(channel: Channel, request: Message, content: object): Promise<void> {
    const type = request.header.msg_type.replace(/_request$/, '_reply');
    const frames = this.wire.pack({identities: request.identities, type, parent: request.header, content});
    return this.send(this.routers[channel], frames);
  }

  /** Publishes to every client. */
  publish(type: string, parent: Header | undefined, content: object, metadata: object = {}): Promise<void> {
    const identities = [Buffer.from(`kernel.${type}`)];
    return this.send(this.iopub, this.wire.pack({identities, type, parent: parent ?? {}, content, metadata}));
  }

  close(): void {
    for (const socket of [this.iopub, this.routers.shell, this.routers.control, this.stdin, this.heartbeat]) {
      socket.close();
    }
  }

  private send(socket: Publisher | Router, frames: (Buffer | string)[]): Promise<void> {
    const previous = this.tails.get(socket) ?? Promise.resolve();
    // A client that is gone, or a socket that is closing, must not stop what follows.
    const next = previous.then(() => socket.send(frames)).catch(() => undefined);
    this.tails.set(socket, next);
    return next;
  }

  private async echo(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames).catch(() => undefined);
  }
}
