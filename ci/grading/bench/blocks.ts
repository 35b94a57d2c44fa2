import {median} from '../../bench/statistics';

/** Some submissions in the order in which they were done. */
export interface Block {
  count: number;
  /** Seconds from the end of the block before to its own. */
  seconds: number;
  /** Median of what each took by itself, where that is known. */
  typical?: number;
}

/**
 * What was done one after the other, in equal blocks. The first one begins with the first that was done, since nobody knows
 * when that was begun: it holds one less.
 *
 * @param done when each was done, ascending, and how long it took
 * @param blocks how many, at least 1
 */
export function blocksOf(done: readonly {at: number; seconds?: number}[], blocks: number): Block[] {
  const edges = Array.from({length: blocks + 1}, (_, k) => Math.round((k * (done.length - 1)) / blocks));
  return edges.slice(1).flatMap((last, k) => {
    const own = done.slice(edges[k] + 1, last + 1);
    if (own.length === 0) return [];
    const times = own.flatMap(({seconds}) => seconds ?? []);
    const block: Block = {count: own.length, seconds: done[last].at - done[edges[k]].at};
    return times.length > 0 ? {...block, typical: median(times)} : block;
  });
}

/** Seconds a submission, block by block. */
export const costs = (blocks: readonly Block[]): number[] => blocks.map(({seconds, count}) => seconds / count);
