import type {Random} from '../../data/random';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

type Chords = number[][];

/** Chords, and lowest and highest pitch of each voice. */
export interface FaultsCase {
  chords: Chords;
  ranges: number[][];
}

/** What a composition does wrong. */
export interface Faults {
  /** Chords in which a voice sings higher than a voice above it. */
  crossing: number;
  /** Notes outside of their voice's range. */
  outside: number;
  /** Chords that are the one before. */
  repeated: number;
}

const isCrossed = (chord: number[]) => {
  const sung = chord.filter((pitch) => pitch > 0);
  return sung.some((pitch, i) => i > 0 && pitch > sung[i - 1]);
};
const isOutside = (pitch: number, [low, high]: number[]) => pitch > 0 && (pitch < low || pitch > high);
const isSame = (a: number[], b: number[]) => a.every((pitch, voice) => pitch === b[voice]);
const count = (list: boolean[]) => list.filter(Boolean).length;

interface FaultsHabit {
  crossed?: (chord: number[], t: number, chords: Chords) => boolean | number;
  outside?: (pitch: number, range: number[]) => boolean;
  voice?: (voice: number) => number;
  same?: (chord: number[], t: number, chords: Chords) => boolean;
}

/** The faults, as somebody with one habit of their own would count them. */
export function faultsOf({chords, ranges}: FaultsCase, habit: FaultsHabit = {}): Faults {
  const {crossed = isCrossed, outside = isOutside, voice = (v) => v} = habit;
  const {same = (chord, t, all) => t > 0 && isSame(chord, all[t - 1])} = habit;
  return {
    crossing: chords.reduce((sum, chord, t) => sum + Number(crossed(chord, t, chords)), 0),
    outside: count(chords.flatMap((chord) => chord.map((pitch, v) => outside(pitch, ranges[voice(v)])))),
    repeated: count(chords.map((chord, t) => same(chord, t, chords))),
  };
}

const neighbours = (chord: number[], isWrong: (low: number, high: number) => boolean) =>
  count(chord.map((pitch, v) => v > 0 && isWrong(pitch, chord[v - 1])));

function faultsSlips(one: FaultsCase): FieldSlip[] {
  const {chords, ranges} = one;
  const right = faultsOf(one);
  const slip = (message: string, habit: FaultsHabit): FieldSlip => ({message, value: {...faultsOf(one, habit)}});
  const share = (field: keyof Faults, of: number): FieldSlip => ({
    message: `${field} is a share here; the number of them was asked for`,
    value: {...right, [field]: right[field] / of},
  });
  const notes = chords.flat().length;
  const all = Math.min(...ranges.map(([low]) => low));
  const most = Math.max(...ranges.map(([, high]) => high));
  return [
    slip('a silent voice is taken for pitch 0, below all others; it cannot be crossed', {
      crossed: (chord) => neighbours(chord, (low, high) => low > high) > 0,
    }),
    slip(
      'only voices side by side are compared, and silence hides the rest: where the alto is silent, tenor and soprano may cross',
      {
        crossed: (chord) => neighbours(chord, (low, high) => low > 0 && high > 0 && low > high) > 0,
      },
    ),
    slip('two voices on one pitch do not cross', {
      crossed: (chord) => {
        const sung = chord.filter((pitch) => pitch > 0);
        return sung.some((pitch, i) => i > 0 && pitch >= sung[i - 1]);
      },
    }),
    slip('pairs of voices are counted in crossing; chords were asked for', {
      crossed: (chord) => {
        const sung = chord.filter((pitch) => pitch > 0);
        return count(sung.flatMap((pitch, i) => sung.slice(0, i).map((above) => pitch > above)));
      },
    }),
    slip('pairs of voices are counted in crossing; chords were asked for', {
      crossed: (chord) => {
        const sung = chord.filter((pitch) => pitch > 0);
        return count(sung.map((pitch, i) => i > 0 && pitch > sung[i - 1]));
      },
    }),
    slip('a voice is compared with the chord before; voices cross within one chord', {
      crossed: (chord, t, list) => t > 0 && chord.some((p, v) => v > 0 && p > 0 && p > list[t - 1][v - 1]),
    }),
    slip('the chords that are in order are counted in crossing', {crossed: (chord) => !isCrossed(chord)}),
    slip('bass and soprano have changed places: chord[0] is the highest voice', {
      crossed: (chord) => isCrossed([...chord].reverse()),
    }),
    slip('silence counts as a note outside of the range; nobody sings it', {
      outside: (pitch, [low, high]) => pitch < low || pitch > high,
    }),
    slip('the borders of a range belong to it', {
      outside: (pitch, [low, high]) => pitch > 0 && (pitch <= low || pitch >= high),
    }),
    slip('only the lower border of a range is looked at', {outside: (pitch, [low]) => pitch > 0 && pitch < low}),
    slip('only the upper border of a range is looked at', {outside: (pitch, [, high]) => pitch > high}),
    slip('one range serves all voices; each voice has its own', {outside: (pitch) => isOutside(pitch, [all, most])}),
    slip('one range serves all voices; each voice has its own', {voice: () => 0}),
    slip('the ranges run from bass to soprano here; ranges[0] is the soprano', {voice: (v) => ranges.length - 1 - v}),
    slip('the notes inside are counted in outside', {outside: (pitch, range) => pitch > 0 && !isOutside(pitch, range)}),
    {
      message: 'chords are counted in outside; notes were asked for',
      value: {...right, outside: count(chords.map((chord) => chord.some((p, v) => isOutside(p, ranges[v]))))},
    },
    slip('a chord that comes back later is counted in repeated; only the one just before matters', {
      same: (chord, t, list) => list.slice(0, t).some((other) => isSame(chord, other)),
    }),
    slip('only one voice is compared in repeated; all must be the same', {
      same: (chord, t, list) => t > 0 && chord[0] === list[t - 1][0],
    }),
    slip('only one voice is compared in repeated; all must be the same', {
      same: (chord, t, list) => t > 0 && chord.some((pitch, v) => pitch === list[t - 1][v]),
    }),
    slip('voices are sorted before they are compared in repeated; each must hold its own pitch', {
      same: (chord, t, list) => t > 0 && isSame([...chord].sort(), [...list[t - 1]].sort()),
    }),
    slip('the chords that change are counted in repeated', {
      same: (chord, t, list) => t > 0 && !isSame(chord, list[t - 1]),
    }),
    slip('the first chord counts as repeated; nothing was before it', {
      same: (chord, t, list) => t === 0 || isSame(chord, list[t - 1]),
    }),
    slip(
      'repeated is always 0: are two lists compared with ===? that asks whether they are one list, not whether they hold the same',
      {
        same: () => false,
      },
    ),
    share('crossing', chords.length),
    share('outside', notes),
    share('outside', chords.flat().filter((pitch) => pitch > 0).length),
    share('repeated', chords.length),
    share('repeated', chords.length - 1),
  ];
}

/** Findings of 10.6 over some compositions. */
export async function* checkFaults(learner: Learner, cases: FaultsCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const path = `faults(${one.chords.length} ${one.chords.length === 1 ? 'chord' : 'chords'})`;
    const actual = await learner.call('faults', one.chords, one.ranges);
    const expected = {...faultsOf(one)};
    yield compareFields({path, actual, expected, tolerance: 0, slips: faultsSlips(one)});
  }
}

/** Soprano, alto, tenor, bass as the lesson has them. */
export const RANGES = [
  [60, 81],
  [53, 74],
  [48, 69],
  [36, 64],
];

/** A composition in which everything goes wrong somewhere, more than once. */
export function drawFaults({integer, shuffle}: Random, more: number, ranges = RANGES): FaultsCase {
  const plain = () => [integer(70, 79), integer(62, 69), integer(53, 61), integer(40, 50)];
  const low = (v: number) => ranges[v][0];
  const held = plain();
  const swapped = plain();
  const [turned, again] = [plain(), plain()];
  const blocks: Chords[] = [
    [held, [...held], [...held]],
    [swapped, [swapped[1], swapped[0], swapped[2], swapped[3]]], // the same pitches, other voices
    [turned, plain(), [...turned], plain(), [...turned]], // comes back, not at once
    [again, ...[1, 2, 3].map((by) => [...again.slice(0, 3), again[3] - by])], // three voices hold
    [
      [64, 0, 67, 48],
      [0, 67, 60, 0],
    ], // over a silence; silence
    [72, 71, 70].map((pitch) => [pitch, pitch, 60, 45]), // unison
    [
      [66, 68, 69, 50],
      [67, 68, 69, 49],
    ], // two pairs cross
    [
      [81, 74, 69, 36],
      [low(0), low(1), low(2), ranges[3][1]],
    ], // on the borders
    [
      [83, 76, 72, 34],
      [59, 52, 47, 0],
      [59, 61, 50, 40],
      [58, 62, 52, 41],
    ], // outside
    Array.from({length: more}, plain),
  ];
  return {chords: shuffle(blocks).flat(), ranges};
}
