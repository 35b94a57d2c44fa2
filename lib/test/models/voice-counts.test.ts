import assert from 'node:assert/strict';
import {generateChorales, toArpeggio} from '../../src/data';
import {countVoices, repeatSurprises, VoiceCounts} from '../../src/models';

describe('models.countVoices', () => {
  const chorales = generateChorales(12, {chords: 4, seed: 3}).map((one) => one.filter((_, t) => t % 4 === 0));
  const [first, ...others] = chorales;
  const tokens = toArpeggio(first);

  it('is surprised at each note as its step says', () => {
    const counts = countVoices(others, {context: 5, prior: 2});
    const found = counts.surprises(tokens);
    tokens.forEach((token, t) => {
      const logs = counts.step(tokens.slice(0, t));
      assert.ok(Math.abs(found[t] + logs[token]) < 1e-12, `note ${t}`);
      assert.ok(Math.abs(logs.reduce((sum, log) => sum + Math.exp(log), 0) - 1) < 1e-12);
      assert.equal(logs[0], Number.NEGATIVE_INFINITY);
    });
  });

  it('knows the voice: where one voice has sung a single pitch, it expects that one', () => {
    const counts = countVoices([Array.from({length: 50}, () => [72, 67, 64, 48])], {context: 1, prior: 0.1});
    [72, 67, 64, 48].forEach((pitch, voice) => {
      const logs = counts.step(toArpeggio([[72, 67, 64, 48]]).slice(0, voice));
      assert.ok(Math.exp(logs[pitch - 34]) > 0.99, `voice ${voice}: ${Math.exp(logs[pitch - 34])}`);
    });
  });

  it('makes counts of the class, with a context of five notes and a prior of ten if nothing else is said', () => {
    const counts = countVoices(others);
    assert.ok(counts instanceof VoiceCounts);
    const own = counts.step(tokens.slice(0, 6));
    assert.deepEqual(own, new VoiceCounts(others, 5, 10).step(tokens.slice(0, 6)));
  });

  it('refuses what cannot be', () => {
    assert.throws(() => countVoices([]), /countVoices: chorales/);
    assert.throws(() => countVoices(others, {context: 0}), /countVoices: context/);
    assert.throws(() => countVoices(others, {order: 3} as never), /countVoices/);
  });
});

describe('models.repeatSurprises', () => {
  it('gives what is held the share it has in training', () => {
    const [found] = repeatSurprises([[2, 3, 2, 4, 2, 4]], [[5, 6, 5, 7]], 2); // held: 3 of 4
    assert.deepEqual(
      Array.from(found, (nats) => Number(Math.exp(-nats).toFixed(9))),
      [1 / 47, 1 / 47, 0.75, 0.25 / 46].map((p) => Number(p.toFixed(9))),
    );
    assert.throws(() => repeatSurprises([], []), /repeatSurprises: train/);
  });
});
