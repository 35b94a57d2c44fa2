import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {CELL_LIMITS} from '../sandbox/limits';
import {nodeOptions} from '../sandbox/sandbox';

/**
 * JavaScript that reads the file `name` beside it with the compiled form that lies in `name.cache`: half the time where the
 * file has megabytes. Where V8 does not take that form (another version, another machine), it compiles as ever.
 */
export function readerOf(name: string): string {
  return `(() => {
    const {readFileSync} = require('node:fs'), {createRequire, wrap} = require('node:module'), {Script} = require('node:vm');
    const file = __dirname + '/${name}';
    let made;
    return (onScript) => {
      if (made) return made.exports;
      let cachedData;
      try { cachedData = readFileSync(file + '.cache'); } catch {}
      const script = new Script(wrap(readFileSync(file, 'utf8')), {filename: file, cachedData});
      made = {exports: {}};
      script.runInThisContext()(made.exports, createRequire(file), made, file, __dirname);
      onScript?.(script);
      return made.exports;
    };
  })()`;
}

/** Reads the rooms once, with all that this compiles on the way, and keeps what V8 made of them. */
function program(folder: string, name: string): string {
  const file = JSON.stringify(join(folder, name));
  return `
    let script;
    const rooms = require(${JSON.stringify(join(folder, 'course.js'))})[Symbol.for('unroll.rooms')]((one) => { script = one; });
    for (const name of Object.keys(rooms)) rooms[name];
    rooms.tf?.tensor([1, 2]).add(1).dataSync();
    require('node:fs').writeFileSync(${file} + '.cache', script.createCachedData());`;
}

/**
 * Writes `name.cache` into a folder whose `course.js` reads `name` by {@link readerOf}. A folder without it works as well, so
 * that nothing is said where it cannot be made.
 */
export function writeCodeCache(folder: string, name: string): void {
  try {
    const args = [...nodeOptions(CELL_LIMITS), '--eval', program(folder, name)];
    execFileSync(process.execPath, args, {cwd: folder, stdio: 'ignore', timeout: 60_000});
  } catch {
    // slower, and nothing else
  }
}
