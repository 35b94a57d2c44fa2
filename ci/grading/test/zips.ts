/** A zip writer for tests: as small as possible, and free to lie. */
import {crc32 as crcOf, deflateRawSync} from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: Buffer | string;
  /** What the zip says about the size; defaults to the truth. */
  size?: number;
  /** Mode as Unix writes it, such as 0o120777 for a link. */
  mode?: number;
}

function header(entry: ZipEntry, packed: Buffer, crc: number): Buffer {
  const fields = Buffer.alloc(22);
  fields.writeUInt16LE(0x0800, 0); // names are UTF-8
  fields.writeUInt16LE(8, 2); // deflate
  fields.writeUInt32LE(crc, 8);
  fields.writeUInt32LE(packed.length, 12);
  fields.writeUInt32LE(entry.size ?? Buffer.byteLength(entry.content), 16);
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 20);
  return fields;
}

/** Bytes of a zip with these entries. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content);
    const fields = header(entry, packed, crcOf(entry.content));
    const name = Buffer.from(entry.name);
    const begin = Buffer.concat([Buffer.from('504b03041400', 'hex'), fields, Buffer.alloc(2), name, packed]);
    const rest = Buffer.alloc(16);
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 8);
    rest.writeUInt32LE(at, 12);
    central.push(Buffer.from('504b01021e031400', 'hex'), fields, rest, name);
    local.push(begin);
    at += begin.length;
  }
  const middle = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(middle.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, middle, end]);
}
