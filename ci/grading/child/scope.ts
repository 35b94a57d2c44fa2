import {isBuiltin} from 'node:module';
import {Script} from 'node:vm';
import type {CompiledCell, FailedCell} from '../wire/messages';

type Exports = Record<string, unknown>;

/** What was thrown, in one line; never throws itself. */
export function saysOf(thrown: unknown): string {
  try {
    const says = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `${typeof thrown} ${String(thrown)}`;
    const line = says.replace(/\s+/g, ' ').trim();
    return line.length > 300 ? `${line.slice(0, 299)}…` : line;
  } catch {
    return 'something that cannot be described';
  }
}

/** The learner's notebook as it has run so far. */
export interface Scope {
  /** What a name means after the last cell. */
  find(name: string): unknown;
  failed: FailedCell[];
}

/**
 * Runs cells in order; one that throws does not keep later ones from running, as in a notebook that is run on.
 *
 * @param cells compiled cells
 * @param names for every name the last cell that declares it
 * @param course what 'unroll' is
 */
export async function runCells(
  cells: CompiledCell[],
  names: Record<string, number>,
  course: Record<string, unknown>,
): Promise<Scope> {
  const made: Exports[] = cells.map(() => ({}));
  const failed: FailedCell[] = [];
  const load = (name: string): unknown => {
    if (name === 'unroll') return course;
    if (name === '@tensorflow/tfjs') return course.tf;
    const earlier = /^cell:(\d+)$/.exec(name);
    if (earlier) return made[Number(earlier[1])];
    if (isBuiltin(name)) return require(name);
    throw new Error(`'${name}' is not there when exercises are graded; unroll and Node's own modules are`);
  };
  for (const [index, {code, error}] of cells.entries()) {
    if (error !== undefined) {
      failed.push({cell: index, says: error});
      continue;
    }
    try {
      const script = new Script(`(async function (exports, require, module) {${code}\n})`, {
        filename: `cell-${index + 1}.js`,
      });
      const run = script.runInThisContext() as (...values: unknown[]) => Promise<void>;
      await run(made[index], load, {exports: made[index]});
    } catch (thrown) {
      failed.push({cell: index, says: saysOf(thrown)});
    }
  }
  const find = (name: string) => (Object.hasOwn(names, name) ? made[names[name]][name] : undefined);
  return {find, failed};
}
