/** The mask of step t, from sequence `from`, out of [steps, batch], or 0 where there is none. */
export function maskOfStep(mask: usize, t: i32, batch: i32, from: i32): usize {
  return mask === 0 ? 0 : mask + <usize>((t * batch + from) * 4);
}

/** Whether sequence i pauses at a step with this mask. */
export function isMasked(mask: usize, i: i32): bool {
  return mask !== 0 && load<f32>(mask + <usize>(i * 4)) === 0;
}

/** Puts the state before the step back where a sequence is masked; both states are [batch, width]. */
export function keepMasked(batch: i32, width: i32, mask: usize, before: usize, now: usize): void {
  if (mask === 0) return;
  const row = <usize>(width * 4);
  for (let i = 0; i < batch; i++) {
    if (isMasked(mask, i)) memory.copy(now + <usize>i * row, before + <usize>i * row, row);
  }
}

/**
 * How many sequences go through all their steps together: so few that the numbers of a step stay in the second cache until
 * the next one, and enough for the matrix product. What comes out is the same for any number.
 */
export function sequencesAtOnce(width: i32): i32 {
  return max(32, (8192 / width) & ~3);
}
