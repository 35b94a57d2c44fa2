/** Limits of gradients; at most one of the two norms may be given. */
export interface ClipOptions {
  /** Cuts each number to [-clipValue, clipValue]: changes the direction. */
  clipValue?: number;
  /** Scales each weight's gradient down to this norm (Keras `clipnorm`). */
  clipNorm?: number;
  /** Scales all gradients together down to this norm (Keras `global_clipnorm`): keeps the direction. */
  globalClipNorm?: number;
}

/** Euclidean norm over all numbers of all arrays. */
export function globalNorm(gradients: Float32Array[]): number {
  let squares = 0;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
  return Math.sqrt(squares);
}

function scaleTo(limit: number, gradients: Float32Array[]): void {
  const norm = globalNorm(gradients);
  if (!(norm > limit)) return;
  const factor = limit / norm;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}

/** @throws RangeError for limits that are not above 0, and where two are given */
export function checkClipOptions(options: ClipOptions): void {
  const given = (['clipValue', 'clipNorm', 'globalClipNorm'] as const).filter((name) => options[name] !== undefined);
  for (const name of given) {
    const limit = options[name] as number;
    if (!(limit > 0)) throw new RangeError(`${name} must be above 0, got ${limit}`);
  }
  if (given.length > 1) throw new RangeError(`give one of ${given.join(' and ')}, not both`);
}

/** Clips in place. */
export function clip(gradients: Float32Array[], options: ClipOptions): void {
  const {clipValue, clipNorm, globalClipNorm} = options;
  if (clipValue !== undefined) {
    for (const gradient of gradients) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-clipValue, Math.min(clipValue, gradient[i]));
    }
  }
  if (clipNorm !== undefined) for (const gradient of gradients) scaleTo(clipNorm, [gradient]);
  if (globalClipNorm !== undefined) scaleTo(globalClipNorm, gradients);
}
