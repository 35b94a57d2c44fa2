import {readFileSync, statSync} from 'node:fs';
import {SourceMap} from 'node:module';
import {dirname, resolve, sep} from 'node:path';

type Payload = ConstructorParameters<typeof SourceMap>[0];

/** Maps by file; a file that was built anew since has another time. */
const known = new Map<string, {time: number; map?: SourceMap}>();

/** The map that lies beside a file, read when it is first asked for: only errors need one. */
function readMap(file: string): SourceMap | undefined {
  const name = `${file}.map`;
  const time = statSync(name, {throwIfNoEntry: false})?.mtimeMs;
  if (time === undefined) return undefined;
  const last = known.get(file);
  if (last?.time === time) return last.map;
  let map: SourceMap | undefined;
  try {
    map = new SourceMap(JSON.parse(readFileSync(name, 'utf8')) as Payload);
  } catch {
    // being written: the place in the built file has to do
  }
  known.set(file, {time, map});
  return map;
}

/**
 * A place in a built file of the project (the library is one) as `file:line:column` of its source.
 *
 * @returns undefined for files of packages, and for those without a map
 */
export function placeInSource(file: string, line: number, column: number): string | undefined {
  if (file.includes(`${sep}node_modules${sep}`)) return undefined;
  const entry = readMap(file)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry) || entry.originalLine === undefined) return undefined;
  const source = resolve(dirname(file), entry.originalSource);
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
