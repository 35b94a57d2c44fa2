/**
 * A room of the library as a learner's cells may use it when they are graded. 'tf' is all of TensorFlow.js; 'tensors' is
 * TensorFlow.js without gradients, layers and optimizers; 'start' is an engine that can be started and no more, since the whole
 * one also exports its recurrent layers, attention and Viterbi paths; 'scratch:a,b' is the functions a and b of that room alone.
 */
export type Room =
  | 'tf'
  | 'tensors'
  | 'engine'
  | 'start'
  | 'data'
  | 'scratch'
  | 'layers'
  | 'models'
  | 'training'
  | 'forecasting'
  | 'decoding'
  | 'metrics'
  | `scratch:${string}`;

/** All names that `import ... from 'unroll'` knows; plots and notebook are silent in grading, and always there. */
export const EXPORTS = [
  ...['tf', 'engine', 'data', 'scratch', 'layers', 'models', 'training', 'forecasting', 'decoding', 'metrics'],
  ...['plots', 'notebook'],
];

/** For answers that are written by hand: lists, numbers and operations on tensors. */
const BY_HAND: readonly Room[] = ['tensors', 'start'];

/** For answers that are models: layers, and what joins them. */
const BUILDING: readonly Room[] = ['tf', 'engine', 'layers'];

/** For answers that train a network on data of the library. */
const WORKSHOP: readonly Room[] = [...BUILDING, 'data', 'models', 'training', 'forecasting', 'decoding', 'metrics'];

/** What the exercise itself hands out, for whoever skipped the part before. */
const LSTM_STEPS: readonly Room[] = [...BY_HAND, 'scratch:lstmStep,lstmBackward,matrix,toRows,zeros'];

/** By part. Where nothing is said, answers are written by hand. */
const ROOMS: Record<string, readonly Room[]> = {
  '02.6': BUILDING, // oneDirection, which is given, asks the library
  '03.2': BUILDING,
  '03.3': BUILDING,
  '03.4': BUILDING,
  '03.5': BUILDING,
  '04.5': ['tensors', 'engine', 'data', 'models'], // least squares, on windows of the library
  '04.6': BUILDING,
  '04.7': WORKSHOP,
  '05.7': WORKSHOP,
  '07.6': BUILDING,
  '07.7': WORKSHOP,
  '08.5': BUILDING,
  '08.7': BUILDING,
  '09.7': WORKSHOP,
  '10.7': WORKSHOP,
  '11.3': LSTM_STEPS,
  '11.4': LSTM_STEPS,
  '11.5': LSTM_STEPS,
  '12.7': WORKSHOP,
  '13.6': ['tensors', 'engine', 'data', 'models', 'metrics'], // the series is the library's, and so is least squares
  '13.7': WORKSHOP,
  '14.7': WORKSHOP,
  '15.7': WORKSHOP,
  '16.3': [...BY_HAND, 'scratch:matrix,toRows,peepholeLstmStep'],
  '16.5': [...BY_HAND, 'scratch:matrix,toRows,peepholeLstmStep,peepholeLstmForward,peepholeLstmBackward'],
  '17.7': WORKSHOP,
  '18.6': WORKSHOP,
  '18.7': WORKSHOP,
  '19.5': BUILDING,
  '19.6': BUILDING,
  '19.7': WORKSHOP,
  '20.5': [...BY_HAND, 'scratch:matrix,toRows,simpleRnnForward,subtract,simpleRnnBackward'],
};

/**
 * What the cells of a part may use when they are graded: everything but what holds its answer.
 *
 * @param part such as '20.3'
 */
export function roomsOf(part: string): readonly Room[] {
  return ROOMS[part] ?? BY_HAND;
}
