import {sep} from 'node:path';
import type {ErrorReport, PackedError} from '../shared/protocol';
import {excerpt} from './excerpt';
import type {SourceMaps} from './source-maps';

const CELL_PLACE = /(In\[\d+\]\.ts):(\d+):(\d+)/g;
/** Frames that say nothing to the reader: Node's own, and the kernel's. */
const NOISE = /node:|evalmachine|[\\/]ci[\\/]kernel[\\/]dist[\\/]|^\s+at (?:new )?Promise\b.*\(<anonymous>\)$/;
const MOST_FRAMES = 20;

/** Translates an error of the child to lines of the cells, with the code around the first of them. */
export function describeError(error: PackedError, maps: SourceMaps, root: string): ErrorReport {
  const headline = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  const frames = error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .filter((line) => line.includes('In[') || !NOISE.test(line));
  let first: {file: string; line: number; column: number} | undefined;
  const translated = frames.slice(0, MOST_FRAMES).map((frame) =>
    frame
      .replace(CELL_PLACE, (_whole, file: string, line: string, column: string) => {
        const place = maps.find(file, Number(line), Number(column));
        const cell = file.replace(/\.ts$/, '');
        if (place === undefined) return cell;
        first ??= {file, ...place};
        return `${cell}:${place.line}:${place.column}`;
      })
      // Stored outputs must not tell where the project lies.
      .split(`${root}${sep}`)
      .join(''),
  );
  const traceback = [headline];
  if (first !== undefined) traceback.push(...excerpt(maps.lines(first.file), first.line, first.column));
  traceback.push(...translated);
  if (frames.length > MOST_FRAMES) traceback.push(`    ... ${frames.length - MOST_FRAMES} more frames`);
  if (error.cause !== undefined) traceback.push(`cause: ${error.cause.split(`${root}${sep}`).join('')}`);
  return {ename: error.name, evalue: error.message, traceback};
}
