import {recorded} from './recorded';
import type {ConvolutionRun} from './results/convolution-over-time';

/** Convolutions of one receptive field, as lesson 4.1 recorded them. */
export interface RecordedField {
  /** Receptive field. */
  steps: number;
  parameters: number;
  /** Test MSE of least squares on the last steps, as many as the receptive field. */
  lineMse: number;
  /** Test MSE after ten epochs, one a seed. */
  errors: number[];
  /** Validation MSE, [seeds][epochs]. */
  validMse: number[][];
}

/** What {@link recordedFields} gives. */
export interface RecordedFields {
  /** Of 2, 4, 8, 16, 32 and 64 steps. */
  fields: RecordedField[];
  /** As deep as the field of 64, with a field of 16. */
  control: RecordedField;
  /** LSTM 32-32, which reads all 50 steps. */
  lstm: RecordedField;
}

/**
 * Dilated convolutions that lesson 4.1 read at the last step, by receptive field, and the LSTM beside them.
 *
 * @returns the recorded networks, each with three seeds
 * @throws RangeError when the project's recorded results are not there
 *
 * Lesson: notebooks/04-convolutions/4.1.
 */
export function recordedFields(): RecordedFields {
  const {networks, fields} = recorded('experiments', 'convolution-over-time');
  const read = ({parameters, runs}: {parameters: number; runs: ConvolutionRun[]}, steps: number, lineMse: number) => ({
    ...{steps, parameters, lineMse},
    errors: runs.map(({testMse}) => testMse['10']),
    validMse: runs.map((run) => run.validMse),
  });
  const isControl = ({dilationRates}: {dilationRates: number[]}) => new Set(dilationRates).size < dilationRates.length;
  const six = fields.find(isControl);
  const longest = fields.find(({steps}) => steps === 64);
  if (!six || !longest) throw new RangeError('recordedFields: the recorded result has no control or no field of 64');
  const dilated = fields.filter((one) => !isControl(one)).map((one) => read(one, one.steps, one.lineMse));
  const sixteen = read(networks.dilatedLast, six.steps, six.lineMse); // the lesson's own network
  return {
    fields: [...dilated, sixteen].sort((one, other) => one.steps - other.steps),
    control: read(six, six.steps, six.lineMse),
    lstm: read(networks.lstm32_32, 50, longest.lineMse), // that line reads all 50 steps as well
  };
}
