import {recorded} from './recorded';

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

/**
 * Dilated convolutions that lesson 4.1 read at the last step, by receptive field.
 *
 * @returns the fields of 2, 4, 8, 16, 32 and 64 steps, and the control: as deep as that of 64, with a field of 16
 * @throws RangeError when the project's recorded results are not there
 *
 * Lesson: notebooks/04-convolutions/4.1.
 */
export function recordedFields(): {fields: RecordedField[]; control: RecordedField} {
  const {networks, fields} = recorded('experiments', 'convolution-over-time');
  const all = fields.map(({steps, parameters, lineMse, runs, dilationRates}) => ({
    own: {
      steps,
      parameters,
      lineMse,
      errors: runs.map(({testMse}) => testMse['10']),
      validMse: runs.map((run) => run.validMse),
    },
    isControl: new Set(dilationRates).size < dilationRates.length,
  }));
  const control = all.find(({isControl}) => isControl)?.own;
  if (!control) throw new RangeError('recordedFields: the recorded result has no control');
  const {parameters, runs} = networks.dilatedLast; // the lesson's own network has the field of 16
  const sixteen: RecordedField = {
    ...{steps: control.steps, parameters, lineMse: control.lineMse},
    errors: runs.map(({testMse}) => testMse['10']),
    validMse: runs.map((run) => run.validMse),
  };
  const dilated = all.filter(({isControl}) => !isControl).map(({own}) => own);
  return {fields: [...dilated, sixteen].sort((one, other) => one.steps - other.steps), control};
}
