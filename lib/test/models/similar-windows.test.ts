import assert from 'node:assert/strict';
import {muLawEncode, random} from '../../src/data';
import {similarWindows} from '../../src/models';

describe('similarWindows', () => {
  const tone = (length: number, loudness: number) =>
    muLawEncode(
      Array.from({length}, (_, i) => loudness * Math.sin((2 * Math.PI * i) / 11)),
      64,
    );

  it('knows a tone again at another loudness', () => {
    const table = similarWindows(tone(3000, 0.9));
    assert.ok(table.bits(tone(300, 0.9)) < 0.6, `${table.bits(tone(300, 0.9))} bits`);
    // Levels of a softer tone are rounded elsewhere, so the guess may miss by a level or two, but not by a loudness.
    assert.ok(table.bits(tone(300, 0.5)) < 3, `${table.bits(tone(300, 0.5))} bits`);
    assert.ok(table.bits(tone(300, 0.5)) > table.bits(tone(300, 0.9)));
  });

  it('gives probabilities that sum to 1: noise costs about the bits of a guess', () => {
    const draw = random(1);
    const noise = () => Array.from({length: 1500}, () => draw.integer(0, 8));
    const table = similarWindows(noise(), {levels: 8, length: 4});
    const bits = table.bits(noise());
    assert.ok(bits > 2.95 && bits < 3.3, `${bits} bits`);
  });

  it('refuses what is too short for its windows', () => {
    assert.throws(() => similarWindows(tone(319, 1)), /needs 320 levels or more, got 319/);
    assert.throws(() => similarWindows(tone(400, 1)).bits(tone(32, 1)), /needs 33 levels or more, got 32/);
    assert.throws(() => similarWindows(tone(400, 1), {length: 0}), /length/);
  });
});
