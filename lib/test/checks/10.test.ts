import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/10';
import {drawFaults, faultsOf} from '../../src/checks/10/chorale-faults';
import {keysOf} from '../../src/checks/10/chorale-keys';
import {drawRival, drawVoices, rivalOf, voicesOf} from '../../src/checks/10/chorale-nats';
import {drawChords, lineOf, shiftOf} from '../../src/checks/10/chorale-tokens';
import {checkNotes, JUDGED, NOTE_COUNTS, NOTE_LIMIT, natsAhead} from '../../src/checks/10/foretold-notes';
import {madeTokens} from '../../src/checks/10/made-chorales';
import {localLearner} from '../../src/checks/frame/local-learner';
import {random, toArpeggio, tokenWindowsOfEach, transposed} from '../../src/data';
import {choraleRules, surpriseBy} from '../../src/metrics';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe('the references of exercise 10', () => {
  const source = random(10);

  it('write the line that data.toArpeggio writes', () => {
    for (const count of [1, 4, 12]) {
      const chords = drawChords(source, count);
      assert.deepEqual(lineOf(chords), toArpeggio(chords));
    }
  });

  it('shift as data.tokenWindowsOfEach does for a window as long as the line', () => {
    const line = Array.from({length: 12}, () => source.integer(1, 48));
    const {x, y} = tokenWindowsOfEach([line], {length: 12});
    assert.deepEqual(shiftOf([line]), {x: [Array.from(x.values)], y: [Array.from(y.values)]});
    assert.deepEqual(shiftOf([[5, 6], [7]]), {
      x: [
        [0, 5],
        [0, 0],
      ],
      y: [
        [5, 6],
        [7, 0],
      ],
    });
  });

  it('transpose as data.transposed does in the range of the tokens', () => {
    for (let i = 0; i < 5; i++) {
      const chords = [[79, 60, 55, 40], ...drawChords(source, 6)];
      const copies = transposed([chords], [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6]);
      assert.ok(copies.length < 12);
      assert.deepEqual(keysOf({chords, lowest: 36, highest: 81}), copies);
    }
  });

  it('give a rival whose probabilities sum to 1 after every note', () => {
    const {train, k} = drawRival(source, [6, 3], [1], 0.7);
    const after = (before: number[]) => {
      const cost = (line: number[]) => rivalOf({train, test: [line], k}) * line.length;
      const known = before.length > 0 ? cost(before) : 0;
      return Array.from({length: 47}, (_, i) => Math.exp(known - cost([...before, i + 1])));
    };
    for (const before of [[], [train[0][2]], [46]]) {
      near(
        after(before).reduce((sum, p) => sum + p, 0),
        1,
      );
    }
    // By hand: after the start 5 came once (2/48), after 5 came 3 twice (3/49).
    near(rivalOf({train: [[5, 3, 5, 3]], test: [[5, 3]], k: 1}), -(Math.log(2 / 48) + Math.log(3 / 49)) / 2);
  });

  it('give the surprise by voice of metrics.surpriseBy on what is no padding', () => {
    const one = drawVoices(source, [3, 5, 1], 6, 1);
    const lists = one.targets.map((line, b) =>
      line.flatMap((target, t) => (target === 0 ? [] : [-Math.log(one.probabilities[b][t][target])])),
    );
    const library = surpriseBy(lists, (t) => t % 4);
    voicesOf(one).forEach((value, voice) => {
      near(value, library[voice]);
    });
  });

  it('count crossings and ranges as metrics.choraleRules does, and repeats by hand', () => {
    const {chords, ranges} = drawFaults(source, 3);
    const {inOrder, inRange} = choraleRules(chords, 1);
    const {crossing, outside, repeated} = faultsOf({chords, ranges});
    near(crossing, (1 - inOrder) * chords.length);
    near(outside, (1 - inRange) * chords.flat().filter((pitch) => pitch > 0).length);
    assert.ok(repeated >= 2 && crossing > 3 && outside > 5);
    const held = [
      [70, 60, 50, 40],
      [70, 60, 50, 40],
      [60, 70, 50, 40],
      [70, 60, 50, 40],
    ];
    assert.equal(faultsOf({chords: held, ranges}).repeated, 1);
  });
});

describe('the limit of exercise 10', () => {
  interface Recorded {
    counts: number[][];
    networks: Record<string, {runs: {nats: number}[]}>;
  }
  const file = join(__dirname, '../../../ci/experiments/results/exercise-10.json');
  const {networks, counts} = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

  it('NOTE_LIMIT is the largest mean + 4 deviations of the recorded networks, far below counts of one note', () => {
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {nats}) => sum + nats / runs.length, 0);
      const squares = runs.reduce((sum, {nats}) => sum + (nats - mean) ** 2, 0);
      return mean + 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(NOTE_LIMIT, Number(Math.max(...limits).toPrecision(3)));
    const least = Math.min(...counts.map(([, one]) => one));
    assert.equal(NOTE_COUNTS, Number(least.toFixed(1)));
    assert.ok(least > 1.4 * NOTE_LIMIT);
  });
});

describe('checkNotes', () => {
  const even = (tokens: number[]) => tokens.map(() => Array.from({length: 48}, () => -Math.log(48)));

  it('measures the nats of the note that a row is about', () => {
    near(natsAhead(even([1, 2, 3]), [1, 2, 3]), Math.log(48));
    const rows = [
      [-1, -2, -4],
      [-8, -16, -32],
    ];
    near(natsAhead(rows, [2, 1]), (4 + 16) / 2);
    near(natsAhead(rows, [2, 1], 1), 2);
    near(natsAhead(rows, [2, 1], -1), 32);
  });

  it('does not pass a blind guess, nor one that reads the answer', async () => {
    const peek = (tokens: number[]) =>
      tokens.map((token) => Array.from({length: 48}, (_, b) => Math.log(b === token ? 0.9 : 0.1 / 47)));
    for (const [answer, says] of [
      [even, /all rows are the same/],
      [peek, /changes when only tokens/],
    ] as const) {
      const said: string[] = [];
      for await (const {passed, message} of checkNotes(localLearner({foretell: answer}), [3], 2)) {
        assert.ok(!passed);
        said.push(message);
      }
      assert.match(said[0], says);
    }
    assert.equal(madeTokens(JUDGED, 3).length, JUDGED);
  });
});

describe('exercise 10', () => {
  it('has 14 points in seven parts; the project has six more', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      14,
    );
  });
});
