import {createHmac, randomUUID, timingSafeEqual} from 'node:crypto';
import type {Connection} from './connection';

const DELIMITER = Buffer.from('<IDS|MSG>');
const PROTOCOL_VERSION = '5.3';

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  [key: string]: unknown;
}

/** A message as it came in, signature checked. */
export interface Message {
  identities: Buffer[];
  header: Header;
  content: Record<string, unknown>;
}

/** Content, and where it goes, of a message to be sent. */
export interface Outgoing {
  identities: Buffer[];
  type: string;
  parent: Header | Record<string, never>;
  content: object;
  metadata?: object;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Packs and unpacks Jupyter messages: identities, delimiter, HMAC, header, parent header, metadata, content. */
export class Wire {
  private readonly session = randomUUID();

  constructor(private readonly connection: Pick<Connection, 'key' | 'hash'>) {}

  /** Frames of a message, signed. */
  pack({identities, type, parent, content, metadata = {}}: Outgoing): (Buffer | string)[] {
    const header = {
      msg_id: randomUUID(),
      session: this.session,
      username: 'kernel',
      date: new Date().toISOString(),
      msg_type: type,
      version: PROTOCOL_VERSION,
    };
    const parts = [header, parent, metadata, content].map((part) => JSON.stringify(part));
    return [...identities, DELIMITER, this.sign(parts), ...parts];
  }

  /**
   * Reads the frames of a message.
   *
   * @throws when the frames are not a Jupyter message or the signature is wrong; the caller drops such a message
   */
  unpack(frames: Buffer[]): Message {
    const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
    if (delimiter < 0 || frames.length < delimiter + 6) throw new Error('not a Jupyter message');
    const parts = frames.slice(delimiter + 2, delimiter + 6);
    const expected = Buffer.from(this.sign(parts));
    const given = frames[delimiter + 1];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('bad signature');
    const [header, , , content] = parts.map((part) => JSON.parse(part.toString('utf8')) as unknown);
    if (!isObject(header) || typeof header.msg_type !== 'string' || typeof header.msg_id !== 'string') {
      throw new Error('the header is not complete');
    }
    if (!isObject(content)) throw new Error('the content is not an object');
    return {identities: frames.slice(0, delimiter), header: header as Header, content};
  }

  private sign(parts: (Buffer | string)[]): string {
    if (this.connection.key === '') return '';
    const hmac = createHmac(this.connection.hash, this.connection.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}
