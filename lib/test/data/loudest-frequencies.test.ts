import assert from 'node:assert/strict';
import {loudestFrequencies} from '../../src/data';

describe('loudestFrequencies', () => {
  const sampleRate = 4000;
  const tone = (hertz: number, samples: number) =>
    Array.from({length: samples}, (_, i) => Math.sin((2 * Math.PI * hertz * i) / sampleRate));
  const sound = {samples: Float32Array.from([...tone(220, 2000), ...tone(440, 2000)]), sampleRate};

  it('hears the pitch of each frame', () => {
    const hertz = loudestFrequencies(sound, {frameLength: 1000, hopLength: 500});
    assert.equal(hertz.length, 9);
    for (const value of hertz.slice(0, 3)) assert.ok(Math.abs(value - 220) < 1, `${value} Hz`);
    for (const value of hertz.slice(6)) assert.ok(Math.abs(value - 440) < 1, `${value} Hz`);
  });

  it('refuses what no sound can be', () => {
    assert.throws(() => loudestFrequencies({...sound, sampleRate: 0}), /sampleRate/);
    assert.throws(() => loudestFrequencies(sound, {frameLength: 0}), /frameLength/);
  });
});
