import {readFileSync} from 'node:fs';

/** What Jupyter writes in the connection file. */
export interface Connection {
  transport: 'tcp' | 'ipc';
  ip: string;
  key: string;
  /** Hash of the signature, such as `sha256`. */
  hash: string;
  ports: {shell: number; iopub: number; stdin: number; control: number; hb: number};
}

/**
 * Reads a connection file.
 *
 * @param file path given by Jupyter
 * @throws when the file is missing, is not JSON, or lacks a port
 */
export function readConnection(file: string): Connection {
  let raw: Record<string, unknown>;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`cannot read the connection file ${file}: ${(error as Error).message}`);
  }
  const port = (name: string): number => {
    const value = raw[`${name}_port`];
    if (typeof value !== 'number') throw new Error(`the connection file ${file} has no number ${name}_port`);
    return value;
  };
  const scheme = String(raw.signature_scheme ?? 'hmac-sha256');
  if (!scheme.startsWith('hmac-')) throw new Error(`unknown signature_scheme ${scheme} in ${file}`);
  return {
    transport: raw.transport === 'ipc' ? 'ipc' : 'tcp',
    ip: String(raw.ip ?? '127.0.0.1'),
    key: String(raw.key ?? ''),
    hash: scheme.slice('hmac-'.length),
    ports: {
      shell: port('shell'),
      iopub: port('iopub'),
      stdin: port('stdin'),
      control: port('control'),
      hb: port('hb'),
    },
  };
}

/** Address of one socket in ZeroMQ's spelling. */
export function address(connection: Connection, port: number): string {
  const {transport, ip} = connection;
  return transport === 'ipc' ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`;
}
