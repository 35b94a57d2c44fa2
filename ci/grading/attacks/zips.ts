import {deflateRawSync} from 'node:zlib';

/** A file for a zip; what is not said is honest. */
export interface Entry {
  name: string | Buffer;
  bytes: Buffer | string;
  /** 0 stored, 8 deflated, anything else a lie. */
  method?: number;
  /** Bytes in place of the packed ones. */
  packed?: Buffer;
  /** Size that the zip claims. */
  size?: number;
  /** Upper half of the external attributes: 0o120777 is a link. */
  mode?: number;
  /** 1: locked with a password. */
  flags?: number;
}

/** A zip made by hand, so that it can lie. */
export function zip(entries: Entry[]): Buffer {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const {name, bytes, method = 8, packed, size, mode = 0o100644, flags = 0} of entries) {
    const [nameBytes, plain] = [Buffer.from(name as string), Buffer.from(bytes as string)];
    const body = packed ?? (method === 8 ? deflateRawSync(plain) : plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags | 0x800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(size ?? plain.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
