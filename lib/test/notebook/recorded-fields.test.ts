import assert from 'node:assert/strict';
import {recorded, recordedFields} from '../../src/notebook';

describe('recordedFields', () => {
  const {fields, control, lstm} = recordedFields();
  it('has the fields from 2 to 64 steps in order, each with a run a seed', () => {
    assert.deepEqual(
      fields.map(({steps}) => steps),
      [2, 4, 8, 16, 32, 64],
    );
    for (const {steps, errors, validMse} of [...fields, control, lstm]) {
      assert.equal(errors.length, 3, `${steps}`);
      assert.deepEqual(
        validMse.map(({length}) => length),
        [10, 10, 10],
      );
    }
  });
  it('takes the field of 16 from the network of the lesson, its line from the control, and that of the LSTM from the longest', () => {
    const {runs} = recorded('experiments', 'convolution-over-time').networks.dilatedLast;
    assert.deepEqual(
      fields[3].errors,
      runs.map(({testMse}) => testMse['10']),
    );
    assert.equal(control.steps, 16);
    assert.equal(control.parameters, fields[5].parameters);
    assert.ok(
      fields.every(({lineMse}, i) => i === 0 || lineMse < fields[i - 1].lineMse),
      'a longer line errs less',
    );
  });
});
