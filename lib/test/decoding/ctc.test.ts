import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {ctcBeamSearch, ctcGreedy, logSoftmax} from '../../src/decoding';
import {type Packed, readGolden} from '../engine/golden';
import {allLists} from './tables';

/** Repeats merged, blanks left out. */
function collapse(alignment: number[], blank: number): number[] {
  return alignment.filter((label, t) => label !== blank && label !== alignment[t - 1]);
}

/** log P of every labelling, by going through every alignment; the likeliest first. */
function bruteForce(logs: number[][], blank: number): {labels: string; logProbability: number}[] {
  const totals = new Map<string, number>();
  for (const alignment of allLists(logs[0].length, logs.length)) {
    const key = collapse(alignment, blank).join();
    const probability = Math.exp(alignment.reduce((sum, label, t) => sum + logs[t][label], 0));
    totals.set(key, (totals.get(key) ?? 0) + probability);
  }
  return [...totals]
    .map(([labels, p]) => ({labels, logProbability: Math.log(p)}))
    .sort((a, b) => b.logProbability - a.logProbability);
}

function drawLogs(steps: number, classes: number, seed: number): number[][] {
  const {normal} = random(seed);
  return Array.from({length: steps}, () =>
    Array.from(logSoftmax(Array.from({length: classes}, () => 2 * normal())).values),
  );
}

describe('ctcGreedy', () => {
  it('merges repeats and leaves out blanks, of which one between keeps two labels apart', () => {
    const path = [0, 1, 1, 0, 1, 2, 2, 0];
    const rows = path.map((label) => [0, 1, 2].map((c) => Math.log(c === label ? 0.8 : 0.1)));
    const {labels, logProbability} = ctcGreedy(rows);
    assert.deepEqual(labels, [1, 1, 2]);
    assert.ok(Math.abs(logProbability - 8 * Math.log(0.8)) < 1e-12);
    assert.deepEqual(ctcGreedy(rows, {blank: 2}).labels, collapse(path, 2));
  });
  it('is the likeliest alignment of all', () => {
    for (let seed = 0; seed < 20; seed++) {
      const logs = drawLogs(5, 3, seed);
      const score = (alignment: number[]) => alignment.reduce((sum, label, t) => sum + logs[t][label], 0);
      const best = allLists(3, 5).reduce((a, b) => (score(b) > score(a) ? b : a));
      assert.deepEqual(ctcGreedy(logs, {blank: 1}).labels, collapse(best, 1));
    }
  });
  it('refuses other shapes, blanks that are no class, and what are no log-probabilities', () => {
    assert.throws(() => ctcGreedy([-1, -2]), /must be \[time steps, classes\] with values, got \[2\]/);
    assert.throws(() => ctcGreedy([[-1, -2]], {blank: 2}), /blank is class 2, but there are classes 0 to 1/);
    assert.throws(() => ctcGreedy([[0.5, 0.5]]), /which is no log-probability/);
  });
});

describe('ctcBeamSearch', () => {
  it('sums over all alignments, as brute force does, when the beam drops none', () => {
    for (const [steps, classes, blank] of [
      [1, 2, 0],
      [4, 2, 1],
      [5, 3, 0],
      [6, 3, 2],
      [4, 4, 1],
    ]) {
      for (let seed = 0; seed < 5; seed++) {
        const logs = drawLogs(steps, classes, 50 * steps + seed);
        const expected = bruteForce(logs, blank);
        const found = ctcBeamSearch(logs, {blank, width: 10000, best: 10000});
        assert.deepEqual(
          found.map(({labels}) => labels.join()),
          expected.map(({labels}) => labels),
        );
        found.forEach(({logProbability}, i) => {
          assert.ok(Math.abs(logProbability - expected[i].logProbability) < 1e-10);
        });
        const sum = found.reduce((all, {logProbability}) => all + Math.exp(logProbability), 0);
        assert.ok(Math.abs(sum - 1) < 1e-12);
      }
    }
  });
  it("is minus PyTorch's CTC loss of the same labels", () => {
    interface Case {
      blank: number;
      labels: Packed;
      logits: Packed;
      labelLengths: number[];
      logitLengths: number[];
      losses: Packed;
      impossible: boolean[];
    }
    let compared = 0;
    for (const one of readGolden<Case>('ctc-torch')) {
      const [batch, steps, classes] = one.logits.shape;
      for (let b = 0; b < batch; b++) {
        const length = one.logitLengths[b];
        if (one.impossible[b] || classes ** length > 100000) continue;
        const from = b * steps * classes;
        const rows = {
          values: Float64Array.from(one.logits.values.slice(from, from + length * classes)),
          shape: [length, classes],
        };
        const width = one.labels.shape[1];
        const wanted = one.labels.values.slice(b * width, b * width + one.labelLengths[b]).join();
        const found = ctcBeamSearch(logSoftmax(rows), {blank: one.blank, width: 100000, best: 100000});
        const same = found.find(({labels}) => labels.join() === wanted);
        assert.ok(
          same && Math.abs(same.logProbability + one.losses.values[b]) < 1e-6 * Math.max(1, one.losses.values[b]),
        );
        compared++;
      }
    }
    assert.ok(compared >= 10, `${compared}`);
  });
  it('finds a labelling of many alignments that greedy misses', () => {
    // Blank is likeliest at both steps (0.36), but 'a' has three alignments (0.64).
    const rows = [
      [0.6, 0.4],
      [0.6, 0.4],
    ].map((row) => row.map(Math.log));
    assert.deepEqual(ctcGreedy(rows).labels, []);
    const [{labels, logProbability}] = ctcBeamSearch(rows);
    assert.deepEqual(labels, [1]);
    assert.ok(Math.abs(Math.exp(logProbability) - 0.64) < 1e-12);
  });
  it('never claims more than the exact probability, however narrow', () => {
    for (let seed = 0; seed < 20; seed++) {
      const logs = drawLogs(6, 3, 900 + seed);
      const exact = new Map(bruteForce(logs, 0).map(({labels, logProbability}) => [labels, logProbability]));
      for (const width of [1, 2, 4]) {
        for (const {labels, logProbability} of ctcBeamSearch(logs, {width, best: width})) {
          assert.ok(logProbability <= (exact.get(labels.join()) as number) + 1e-12);
        }
      }
    }
  });
  it('refuses impossible options', () => {
    assert.throws(() => ctcBeamSearch([[-1, -1]], {width: 0}), /width must be .* got 0/);
    assert.throws(() => ctcBeamSearch([[-1, -1]], {width: 2, best: 3}), /best must be at most the width 2, got 3/);
    assert.throws(() => ctcBeamSearch([[-1, -1]], {blank: -1}), /blank must be a whole number >= 0, got -1/);
    const dead = [[Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]];
    assert.throws(() => ctcBeamSearch(dead), /no class is possible at step 0/);
  });
});
