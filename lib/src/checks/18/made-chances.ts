/** Sums to 1. */
export function share(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** exp, normalised; large logits do not overflow. */
export function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  return share(logits.map((logit) => Math.exp(logit - most)));
}

/** The first place up to which the probabilities sum to more than the chance; else the last that can come. */
export function drawn(probabilities: readonly number[], chance: number): number {
  let [reached, last] = [0, 0];
  for (const [token, one] of probabilities.entries()) {
    if (one > 0) last = token;
    reached += one;
    if (chance < reached) return token;
  }
  return last;
}
