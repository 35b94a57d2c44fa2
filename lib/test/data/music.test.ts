import assert from 'node:assert/strict';
import {
  ARPEGGIO_TOKENS,
  type Chorale,
  choraleNotes,
  fromArpeggio,
  generateChorales,
  generateMelodies,
  type Note,
  notesToChorale,
  pitchFrequency,
  REST_TOKEN,
  readMidi,
  spectrogram,
  synthesise,
  toArpeggio,
  writeMidi,
} from '../../src/data';

const chorales = generateChorales(40);
const PIECE: Chorale = [
  [72, 67, 60, 48],
  [72, 67, 60, 48],
  [74, 67, 59, 0],
  [74, 65, 59, 43],
];

/** A file written by hand after the specification: 96 ticks a quarter, tempo 500,000 µs, C4 for one quarter, then E4. */
const BY_HAND = Uint8Array.from(
  [
    ...['4d546864', '00000006', '0000', '0001', '0060'], // MThd, 6 bytes, format 0, one track, 96 ticks
    ...['4d54726b', '00000020'], // MTrk, 32 bytes
    ...['00ff510307a120', '00903c40', '60803c40', '30904040', '60904000', '00ff2f00'],
  ]
    .join('')
    .match(/../g)
    ?.map((byte) => Number.parseInt(byte, 16)) ?? [],
);
BY_HAND[21] = BY_HAND.length - 22;

describe('MIDI', () => {
  it('reads a file written by hand after the specification', () => {
    const {notes, tempo} = readMidi(BY_HAND);
    assert.equal(tempo, 120);
    const velocity = 64 / 127;
    assert.deepEqual(notes, [
      {pitch: 60, start: 0, duration: 1, velocity},
      {pitch: 64, start: 1.5, duration: 1, velocity},
    ]);
  });
  it('gives back the notes that it wrote', () => {
    for (const chorale of chorales.slice(0, 10)) {
      const notes = choraleNotes(chorale);
      const score = readMidi(writeMidi({notes, tempo: 90}));
      assert.ok(Math.abs(score.tempo - 90) < 0.01);
      const plain = (list: Note[]) =>
        list.map(({pitch, start, duration}) => [start, pitch, duration]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      assert.deepEqual(plain(score.notes), plain(notes));
      assert.deepEqual(notesToChorale(score.notes), chorale);
    }
  });
  it('begins with the letters of the format and ends with the end of the track', () => {
    const bytes = Buffer.from(writeMidi({notes: [{pitch: 60, start: 0, duration: 1}], tempo: 120}));
    assert.equal(bytes.subarray(0, 4).toString(), 'MThd');
    assert.deepEqual([...bytes.subarray(-3)], [0xff, 0x2f, 0]);
  });
  it('refuses other files and notes that cannot be played', () => {
    assert.throws(() => readMidi(Buffer.from('RIFF....')), /the file is no MIDI file/);
    assert.throws(() => readMidi(BY_HAND.subarray(0, 18), 'a.mid'), /a\.mid is no MIDI file that can be read|holds no/);
    const write = (note: Partial<Note>, tempo = 100) =>
      writeMidi({notes: [{pitch: 60, start: 0, duration: 1, ...note}], tempo});
    assert.throws(
      () => write({pitch: 128}),
      /writeMidi: notes\[0\]\.pitch must be a whole number >= 0 and <= 127, got 128$/,
    );
    assert.throws(() => write({start: -1}), /writeMidi: notes\[0\]\.start must be a number >= 0, got -1$/);
    assert.throws(() => write({duration: 0}), /writeMidi: notes\[0\]\.duration must be a number above 0, got 0$/);
    assert.throws(() => write({velocity: 2}), /writeMidi: notes\[0\]\.velocity must lie in 0 to 1, got 2$/);
    assert.throws(() => write({}, 0), /tempo must be 4 to 1000 quarter notes a minute, got 0/);
  });
});

describe('chorales', () => {
  it('become tokens and come back, silence and PAD apart', () => {
    const tokens = toArpeggio(PIECE);
    assert.deepEqual(tokens.slice(8, 12), [40, 33, 25, REST_TOKEN]);
    assert.deepEqual(fromArpeggio([...tokens, 0, 0, 0]), PIECE);
    assert.deepEqual(fromArpeggio(tokens.slice(0, 7)), PIECE.slice(0, 1));
    for (const chorale of chorales) {
      const all = toArpeggio(chorale);
      assert.ok(Math.min(...all) > 0 && Math.max(...all) < ARPEGGIO_TOKENS);
      assert.deepEqual(fromArpeggio(all), chorale);
    }
    assert.throws(() => toArpeggio([[90, 60]]), /cover the pitches 36 to 81, got 90/);
    assert.throws(() => fromArpeggio([5, 48]), /fromArpeggio: tokens\[1\] 48 is no pitch; they go from 1 to 47$/);
    assert.throws(() => fromArpeggio([0, 5]), /fromArpeggio: tokens\[0\] 0 is no pitch; they go from 1 to 47$/);
  });
  it('become long notes where a voice keeps its pitch', () => {
    assert.deepEqual(choraleNotes(PIECE), [
      {pitch: 72, start: 0, duration: 0.5},
      {pitch: 67, start: 0, duration: 0.75},
      {pitch: 60, start: 0, duration: 0.5},
      {pitch: 48, start: 0, duration: 0.5},
      {pitch: 74, start: 0.5, duration: 0.5},
      {pitch: 59, start: 0.5, duration: 0.5},
      {pitch: 65, start: 0.75, duration: 0.25},
      {pitch: 43, start: 0.75, duration: 0.25},
    ]);
    assert.throws(() => choraleNotes([]), /choraleNotes: chorale must not be empty, got \[\]$/);
    assert.throws(() => choraleNotes([[60, 64], [60]]), /choraleNotes: chorale\[1\] has 1 voices, the first one 2$/);
  });
  it('keep the outer voices where more sound than there is room for', () => {
    const notes = [60, 64, 67, 72, 76].map((pitch) => ({pitch, start: 0, duration: 0.25}));
    assert.deepEqual(notesToChorale(notes, {voices: 2}), [[76, 60]]);
    assert.deepEqual(notesToChorale(notes.slice(0, 1)), [[60, 0, 0, 0]]);
    assert.throws(() => notesToChorale([]), /notes must not be empty, got \[\]$/);
  });
  it('are generated with voices that do not cross, and a cadence at the end', () => {
    for (const chorale of chorales) {
      for (const [soprano, alto, tenor, bass] of chorale) {
        assert.ok(soprano > alto && alto > tenor && tenor > bass && bass >= 36 && soprano <= 81);
      }
      const basses = chorale.map((chord) => chord[3]).filter((pitch, t, all) => t === 0 || all[t - 1] !== pitch);
      const [dominant, tonic] = basses.slice(-2);
      assert.equal((dominant - tonic + 24) % 12, 7);
    }
    assert.deepEqual(generateChorales(3), chorales.slice(0, 3));
    assert.throws(() => generateChorales(1, {chords: 2}), /chords must be a whole number >= 4, got 2/);
  });
});

describe('generateMelodies', () => {
  it('stay in one major scale, without gaps, and end on the tonic', () => {
    for (const melody of generateMelodies(30)) {
      const tonic = melody[31].pitch % 12;
      for (const {pitch} of melody) assert.ok([0, 2, 4, 5, 7, 9, 11].includes((pitch - tonic + 12) % 12));
      for (let i = 1; i < melody.length; i++) {
        assert.equal(melody[i].start, melody[i - 1].start + melody[i - 1].duration);
      }
    }
  });
});

describe('synthesise', () => {
  it('sounds at the pitch that is written', () => {
    assert.deepEqual([69, 57, 81].map(pitchFrequency), [440, 220, 880]);
    const {samples, sampleRate} = synthesise([{pitch: 69, start: 0, duration: 2}], {sampleRate: 8000});
    const {values} = spectrogram(samples, {frameLength: 2048}).rows(0, 1);
    const peak = values.indexOf(Math.max(...values));
    assert.ok(Math.abs((peak * sampleRate) / 2048 - 440) < 4);
    assert.ok(Math.abs(samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0) - 0.9) < 1e-6);
  });
  it('lasts as long as its notes, and is silent where there is a rest', () => {
    const notes = [
      {pitch: 60, start: 0, duration: 1},
      {pitch: 62, start: 3, duration: 1},
    ];
    const {samples} = synthesise(notes, {tempo: 60, sampleRate: 4000});
    assert.equal(samples.length, 4 * 4000 + 200);
    assert.ok(samples.slice(1.5 * 4000, 3 * 4000).every((value) => value === 0));
    assert.ok(samples.slice(3.1 * 4000, 3.9 * 4000).some((value) => Math.abs(value) > 0.3));
    assert.throws(() => synthesise([]), /notes must not be empty, got \[\]$/);
    assert.throws(() => synthesise(notes, {sampleRate: 0}), /sampleRate must be a whole number >= 1000, got 0/);
  });
});
