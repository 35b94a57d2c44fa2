/** Parts whose answers train a network; their exercises allow 60 seconds on two quiet cores. */
const TRAINING = new Set([
  '04.7',
  '05.7',
  '07.7',
  '09.7',
  '10.7',
  '12.7',
  '13.7',
  '14.7',
  '15.7',
  '17.7',
  '18.6',
  '18.7',
  '19.7',
]);

/** Whether a part's answers train a network. */
export const trains = (part: string): boolean => TRAINING.has(part);

/** How long all calls of a part may take together, in seconds of wall time: many slow ones are no way to hold a grader up. */
export const totalSecondsOf = (part: string): number => 3 * secondsOf(part);

/** How long one call of a part's answers, or running all cells, may take, in seconds of wall time. */
export const secondsOf = (part: string): number => (trains(part) ? 240 : 20);
