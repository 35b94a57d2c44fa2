import assert from 'node:assert/strict';
import {dnaOneHot, encodeDna, generateDna, reverseComplement, sequenceLogo} from '../../src/data';
import {fnv1a} from './fnv1a';

describe('DNA', () => {
  const set = generateDna(4000);
  const sitesOf = (label: number) => set.sequences.filter((_, i) => set.labels[i] === label);

  it('equals its numpy twin', () => {
    const {sequences, labels} = generateDna(60, {unknown: 0.01, seed: 5});
    assert.equal(fnv1a([...sequences, ...labels].join('\n')), '95b0781502b2bbcf');
  });
  it('has GT behind every donor, AG before every acceptor, and both without a site too', () => {
    const [donors, acceptors, none] = [0, 1, 2].map(sitesOf);
    assert.deepEqual([donors.length, acceptors.length, none.length], [1000, 1000, 2000]);
    for (const window of donors) assert.match(window.slice(30, 32), /[GN][TN]/);
    for (const window of acceptors) assert.match(window.slice(28, 30), /[AN][GN]/);
    const share = (windows: string[], start: number, letters: string) =>
      windows.filter((window) => window.startsWith(letters, start)).length / windows.length;
    assert.ok(Math.abs(share(none, 30, 'GT') - (0.25 + 0.75 / 16)) < 0.03);
    assert.ok(Math.abs(share(none, 28, 'AG') - (0.25 + 0.75 / 16)) < 0.03);
    assert.ok(Math.abs(share(donors, 29, 'G') - 0.81) < 0.04);
  });
  it('has N an id of its own, other than that of PAD', () => {
    assert.deepEqual(encodeDna(['ACGTN', 'RD']).row(0), [1, 2, 3, 4, 5]);
    assert.deepEqual(encodeDna(['ACGTN', 'RD']).row(1), [5, 5, 0, 0, 0]);
    assert.throws(() => encodeDna(['ACGT', 'ACGU']), /encodeDna: sequences\[1\] holds 'U' at place 3: no base$/);
    assert.throws(() => encodeDna(['acgt']), /holds 'a' at place 0/);
  });
  it('shares an unknown base evenly among what it may be', () => {
    const hot = dnaOneHot(['GN', 'RD']);
    assert.deepEqual(hot.shape, [2, 2, 4]);
    const third = 1 / 3;
    assert.deepEqual(Array.from(hot.values), [
      0,
      0,
      1,
      0,
      0.25,
      0.25,
      0.25,
      0.25,
      0.5,
      0,
      0.5,
      0,
      third,
      0,
      third,
      third,
    ]);
    for (const window of set.sequences.slice(0, 50)) {
      const {values} = dnaOneHot([window]);
      for (let t = 0; t < 60; t++)
        assert.equal(
          values.subarray(4 * t, 4 * t + 4).reduce((a, b) => a + b),
          1,
        );
    }
    assert.throws(() => dnaOneHot(['ACG', 'AC']), /dnaOneHot: sequences\[1\] has 2 bases, the first one 3$/);
  });
  it('turns around to the other strand, and back', () => {
    assert.equal(reverseComplement('GATTACAN'), 'NTGTAATC');
    assert.equal(reverseComplement('RYKMBDHV'), 'BDHVKMRY');
    for (const window of set.sequences.slice(0, 50)) {
      assert.equal(reverseComplement(reverseComplement(window)), window);
      // The one-hot form of the other strand is the one of this strand, backwards on both axes.
      const [here, there] = [dnaOneHot([window]).values, dnaOneHot([reverseComplement(window)]).values];
      assert.deepEqual(there, here.slice().reverse());
    }
  });
  it('tells two bits where the base is always the same, none where all are equally frequent', () => {
    const {bits, shares} = sequenceLogo(['AAC', 'ACC', 'AGC', 'ATT']);
    assert.deepEqual(bits.slice(0, 2), [2, 0]);
    assert.ok(Math.abs(bits[2] - (2 + 0.75 * Math.log2(0.75) + 0.25 * Math.log2(0.25))) < 1e-12);
    assert.deepEqual(Array.from(shares.values.subarray(8)), [0, 0.75, 0, 0.25]);
    const donors = sequenceLogo(sitesOf(0)).bits;
    assert.ok(donors[30] > 1.9 && donors[31] > 1.9 && donors[5] < 0.02);
    assert.throws(() => sequenceLogo([]), /sequenceLogo: sequences must not be empty, got \[\]$/);
  });
  it('refuses impossible sizes', () => {
    assert.throws(() => generateDna(1, {length: 61}), /length must be even, got 61/);
    assert.throws(() => generateDna(1, {length: 20}), /length must be a whole number >= 40, got 20/);
    assert.throws(() => generateDna(1, {unknown: 1}), /generateDna: unknown must lie in \[0, 1\), got 1$/);
  });
});
