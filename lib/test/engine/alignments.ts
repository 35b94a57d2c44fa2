// The CTC loss in float64, by two ways that are not the kernels'.

/** -ln of the summed probability of all alignments that give the labels, one after the other, in float64. */
export function bruteForce(logits: number[][], labels: number[], blank: number): number {
  const logs = logits.map((row) => {
    const norm = Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));
    return row.map((z) => z - norm);
  });
  const classes = logits[0]?.length ?? 0;
  const wanted = labels.join();
  let total = 0;
  const walk = (alignment: number[], log: number) => {
    if (alignment.length < logits.length) {
      for (let k = 0; k < classes; k++) walk([...alignment, k], log + logs[alignment.length][k]);
      return;
    }
    const given = alignment.filter((k, t) => k !== blank && k !== alignment[t - 1]);
    if (given.join() === wanted) total += Math.exp(log);
  };
  walk([], 0);
  return -Math.log(total);
}

/** The loss by the plain recursion in the log domain, float64, blank 0. */
export function logDomain(logits: number[][], labels: number[]): number {
  const add = (...logs: number[]) => {
    const most = Math.max(...logs);
    return most === -Infinity ? most : most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
  };
  const states = labels.flatMap((label) => [label, 0]);
  states.unshift(0);
  let alpha = states.map((_, s) => (s === 0 ? 0 : -Infinity));
  logits.forEach((row, t) => {
    const norm = add(...row);
    alpha = states.map((k, s) => {
      const skip = s > 1 && k !== 0 && k !== states[s - 2];
      const from =
        t === 0 ? [s < 2 ? 0 : -Infinity] : [alpha[s], alpha[s - 1] ?? -Infinity, skip ? alpha[s - 2] : -Infinity];
      return add(...from) + row[k] - norm;
    });
  });
  return -add(alpha[states.length - 1], alpha[states.length - 2]);
}
