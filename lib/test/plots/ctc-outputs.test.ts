import assert from 'node:assert/strict';
import {ctcOutputs} from '../../src/plots';

const logs = [
  [0.9, 0.1, 0],
  [0.2, 0.3, 0.5],
].map((row) => row.map(Math.log));
const text = {title: 'A spike', classes: {five: 2}, stepSeconds: 0.04, starts: [0.01]};

describe('ctcOutputs', () => {
  it('draws the probabilities of the named classes and of the blank over seconds', () => {
    const {data} = ctcOutputs(logs, text);
    const by = (name: string) => data.find((trace) => trace.name === name);
    assert.deepEqual(by('five')?.y, [0, 0.5]);
    assert.deepEqual(by('five')?.x, [0, 0.04]);
    assert.deepEqual(by('blank')?.y, [0.9, 0.2]);
    assert.deepEqual(by('begins')?.x, [0.01]);
  });
  it('refuses a class that is not there', () => {
    assert.throws(
      () => ctcOutputs(logs, {...text, classes: {six: 3}}),
      /ctcOutputs: 'six' is class 3, but there are classes 0 to 2$/,
    );
  });
});
