/** Tokens that stay the same before what is foretold; a table of counts looks back on fewer. */
export const KEPT = 16;
const BEFORE = 24;
const STARTS = [0, 4, 8, 12, 16];

/**
 * Whether what is foretold depends on the last {@link KEPT} tokens alone, as a table of counts does. The state of a
 * recurrent network keeps a trace of what came before them: in trained ones a probability moves by 1e-4 and more.
 *
 * @param foretell what comes after some tokens: one probability or logarithm each
 * @param texts two texts of at least 56 tokens; stretches of the first are put after the beginnings of both
 */
export async function forgetsFar(
  foretell: (tokens: number[]) => Promise<ArrayLike<number>>,
  [text, other]: readonly [number[], number[]],
): Promise<boolean> {
  for (const start of STARTS) {
    const kept = text.slice(start + BEFORE, start + BEFORE + KEPT);
    const [here, there] = [text, other].map((one) => [...one.slice(start, start + BEFORE), ...kept]);
    const [said, elsewhere] = [await foretell(here), await foretell(there)];
    if (Array.from(said).some((value, i) => !(Math.abs(value - elsewhere[i]) <= 1e-6))) return false;
  }
  return true;
}
