/** One recorded run with what was noted after some of its epochs. */
export interface NotedRun<Noted extends {epoch: number}> {
  at: readonly Noted[];
}

/**
 * What recorded runs noted after one epoch.
 *
 * @param runs of `notebook.recorded`, each with its notes
 * @param epoch which of the noted epochs
 * @returns one note a run
 * @throws RangeError when a run noted nothing after this epoch
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function atEpoch<Noted extends {epoch: number}>(runs: readonly NotedRun<Noted>[], epoch: number): Noted[] {
  return runs.map(({at}) => {
    const found = at.find((one) => one.epoch === epoch);
    if (!found) {
      throw new RangeError(
        `atEpoch: nothing noted after epoch ${epoch}; after ${at.map((one) => one.epoch).join(', ')}`,
      );
    }
    return found;
  });
}
