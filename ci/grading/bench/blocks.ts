import {median} from '../../bench/statistics';

/** Some submissions in the order in which they were done. */
export interface Block {
  count: number;
  /** Seconds from the end of the block before to its own. */
  seconds: number;
  /** Median of what each took by itself, where that is known. */
  typical?: number;
  /** Processor seconds of everything that ran meanwhile, where that is known. */
  processorSeconds?: number;
}

/** Processor seconds until a time, between two that were noted. */
function secondsUntil(growth: readonly (readonly [number, number])[], at: number): number {
  const later = growth.findIndex(([time]) => time >= at);
  if (later === 0) return growth[0][1];
  if (later < 0) return growth[growth.length - 1][1];
  const [[t0, s0], [t1, s1]] = [growth[later - 1], growth[later]];
  return s0 + ((s1 - s0) * (at - t0)) / (t1 - t0);
}

/**
 * What was done one after the other, in equal blocks. The first one begins with the first that was done, since nobody knows
 * when that was begun: it holds one less.
 *
 * @param done when each was done, ascending, and how long it took
 * @param blocks how many, at least 1
 * @param growth how processor seconds grew, by the same clock as `done`
 */
export function blocksOf(
  done: readonly {at: number; seconds?: number}[],
  blocks: number,
  growth: readonly (readonly [number, number])[] = [],
): Block[] {
  const edges = Array.from({length: blocks + 1}, (_, k) => Math.round((k * (done.length - 1)) / blocks));
  return edges.slice(1).flatMap((last, k) => {
    const own = done.slice(edges[k] + 1, last + 1);
    if (own.length === 0) return [];
    const times = own.flatMap(({seconds}) => seconds ?? []);
    const [begin, end] = [done[edges[k]].at, done[last].at];
    return {
      ...{count: own.length, seconds: end - begin},
      ...(times.length > 0 ? {typical: median(times)} : {}),
      ...(growth.length > 1 ? {processorSeconds: secondsUntil(growth, end) - secondsUntil(growth, begin)} : {}),
    };
  });
}

/** Seconds a submission, block by block. */
export const costs = (blocks: readonly Block[]): number[] => blocks.map(({seconds, count}) => seconds / count);
