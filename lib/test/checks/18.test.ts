import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/18';
import {HEAT_LIMIT, pitchBits} from '../../src/checks/18/composed-files';
import {composed, drawTable} from '../../src/checks/18/composed-steps';
import {checkForetold, JUDGED, STEP_COUNTS, STEP_LIMIT} from '../../src/checks/18/foretold-steps';
import {drawMelody, shiftOf, timeInKeys} from '../../src/checks/18/home-keys';
import {STEPS, TUNES, tuneTokens} from '../../src/checks/18/made-tunes';
import {drawNotes, stepsOf} from '../../src/checks/18/note-steps';
import {drawAsked, HEAT_RANGE, openness} from '../../src/checks/18/open-choices';
import {drawSteps, notesOf} from '../../src/checks/18/step-notes';
import {localLearner} from '../../src/checks/frame/local-learner';
import {fromMelody, generateTunes, random, readMidi, tokenWindowsOfEach, toMelody, writeMidi} from '../../src/data';
import {sample} from '../../src/decoding';
import {countNgrams} from '../../src/models';
import type {Exercise18Experiment} from '../../src/notebook';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
const findings = async (...[index, answers]: [number, Record<string, unknown>]) => {
  const found = [];
  for await (const finding of parts[index].check(localLearner(answers))) found.push(finding);
  return found;
};

describe('the references of exercise 18', () => {
  const source = random(18);

  it('write the steps that data.toMelody writes, for notes early, late, short, long and doubled', () => {
    for (const count of [4, 6, 9, 15]) {
      const {notes, length} = drawNotes(source, count);
      const steps = stepsOf({notes, length});
      assert.deepEqual(steps, toMelody(notes, {length}));
      assert.ok([1, 2].every((token) => steps.includes(token)));
    }
  });

  it('say at each step what a look at all notes says', () => {
    const {notes, length} = drawNotes(source, 10);
    const begin = ({start}: {start: number}) => Math.round(2 * start);
    const said = Array.from({length}, (_, t) => {
      const pitches = notes.filter((note) => begin(note) === t).map(({pitch}) => pitch);
      if (pitches.length > 0) return Math.max(...pitches) - 45;
      const before = notes.filter((note) => begin(note) < t);
      const last = Math.max(...before.map(begin));
      const top = before.filter((note) => begin(note) === last).sort((a, b) => b.pitch - a.pitch)[0];
      return top && Math.round(2 * (top.start + top.duration)) > t ? 1 : 2;
    });
    assert.deepEqual(stepsOf({notes, length}), said);
  });

  it('read the notes that data.fromMelody reads, also where a hold finds nothing', () => {
    for (const count of [4, 7, 12]) {
      const tokens = drawSteps(source, count);
      assert.deepEqual(notesOf(tokens), fromMelody(tokens));
    }
  });

  it('find the key of a melody in which counts of notes and the last note tell another one', () => {
    for (let key = 0; key < 12; key++) {
      const notes = drawMelody(source, key);
      const times = timeInKeys(notes);
      assert.equal(times.filter((time) => time === Math.max(...times)).length, 1);
      assert.equal((key + shiftOf(notes) + 12) % 12, 0);
      assert.ok(shiftOf(notes) >= -6 && shiftOf(notes) <= 5);
      assert.notEqual(notes.at(-1)?.pitch ?? 0 % 12, key);
    }
  });

  it('have an entropy that rises from 0 to log2 of the tokens, and wishes that can be fulfilled', () => {
    const {logits, bits} = drawAsked(source, 9, 0.7);
    const heats = [0.05, 0.2, 0.7, 1, 3, 20];
    const along = heats.map((heat) => openness(logits, heat));
    assert.ok(along.every((value, i) => i === 0 || value > along[i - 1]));
    near(openness(logits, 1e6), Math.log2(9), 1e-6);
    near(openness(logits, 0.7), bits);
    assert.ok(openness(logits, HEAT_RANGE[0]) < bits && bits < openness(logits, HEAT_RANGE[1]));
  });

  it('draw as often as data and rules say', () => {
    const {logits, temperature} = drawTable(source, 5, 0.7, 1);
    const step = (tokens: readonly number[]) => {
      const before = tokens.at(-1) ?? 0;
      const row = logits[before].map((logit, token) =>
        token === 0 || (token === 1 && [0, 2].includes(before)) ? -1e9 : logit,
      );
      return row.map((logit) => logit - 10);
    };
    const many = Array.from({length: 3000}, (_, seed) => [
      composed({logits, temperature, chances: [source.uniform(), source.uniform()]})[1],
      sample(step, {maxLength: 2, temperature, seed}).tokens[1],
    ]);
    for (let token = 0; token < 5; token++) {
      const [mine, theirs] = [0, 1].map((who) => many.filter((pair) => pair[who] === token).length / 3000);
      near(mine, theirs, 0.05);
    }
  });

  it('never write PAD, and hold only what sounds', () => {
    const tokens = composed(drawTable(source, 7, 1.5, 500));
    assert.ok(!tokens.includes(0) && tokens.includes(1) && tokens.includes(2) && tokens[0] !== 1);
    assert.ok(tokens.every((token, t) => token !== 1 || tokens[t - 1] !== 2));
  });

  it('count the bits of pitches: two that come alike often have one', () => {
    const note = (pitch: number) => ({pitch, start: 0, duration: 1});
    near(
      pitchBits([
        [note(60), note(62)],
        [note(62), note(60)],
      ]),
      1,
    );
    near(pitchBits([[note(60), note(60), note(60)]]), 0);
  });
});

describe('the tunes of exercise 18', () => {
  it('fill 64 steps, come back from MIDI as they were, and end on C', () => {
    const notes = generateTunes(20, {seed: 5, tonic: TUNES.tonic});
    const tokens = tuneTokens(20, 5);
    assert.ok(tokens.every(({length}) => length === STEPS));
    tokens.forEach((row, i) => {
      const file = readMidi(writeMidi({notes: notes[i], tempo: 100}));
      assert.deepEqual(toMelody(file.notes, {length: STEPS}), row);
      assert.equal((notes[i].at(-1)?.pitch ?? 0) % 12, 0);
    });
  });
});

describe('the limits of exercise 18', () => {
  const path = join(__dirname, '../../../ci/experiments/results/exercise-18.json');
  const {networks, counts, tunes} = JSON.parse(readFileSync(path, 'utf8')) as Exercise18Experiment;
  const kinds = Object.values(networks).map(({runs}) => runs);
  const spread = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      mean,
      deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)),
    };
  };

  it('are the worst mean and four standard deviations, rounded to the lenient side', () => {
    assert.ok(kinds.every(({length}) => length === 20) && tunes.test === JUDGED);
    const most = kinds
      .map((runs) => spread(runs.map(({bits}) => bits)))
      .map(({mean, deviation}) => mean + 4 * deviation);
    near(STEP_LIMIT, Math.max(...most), 0.001);
    assert.ok(STEP_LIMIT >= Math.max(...most));
    const gaps = kinds.map((runs) => spread(runs.map(({hotPitches, coldPitches}) => hotPitches - coldPitches)));
    const least = Math.min(...gaps.map(({mean, deviation}) => mean - 4 * deviation));
    assert.ok(HEAT_LIMIT <= least && HEAT_LIMIT > least - 0.01);
  });

  it('lie below what counts need', () => {
    near(STEP_COUNTS.one, spread(counts.map((bits) => bits[1])).mean, 0.005);
    near(STEP_COUNTS.four, spread(counts.map((bits) => bits[4])).mean, 0.005);
    const best = counts[0].map((_, k) => spread(counts.map((bits) => bits[k])).mean);
    near(Math.min(...best), STEP_COUNTS.four, 0.005);
    assert.ok(STEP_LIMIT < STEP_COUNTS.four);
    // On the tunes of the visible check even the best table fails.
    const text = (tokens: number[][]) => tokens.map((row) => row.map(String));
    const alphabet = Array.from({length: 44}, (_, token) => `${token}`);
    const table = countNgrams(text(tuneTokens(TUNES.tunes, TUNES.seed)), {context: 8, prior: 5, alphabet});
    const visible = [3, 4, 5, 6].map((k) => table.bits(text(tuneTokens(JUDGED, 801)), k));
    assert.ok(Math.min(...visible) > STEP_LIMIT + 0.03);
  });
});

describe('the checks of exercise 18', () => {
  it('are shown the windows that the exercise trains on: a 0 in front', () => {
    const [tune] = tuneTokens(1, TUNES.seed);
    const {x, y} = tokenWindowsOfEach([tune], {length: STEPS});
    assert.deepEqual(Array.from(x.values), [0, ...tune.slice(0, -1)]);
    assert.deepEqual(Array.from(y.values), tune);
  });

  it('refuse a network that knows nothing, and a file that is none', async () => {
    const blind = localLearner({foretell: (tokens: number[]) => tokens.map(() => new Array(44).fill(1 / 44))});
    for await (const {passed, message} of checkForetold(blind, [7], 2)) {
      assert.ok(!passed);
      assert.match(message, /all rows are the same/);
    }
    const [finding] = await findings(6, {composition: () => [1, 2, 250]});
    assert.match(finding.message, /does not parse/);
  });

  it('name the points of a project: 14 of 20 are checked', () => {
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      14,
    );
  });
});
