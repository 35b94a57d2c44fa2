import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

type Chords = number[][];

/** Pitch 36 has token 2: 0 is PAD, 1 is silence. */
const FIRST = 34;

const noteToken = (pitch: number): number => (pitch === 0 ? 1 : pitch - FIRST);
const down = (chord: number[]) => [...chord].sort((a, b) => b - a);
const turn = (chords: Chords): Chords => (chords[0] ?? []).map((_, voice) => chords.map((chord) => chord[voice]));

interface LineHabit {
  token?: (pitch: number) => number;
  /** The notes of a chord in their order. */
  order?: (chord: number[]) => number[];
}

/** One line of tokens, as somebody with one habit of their own would write it. */
export function lineOf(chords: Chords, {token = noteToken, order = (chord) => chord}: LineHabit = {}): number[] {
  return chords.flatMap((chord) => order(chord).map(token));
}

function lineSlips(chords: Chords): Slip[] {
  const slip = (message: string, habit: LineHabit): Slip => ({message, value: lineOf(chords, habit)});
  const shifted = 'the pitches do not begin at 2: pitch 36 is token 2, 37 is 3';
  const rest = (token: number) => (pitch: number) => (pitch === 0 ? token : pitch - FIRST);
  const up = (chord: number[]) => down(chord).reverse();
  return [
    slip('silence becomes 0, which is PAD: the note would be taken for padding', {token: rest(0)}),
    slip('silence becomes -34: pitch 0 is no pitch, it has a token of its own', {token: (pitch) => pitch - FIRST}),
    slip('silence is dropped; then nobody knows which voice a token belongs to', {
      order: (chord) => chord.filter((pitch) => pitch > 0),
    }),
    slip('the notes of a chord are sorted, from high to low; voices keep their places even where they cross', {
      order: down,
    }),
    slip('the notes of a chord are sorted, from low to high; voices keep their places, soprano first', {order: up}),
    slip('bass first; the soprano, chord[0], comes first', {order: (chord) => [...chord].reverse()}),
    slip('a pitch that two voices share stands there once; each voice has a token', {
      order: (chord) => chord.filter((pitch, voice) => chord.indexOf(pitch) === voice),
    }),
    slip('these are pitches, not tokens', {token: (pitch) => pitch}),
    slip('these are pitches, not tokens', {token: (pitch) => (pitch === 0 ? 1 : pitch)}),
    ...[33, 35, 36].flatMap((first) => [
      slip(shifted, {token: (pitch) => (pitch === 0 ? 1 : pitch - first)}),
      slip(shifted, {token: (pitch) => (pitch === 0 ? 0 : pitch - first)}),
      slip(`${shifted}; and silence is token 1`, {token: (pitch) => pitch - first}),
    ]),
    slip('pitches are taken modulo 12: high and low notes become one', {
      token: (pitch) => (pitch === 0 ? 1 : pitch % 12),
    }),
    {
      message: 'one voice is written after the other; a chord comes whole, then the next chord',
      value: lineOf(turn(chords)),
    },
    {
      message: 'this is a list of chords; one line of tokens was asked for',
      value: chords.map((chord) => chord.map(noteToken)),
    },
    {
      message:
        'a 0 stands in front; the line begins with the soprano of the first chord, the start is the matter of 10.2',
      value: [0, ...lineOf(chords)],
    },
    {message: 'the last chord comes first; time runs on', value: lineOf([...chords].reverse())},
  ];
}

/** Findings of 10.1 over some chorales. */
export async function* checkLine(learner: Learner, cases: Chords[]): AsyncGenerator<Finding> {
  for (const chords of cases) {
    const path = `toTokens(${chords.length} ${chords.length === 1 ? 'chord' : 'chords'})`;
    const actual = await learner.call('toTokens', chords);
    yield compare({path, actual, expected: lineOf(chords), slips: lineSlips(chords)});
  }
}

type Shifted = {x: number[][]; y: number[][]};

interface ShiftHabit {
  input?: (line: number[]) => number[];
  target?: (line: number[]) => number[];
  pad?: number;
  front?: boolean;
  length?: (lines: number[][]) => number;
}

const longest = (lines: number[][]) => Math.max(...lines.map(({length}) => length));

/** Inputs and targets, padded, as somebody with one habit of their own would prepare them. */
export function shiftOf(lines: number[][], habit: ShiftHabit = {}): Shifted {
  const {input = (line) => [0, ...line.slice(0, -1)], target = (line) => line} = habit;
  const {pad = 0, front = false, length = longest} = habit;
  const padded = (rows: number[][]) => {
    const size = Math.min(length(rows), longest(rows));
    return rows.map((row) => {
      const more = Array<number>(Math.max(0, size - row.length)).fill(pad);
      return front ? [...more, ...row.slice(0, size)] : [...row.slice(0, size), ...more];
    });
  };
  return {x: padded(lines.map(input)), y: padded(lines.map(target))};
}

function shiftSlips(lines: number[][]): FieldSlip[] {
  const slip = (message: string, habit: ShiftHabit): FieldSlip => ({message, value: {...shiftOf(lines, habit)}});
  const {y} = shiftOf(lines);
  const same = (line: number[]) => line;
  const later = (line: number[]) => line.slice(1);
  return [
    slip('input and target are the same: the network would copy the note that it has just read', {input: same}),
    slip('the first note is no target; a 0 before it lets the network guess that one, too', {
      input: (line) => line.slice(0, -1),
      target: later,
    }),
    slip('the first note is no target; a 0 before it lets the network guess that one, too', {
      input: same,
      target: later,
    }),
    slip('the first note is no target; a 0 before it lets the network guess that one, too', {
      input: same,
      target: (line) => [...line.slice(1), 0],
    }),
    slip('the shift goes the wrong way: the input shows the note that comes after the target', {
      input: (line) => [...line.slice(1), 0],
    }),
    slip('the last note stands in front of the first: the line goes round in a circle', {
      input: (line) => [...line.slice(-1), ...line.slice(0, -1)],
    }),
    slip('x keeps the last note as well and is one longer than y; nothing comes after that note', {
      input: (line) => [0, ...line],
    }),
    slip('y is one longer than x: the 0 that ends it is no note', {target: (line) => [...line, 0]}),
    slip('1 stands before the first note; that is silence, the start is 0', {
      input: (line) => [1, ...line.slice(0, -1)],
    }),
    slip('the shift is two places; an input is the note just before its target', {
      input: (line) => [0, 0, ...line].slice(0, line.length),
    }),
    slip('the shift is a whole chord; an input is the note just before its target', {
      input: (line) => [0, 0, 0, 0, ...line].slice(0, line.length),
    }),
    slip('padded with 1, which is silence; PAD is 0', {pad: 1}),
    slip('padded in front; notes come first, so that the start stands at place 0', {front: true}),
    slip('short lines are not padded: all rows are as long as the longest', {length: () => 0}),
    slip('the rows are cut to the shortest line; pad the short ones', {
      length: (rows) => Math.min(...rows.map(({length}) => length)),
    }),
    {
      message:
        'the last note of a short line stands in x as well: padded first, then shifted; nothing is foretold there, so a 0 belongs there',
      value: {x: y.map((row) => [0, ...row.slice(0, -1)]), y},
    },
    {
      message: 'a line begins with the last note of the line before; each line starts anew, with a 0',
      value: {
        x: shiftOf(lines).x.map((row, b) => [b > 0 ? lines[b - 1][lines[b - 1].length - 1] : 0, ...row.slice(1)]),
        y,
      },
    },
    {
      message: 'padded first and shifted then: that is right for x, but y was shifted with it',
      value: {x: y, y: y.map((row) => [...row.slice(1), 0])},
    },
    {message: 'x and y have changed places', value: {x: y, y: shiftOf(lines).x}},
    {
      message: 'short lines are not padded: all rows are as long as the longest',
      value: {
        x: lines.map((line) => [0, ...line.slice(0, -1)]),
        y: lines,
      },
    },
  ];
}

/** Findings of 10.2 over some lines. */
export async function* checkShift(learner: Learner, cases: number[][][]): AsyncGenerator<Finding> {
  for (const lines of cases) {
    const path = `inputsAndTargets(lines of ${lines.map(({length}) => length).join(', ')} tokens)`;
    const actual = await learner.call('inputsAndTargets', lines);
    const expected = {...shiftOf(lines)};
    yield compareFields({path, actual, expected, tolerance: 0, slips: shiftSlips(lines)});
  }
}

/** Chords in four voices: one with silence, one where two voices cross, one where two sing the same. */
export function drawChords({integer}: Random, count: number): Chords {
  const chords = Array.from({length: count}, () => [
    integer(66, 76),
    integer(60, 66),
    integer(52, 60),
    integer(42, 52),
  ]);
  chords[integer(0, count)][3] = 0;
  if (count > 1) {
    const chord = chords[integer(0, count)];
    [chord[0], chord[1]] = [chord[1], chord[0]];
  }
  if (count > 2) {
    const chord = chords[integer(0, count)];
    chord[2] = chord[1];
  }
  return chords;
}
