/**
 * What to multiply a watched number with so that smaller is better.
 *
 * @param option that names it, for an error
 * @param mode defaults, as 'auto' in Keras, to 'max' for an accuracy, else 'min'
 * @throws RangeError for another mode
 */
export function signOf(option: string, monitor: string, mode: 'min' | 'max' | undefined): number {
  const own = mode ?? (/acc|auc/i.test(monitor) ? 'max' : 'min');
  if (own !== 'min' && own !== 'max') throw new RangeError(`${option}.mode must be 'min' or 'max', got '${own}'`);
  return own === 'min' ? 1 : -1;
}
