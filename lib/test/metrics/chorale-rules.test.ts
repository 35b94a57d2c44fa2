import assert from 'node:assert/strict';
import {
  choraleRules,
  chordsRepeated,
  longestCopy,
  meanSurprise,
  mixedSurprises,
  rulesKept,
  surpriseBy,
} from '../../src/metrics';

const C = [72, 67, 64, 48];
const G = [74, 67, 59, 55];

describe('metrics.choraleRules', () => {
  it('finds nothing wrong with a chord that is held', () => {
    const {stepwise, noParallels, ...rules} = choraleRules([C, C, C, C], 2);
    assert.deepEqual(rules, {inOrder: 1, inRange: 1, inScale: 1, knownChord: 1});
    assert.ok(Number.isNaN(stepwise) && Number.isNaN(noParallels), 'nothing moves, so no rule on moves applies');
  });

  it('counts chords in which a voice sings above the one over it, silent voices left out', () => {
    assert.equal(choraleRules([C, [67, 72, 64, 48]], 2).inOrder, 0.5);
    assert.equal(choraleRules([C, [72, 0, 64, 48]], 2).inOrder, 1);
  });

  it('counts notes that a voice does not reach', () => {
    assert.equal(choraleRules([[84, 67, 64, 48]], 2).inRange, 0.75);
  });

  it('takes the scale that fits best, major or harmonic minor', () => {
    assert.equal(
      choraleRules(
        [
          [69, 64, 60, 57],
          [68, 64, 59, 52],
        ],
        1,
      ).inScale,
      1,
    );
    assert.equal(choraleRules([C, G, [73, 67, 64, 48]], 1).inScale, 11 / 12);
  });

  it('judges chords on the beats alone', () => {
    const passing = [73, 67, 64, 48];
    assert.equal(choraleRules([C, passing, C, passing], 2).knownChord, 1);
    assert.equal(choraleRules([C, passing, C, passing], 1).knownChord, 0.5);
  });

  it('counts moves of the soprano by at most a whole tone, repeated notes left out', () => {
    assert.equal(choraleRules([C, C, G, C, [79, 67, 64, 48]], 2).stepwise, 2 / 3);
  });

  it('hears parallel fifths and octaves, not those that stay or move apart', () => {
    const up = (chord: number[]) => chord.map((pitch) => pitch + 2);
    assert.equal(choraleRules([C, up(C)], 2).noParallels, 0); // soprano and bass two octaves apart
    assert.equal(choraleRules([C, [72, 67, 64, 60]], 2).noParallels, 1); // one voice alone
    assert.equal(
      choraleRules(
        [
          [72, 67, 64, 48],
          [74, 69, 65, 47],
        ],
        2,
      ).noParallels,
      1,
    );
  });

  it('refuses an empty chorale', () => {
    assert.throws(() => choraleRules([], 2), /choraleRules: chorale/);
  });
});

describe('metrics.longestCopy', () => {
  const F = [72, 69, 65, 53];
  it('finds a run in another key, held chords counted once', () => {
    const up = [C, C, F, G, G].map((chord) => chord.map((pitch) => pitch + 3));
    assert.equal(longestCopy([C, F, F, G], [[G, G], up]), 3);
  });

  it('is 0 where no chord is shared', () => {
    assert.equal(longestCopy([C], [[[72, 67, 63, 48]]]), 0);
  });

  it('refuses to look nowhere', () => {
    assert.throws(() => longestCopy([C], []), /longestCopy: others/);
  });
});

describe('metrics.rulesKept', () => {
  it('gives mean and standard error over the chorales that a rule applies to, in percent', () => {
    const kept = rulesKept([
      [C, C],
      [C, G, [79, 67, 64, 48]],
      [C, G],
    ]);
    const of = (rule: string) => kept.find((one) => one.rule === rule);
    assert.deepEqual(of('range'), {rule: 'range', mean: 100, standardError: 0});
    const steps = of('small steps'); // 50 and 100: the first chorale has no step
    assert.equal(steps?.mean, 75);
    assert.ok(Math.abs((steps?.standardError ?? 0) - 25) < 1e-12);
    assert.throws(() => rulesKept([[C]]), /two chorales or more, got 1/);
  });

  it('counts chords that repeat the one before', () => {
    assert.equal(
      chordsRepeated([
        [C, C, G],
        [G, G, G],
      ]),
      75,
    );
    assert.throws(() => chordsRepeated([]), /chordsRepeated: chorales/);
  });
});

describe('metrics.surpriseBy', () => {
  const surprises = [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6)];
  it('takes means by group, and over all', () => {
    assert.deepEqual(
      surpriseBy(surprises, (t) => t % 2),
      [3, 4],
    );
    assert.equal(meanSurprise(surprises), 3.5);
    assert.throws(() => surpriseBy(surprises, (t) => 2 * t), /group 1 has no tokens/);
  });

  it('mixes two forecasts by the mean of their probabilities', () => {
    const [mixed] = mixedSurprises([Float64Array.of(-Math.log(0.2))], [Float64Array.of(-Math.log(0.6))]);
    assert.ok(Math.abs(Math.exp(-mixed[0]) - 0.4) < 1e-12);
    assert.throws(() => mixedSurprises(surprises, []), /the same tokens/);
  });
});
