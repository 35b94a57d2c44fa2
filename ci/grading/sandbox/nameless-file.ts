import {mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A file that can be read again and again though it has no name any more. */
export function namelessFile(bytes: Buffer): () => number {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-filter-'));
  const file = join(folder, 'filter');
  writeFileSync(file, bytes, {mode: 0o600});
  const kept = openSync(file, 'r');
  rmSync(folder, {recursive: true});
  return () => openSync(`/proc/self/fd/${kept}`, 'r');
}
