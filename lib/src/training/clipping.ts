import {checkAbove0, checkList, checkOptions} from '../data/arguments';
/** Limits of gradients; at most one of the two norms may be given. */
export interface ClipOptions {
  /** Cuts each number to [-clipValue, clipValue]: changes the direction. */
  clipValue?: number;
  /** Scales each weight's gradient down to this norm (Keras `clipnorm`). */
  clipNorm?: number;
  /** Scales all gradients together down to this norm (Keras `global_clipnorm`): keeps the direction. */
  globalClipNorm?: number;
}

/**
 * Euclidean norm over all numbers of all arrays.
 *
 *     ‖g‖ = √(Σ g²)
 *
 * @param gradients one array a weight
 * @returns the norm, 0 or more
 *
 * Lesson: notebooks/02-forecasting/2.3.
 */
export function globalNorm(gradients: Float32Array[]): number {
  checkList('globalNorm: gradients', gradients, {empty: true});
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
export function checkClipOptions(options: ClipOptions, where = 'fit'): void {
  const given = (['clipValue', 'clipNorm', 'globalClipNorm'] as const).filter((name) => options[name] !== undefined);
  for (const name of given) {
    const limit = options[name] as number;
    checkAbove0(`${where}: ${name}`, limit);
  }
  if (given.length > 1) throw new RangeError(`${where}: give one of ${given.join(' and ')}, not both`);
}

/**
 * Clips gradients in place, by one of three limits.
 *
 *     by value: g = max(-c, min(c, g))        by norm: g = g · min(1, c / ‖g‖), of each weight or of all together
 *
 * Only the norm of all together keeps the direction of the step.
 *
 * @param gradients one array a weight; changed
 * @param options see {@link ClipOptions}
 *
 * Source: Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063. Lesson: notebooks/02-forecasting/2.3.
 */
export function clip(gradients: Float32Array[], options: ClipOptions): void {
  checkList('clip: gradients', gradients, {empty: true});
  checkOptions('clip', options, ['clipValue', 'clipNorm', 'globalClipNorm']);
  checkClipOptions(options, 'clip');
  clipChecked(gradients, options);
}

/** {@link clip} for options that were checked when training began. */
export function clipChecked(gradients: Float32Array[], options: ClipOptions): void {
  const {clipValue, clipNorm, globalClipNorm} = options;
  if (clipValue !== undefined) {
    for (const gradient of gradients) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-clipValue, Math.min(clipValue, gradient[i]));
    }
  }
  if (clipNorm !== undefined) for (const gradient of gradients) scaleTo(clipNorm, [gradient]);
  if (globalClipNorm !== undefined) scaleTo(globalClipNorm, gradients);
}
