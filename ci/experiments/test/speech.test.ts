import assert from 'node:assert/strict';
import {metrics, notebook} from '../../../lib/src';

const {classifiers, ctc} = notebook.recorded('experiments', 'speech');
const keras = notebook.recorded('peers', 'speech');
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the classifier of lesson 6.2 in this library and in Keras', () => {
  it('has as many weights', () => {
    assert.equal(classifiers.small.parameters, keras.small.parameters);
  });
  it('names new recordings equally well, but for the luck of 180 recordings', () => {
    const [own, theirs] = [mean(classifiers.small.newTakes), mean(keras.small.runs.map(({share}) => share))];
    const luck = 2 * Math.sqrt((own * (1 - own)) / keras.sizes.test);
    assert.ok(Math.abs(own - theirs) < luck, `${own} and ${theirs}, luck ${luck}`);
  });
});

describe('what lesson 6.2 says of its recorded runs', () => {
  it('names new recordings of known voices, and loses on each voice that is new', () => {
    assert.ok(classifiers.small.newTakes.every((share) => share >= 0.93));
    const voices = classifiers.small.newVoices[0].map((_, i) => classifiers.small.newVoices.map((run) => run[i]));
    for (const shares of voices) assert.ok(metrics.median(shares) < 0.95, `${shares}`);
  });
  it('writes account numbers with fewer errors when it asks for the check digit, with every seed', () => {
    for (const {accounts} of ctc) assert.ok(accounts.checked.wrong < accounts.beam.wrong, JSON.stringify(accounts));
  });
});
