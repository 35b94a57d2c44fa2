import assert from 'node:assert/strict';
import {
  fromMelody,
  generateTunes,
  HOLD_TOKEN,
  MELODY_TOKENS,
  type Note,
  readMidi,
  SILENCE_TOKEN,
  toMelody,
  writeMidi,
} from '../../src/data';

const note = (pitch: number, start: number, duration: number): Note => ({pitch, start, duration});

describe('toMelody and fromMelody', () => {
  it('write a token a step: a pitch where a note begins, hold while it sounds, silence', () => {
    assert.deepEqual(toMelody([note(60, 0, 1), note(64, 1.5, 0.5)], {length: 5}), [15, 1, 2, 19, 2]);
    assert.deepEqual(toMelody([note(60, 0, 1), note(62, 1, 1)], {step: 1}), [15, 17]);
    assert.equal(MELODY_TOKENS, 88 - 48 + 1 + 3);
  });

  it('take the nearest step, one at least, and cut at the length', () => {
    assert.deepEqual(toMelody([note(60, 0.2, 0.1), note(62, 0.3, 9)], {length: 4}), [15, 17, 1, 1]);
    assert.deepEqual(toMelody([note(60, 5, 1)], {length: 2}), [SILENCE_TOKEN, SILENCE_TOKEN]);
    assert.deepEqual(toMelody([]), []);
  });

  it('have one voice: the higher of two, and a note ends where the next begins, for good', () => {
    assert.deepEqual(toMelody([note(72, 0, 0.5), note(60, 0, 2)]), [27, 2, 2, 2]);
    assert.deepEqual(toMelody([note(60, 0, 2), note(62, 0.5, 0.5)]), [15, 17, 2, 2]);
  });

  it('come back from notes and from MIDI as they were, the same pitch twice too', () => {
    const tokens = [15, HOLD_TOKEN, 15, 2, 43, 1, 1, 3];
    assert.deepEqual(toMelody(fromMelody(tokens)), tokens);
    const file = writeMidi({notes: fromMelody(tokens), tempo: 90});
    assert.deepEqual(toMelody(readMidi(file).notes), tokens);
  });

  it('take a hold where nothing sounds, and PAD, for silence', () => {
    assert.deepEqual(fromMelody([1, 1, 15, 2, 1, 0, 1, 15]), [note(60, 1, 0.5), note(60, 3.5, 0.5)]);
  });

  it('name what they cannot write or read', () => {
    assert.throws(() => toMelody([note(40, 0, 1)]), /pitches 48 to 88, got 40/);
    assert.throws(() => toMelody([note(60, 0, 0)]), /duration/);
    assert.throws(() => toMelody([], {step: 0}), /step/);
    assert.throws(() => fromMelody([15, 44]), /tokens\[1\] 44 does not exist/);
  });
});

describe('generateTunes', () => {
  it('makes eight bars in a major key that end on the key note', () => {
    for (const tonic of [55, 60, 66]) {
      for (const notes of generateTunes(30, {seed: tonic, tonic})) {
        assert.ok(notes.every(({pitch}) => [0, 2, 4, 5, 7, 9, 11].includes((pitch - tonic + 12) % 12)));
        assert.equal(((notes.at(-1)?.pitch ?? 0) - tonic) % 12, 0);
        const ends = notes.map(({start, duration}) => start + duration);
        assert.ok(ends.every((end, i) => end <= (notes[i + 1]?.start ?? 32)));
      }
    }
  });

  it('lets phrases of two bars come again', () => {
    const phrase = (tokens: number[], which: number) => tokens.slice(16 * which, 16 * which + 15).join(' ');
    const tunes = generateTunes(60).map((notes) => toMelody(notes, {length: 64}));
    const again = tunes.filter((one) => phrase(one, 0) === phrase(one, 1) || phrase(one, 0) === phrase(one, 2));
    assert.equal(again.length, 60);
  });

  it('is the same for the same seed, in several keys, and refuses impossible ones', () => {
    assert.deepEqual(generateTunes(3, {seed: 5}), generateTunes(3, {seed: 5}));
    assert.ok(new Set(generateTunes(40).map((notes) => notes.at(-1)?.pitch)).size > 6);
    assert.throws(() => generateTunes(1, {tonic: 20}), /tonic/);
    assert.throws(() => generateTunes(-1), /n/);
  });
});
