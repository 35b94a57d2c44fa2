import {sep} from 'node:path';
import type {ErrorReport, PackedError} from '../shared/protocol';
import {excerpt} from './excerpt';
import {placeInSource} from './library-maps';
import type {SourceMaps} from './source-maps';

/** A place in a file of the project. */
const FILE_PLACE = /([^\s(]+\.js):(\d+):(\d+)/g;
const CELL_PLACE = /(In\[\d+\]\.ts):(\d+):(\d+)/g;
/** Frames that say nothing to the reader: Node's own, and the kernel's. */
const NOISE = /node:|evalmachine|[\\/]ci[\\/]kernel[\\/]dist[\\/]|^\s+at (?:new )?Promise\b.*\(<anonymous>\)$/;
const MOST_FRAMES = 20;

interface Mapped {
  lines: string[];
  /** The first place in a cell. */
  first?: {file: string; line: number; column: number};
}

/** Translates the frames among some lines, and drops those that say nothing. */
function translate(lines: string[], maps: SourceMaps, root: string): Mapped {
  let first: Mapped['first'];
  const kept = lines.filter((line) => !/^\s+at /.test(line) || line.includes('In[') || !NOISE.test(line));
  const translated = kept.map((line) =>
    line
      .replace(CELL_PLACE, (_whole, file: string, row: string, column: string) => {
        const place = maps.find(file, Number(row), Number(column));
        const cell = file.replace(/\.ts$/, '');
        if (place === undefined) return cell;
        first ??= {file, ...place};
        return `${cell}:${place.line}:${place.column}`;
      })
      .replace(FILE_PLACE, (whole, file: string, row: string, column: string) =>
        file.startsWith(`${root}${sep}`) ? (placeInSource(file, Number(row), Number(column)) ?? whole) : whole,
      )
      // Stored outputs must not tell where the project lies.
      .split(`${root}${sep}`)
      .join(''),
  );
  return {lines: translated, first};
}

/** Translates an error of the child to lines of the cells, with the code around the first of them. */
export function describeError(error: PackedError, maps: SourceMaps, root: string): ErrorReport {
  const headline = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line));
  const {lines, first} = translate(frames, maps, root);
  const traceback = [headline];
  if (first !== undefined) traceback.push(...excerpt(maps.lines(first.file), first.line, first.column));
  traceback.push(...lines.slice(0, MOST_FRAMES));
  if (lines.length > MOST_FRAMES) traceback.push(`    ... ${lines.length - MOST_FRAMES} more frames`);
  if (error.cause !== undefined) {
    const cause = translate(error.cause.split('\n'), maps, root).lines;
    traceback.push(`cause: ${cause[0]}`, ...cause.slice(1));
  }
  return {ename: error.name, evalue: error.message, traceback};
}
