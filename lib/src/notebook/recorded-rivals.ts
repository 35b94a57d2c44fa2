import {recorded} from './recorded';

/** Two networks that a lesson compared on one task, see {@link recordedRivals}. */
export interface Rivals {
  /** Lesson and task. */
  task: string;
  /** By the name of each of the two, one error a seed. */
  errors: Record<string, number[]>;
}

/**
 * Five comparisons of the course, each as it was recorded for its lesson.
 *
 * @returns the lessons' tasks, with the errors of two rivals each, one number a seed; least squares has no seed
 * @throws RangeError when the project's recorded results are not there
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function recordedRivals(): Rivals[] {
  const waves = recorded('experiments', 'one-step-ahead').networks.simpleRnn20_20Dense1.runs;
  const {linearRegression} = recorded('peers', 'one-step-ahead').baselines; // the same in both libraries
  const convolutions = recorded('experiments', 'convolution-over-time').networks;
  const wavenets = recorded('experiments', 'wavenet').designs;
  const {cells} = recorded('experiments', 'hold');
  const {starts} = recorded('experiments', 'recall-by-distance');
  const afterTen = (name: string) => convolutions[name].runs.map(({testMse}) => testMse['10']);
  const afterFifteen = (name: string) => wavenets[name].runs.map(({testMse}) => testMse['15']);
  const held = (cell: string) => cells[cell].runs.map(({at}) => at[at.length - 1].mse);
  const recalled = (start: string) => starts[start].runs[50].map(({error}) => error);
  const plain = waves.map(({testMse}) => testMse['20']);
  return [
    {task: '2.1 next value', errors: {'RNN 20-20': plain, 'least squares': [linearRegression]}},
    {task: '4.1 next value', errors: {'LSTM 32-32': afterTen('lstm32_32'), convolution: afterTen('dilatedLast')}},
    {task: '4.2 next ten', errors: {'LSTM 32-32': afterFifteen('lstm'), WaveNet: afterFifteen('small')}},
    {task: '3.1 hold', errors: {RNN: held('SimpleRNN'), GRU: held('GRU')}},
    {
      task: '1.5 recall 50',
      errors: {RNN: recalled('SimpleRNN, orthogonal'), LSTM: recalled('LSTM, forget bias 1')},
    },
  ];
}
