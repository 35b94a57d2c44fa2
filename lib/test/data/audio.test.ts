import assert from 'node:assert/strict';
import {
  hannWindow,
  type MelOptions,
  melFilters,
  melSpectrogram,
  mfcc,
  muLawDecode,
  muLawEncode,
  random,
  readWav,
  sine,
  soundFrames,
  spectrogram,
  toDecibels,
  writeWav,
} from '../../src/data';
import golden from '../golden/audio-librosa.json';

interface Packed {
  shape: number[];
  values: number[];
}
interface Spectra {
  options: {frameLength: number; fftLength: number; hopLength: number; center: boolean};
  mel: Required<Pick<MelOptions, 'sampleRate' | 'mels' | 'lowest' | 'highest' | 'scale'>>;
  coefficients: number;
  samples: number[];
  amplitude: Packed;
  power: Packed;
  filters: Packed;
  melPower: Packed;
  decibels: Packed;
  mfcc: Packed;
}

const casesOf = <T>(kind: string) => golden.cases.filter((one) => one.kind === kind) as unknown as T[];

/** Each number within 1e-6 of its own size, or of the largest where it is all but 0. */
function expectClose(found: ArrayLike<number>, wanted: readonly number[]): void {
  assert.equal(found.length, wanted.length);
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  wanted.forEach((value, i) => {
    const allowed = 1e-6 * Math.max(Math.abs(value), 1e-3 * largest);
    assert.ok(Math.abs(found[i] - value) <= allowed, `place ${i}: ${found[i]} instead of ${value}`);
  });
}

describe('spectra agree with librosa', () => {
  for (const {options, mel, coefficients, samples, ...wanted} of casesOf<Spectra>('spectra')) {
    const {sampleRate, mels, scale} = mel;
    it(`for ${mels} ${scale} mels at ${sampleRate} Hz, frames of ${options.frameLength}`, () => {
      const power = spectrogram(samples, options);
      expectClose(spectrogram(samples, {...options, power: 1}).rows(0, 3).values, wanted.amplitude.values);
      expectClose(power.rows(power.length - 2).values, wanted.power.values);
      const filters = melFilters({...mel, fftLength: options.fftLength});
      const everyFifth = filters.take(Array.from({length: Math.ceil(mels / 5)}, (_, i) => 5 * i));
      expectClose(everyFifth.values, wanted.filters.values);
      const melPower = melSpectrogram(samples, {...options, ...mel});
      assert.deepEqual(melPower.shape, wanted.melPower.shape);
      expectClose(melPower.values, wanted.melPower.values);
      expectClose(toDecibels(melPower).values, wanted.decibels.values);
      const cepstrum = mfcc(samples, {...options, ...mel, coefficients});
      assert.deepEqual(cepstrum.shape, wanted.mfcc.shape);
      expectClose(cepstrum.values, wanted.mfcc.values);
    });
  }
});

describe('spectrogram', () => {
  it('finds a tone at its own frequency', () => {
    const tone = Float64Array.from({length: 4000}, (_, i) => sine((2 * Math.PI * 1000 * i) / 8000));
    const {values, shape} = spectrogram(tone);
    assert.deepEqual(shape, [30, 129]);
    for (let t = 0; t < shape[0]; t++) {
      const frame = values.subarray(t * 129, (t + 1) * 129);
      assert.equal(frame.indexOf(Math.max(...frame)), (1000 * 256) / 8000);
    }
  });
  it('keeps the energy of each frame (Parseval)', () => {
    const {normal} = random(3);
    const noise = Float64Array.from({length: 300}, () => normal());
    const [power, frames] = [spectrogram(noise, {frameLength: 64}), soundFrames(noise, {frameLength: 64})];
    const window = hannWindow(64);
    for (let t = 0; t < frames.length; t++) {
      const energy = window.reduce((sum, w, i) => sum + (w * frames.values[t * 64 + i]) ** 2, 0);
      // Every frequency but the first and the last stands for two.
      const doubled = power
        .rows(t, t + 1)
        .values.reduce((sum, value, k) => sum + (k % 32 === 0 ? value : 2 * value), 0);
      assert.ok(Math.abs(doubled / 64 - energy) < 1e-9);
    }
  });
  it('has the window of scipy', () => {
    for (const {length, window} of casesOf<{length: number; window: number[]}>('window')) {
      expectClose(hannWindow(length), window);
    }
  });
  it('counts complete frames, and centred ones from the first sample on', () => {
    const samples = Array.from({length: 10}, (_, i) => i + 1);
    assert.deepEqual(soundFrames(samples, {frameLength: 4, hopLength: 3}).shape, [3, 4]);
    const centred = soundFrames(samples, {frameLength: 4, hopLength: 3, center: true});
    assert.deepEqual(Array.from(centred.rows(0, 1).values), [0, 0, 1, 2]);
    assert.deepEqual(Array.from(centred.rows(3, 4).values), [8, 9, 10, 0]);
    assert.equal(soundFrames([1], {frameLength: 1}).length, 1);
  });
  it('refuses empty, short and broken sounds, and sizes that cannot be', () => {
    assert.throws(() => spectrogram([]), /spectrogram: samples must not be empty, got \[\]$/);
    assert.throws(() => spectrogram([1, 2]), /spectrogram: frameLength 256 is longer than the 2 samples$/);
    assert.throws(() => spectrogram([1, Number.NaN]), /spectrogram: samples\[1\] must be a finite number, got NaN$/);
    const sound = new Float64Array(1000);
    assert.throws(() => spectrogram(sound, {fftLength: 300}), /fftLength must be a power of two, got 300/);
    assert.throws(() => spectrogram(sound, {fftLength: 128}), /fftLength must be a whole number >= 256, got 128/);
    assert.throws(() => spectrogram(sound, {power: 3 as never}), /power must be 1 or 2, got 3/);
    assert.throws(
      () => spectrogram(sound, {hop: 3} as never),
      /spectrogram: unknown option "hop"; did you mean "hopLength"\?$/,
    );
    assert.throws(() => mfcc(sound, {sampleRate: 8000, coefficients: 41}), /at most the 40 mels, got 41/);
    assert.throws(() => mfcc(sound, {} as never), /mfcc: sampleRate must be a number above 0, got undefined$/);
    assert.throws(
      () => melFilters({sampleRate: 8000, fftLength: 64, mels: 80}),
      /melFilters: filter 0 of mels 80 holds no frequency: take fewer or a longer fftLength than 64$/,
    );
    assert.throws(
      () => melFilters({sampleRate: 8000, fftLength: 256, highest: 5000}),
      /in order within 0 to 4000 Hz, got 0 and 5000/,
    );
    assert.throws(
      () => toDecibels(spectrogram(sound), {range: 0}),
      /toDecibels: range must be a number above 0, got 0$/,
    );
  });
  it('gives finite decibels for silence', () => {
    const {values} = mfcc(new Float64Array(600), {sampleRate: 8000});
    assert.ok(values.every(Number.isFinite));
  });
});

describe('mu-law', () => {
  it('agrees with librosa', () => {
    type Case = {levels: number; samples: number[]; ids: number[]; back: number[]};
    for (const {levels, samples, ids, back} of casesOf<Case>('mu-law')) {
      assert.deepEqual(Array.from(muLawEncode(samples, levels)), ids);
      expectClose(muLawDecode(ids, levels), back);
    }
  });
  it('comes back to the class it came from, and cuts off what is too loud', () => {
    const all = Array.from({length: 256}, (_, id) => id);
    assert.deepEqual(Array.from(muLawEncode(muLawDecode(all))), all);
    assert.deepEqual(Array.from(muLawEncode([-3, 3])), [0, 255]);
    assert.throws(() => muLawDecode([256]), /ids lie in 0 \.\.\. 255, got 256 at place 0/);
    assert.throws(() => muLawEncode([0], 1), /levels must be a whole number >= 2, got 1/);
  });
});

describe('WAV files', () => {
  type Case = {subtype: string; channels: number; sampleRate: number; file: string; samples: number[]};
  it('are read as libsndfile reads them, in all its formats', () => {
    for (const {subtype, channels, sampleRate, file, samples} of casesOf<Case>('wav')) {
      const sound = readWav(Buffer.from(file, 'base64'));
      assert.equal(sound.sampleRate, sampleRate);
      assert.equal(sound.samples.length, samples.length);
      samples.forEach((sample, i) => {
        assert.ok(Math.abs(sound.samples[i] - sample) < 1e-6, `${subtype} x ${channels}, place ${i}`);
      });
    }
  });
  it('come back with 16 bits', () => {
    const samples = Float32Array.from({length: 500}, (_, i) => sine(i / 7) * 0.8);
    const sound = readWav(writeWav({samples, sampleRate: 8000}));
    assert.equal(sound.sampleRate, 8000);
    samples.forEach((sample, i) => {
      assert.ok(Math.abs(sound.samples[i] - sample) <= 1 / 65536);
    });
    assert.deepEqual(Array.from(readWav(writeWav({samples: [-9, 9], sampleRate: 1})).samples, Math.round), [-1, 1]);
  });
  it('refuse what is no WAV, a damaged one, and no sound', () => {
    const whole = writeWav({samples: [0.5, 0.25], sampleRate: 8000});
    assert.throws(() => readWav(Buffer.from('ID3 music')), /the file is no WAV file that can be read/);
    assert.throws(() => readWav(whole.subarray(0, 30), 'a.wav'), /a\.wav is no WAV file that can be read/);
    assert.throws(() => readWav(new Uint8Array(0)), /no WAV file that can be read/);
    assert.throws(() => writeWav({samples: [], sampleRate: 8000}), /writeWav: samples must not be empty, got \[\]$/);
    assert.throws(() => writeWav({samples: [0], sampleRate: 0.5}), /sampleRate must be a whole number >= 1, got 0.5/);
  });
});
