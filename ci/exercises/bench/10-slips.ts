/** Wrong answers to exercise 10, its first three parts: one slip each, and what the check must say to it. */
import {judgingSlips} from './10-judging-slips';
import {type WrongAnswer, wrong} from './bench';
import type {Rows} from './chorale-lists';

const token = (pitch: number) => (pitch === 0 ? 1 : pitch - 34);
const line = (chords: Rows, of = token) => chords.flatMap((chord) => chord.map(of));
const falling = (chord: number[]) => [...chord].sort((a, b) => b - a);

/** Right inputs and targets but for what the options change. */
function shifting(
  lines: Rows,
  {
    x = (notes: number[]) => [0, ...notes.slice(0, -1)],
    y = (notes: number[]) => notes,
    pad = 0,
    size = (all: Rows) => Math.max(...all.map(({length}) => length)),
    behind = true,
  } = {},
) {
  const padded = (rows: Rows) => {
    const length = size(rows);
    return rows.map((row) => {
      const more = Array<number>(Math.max(0, length - row.length)).fill(pad);
      return behind ? [...row.slice(0, length), ...more] : [...more, ...row.slice(0, length)];
    });
  };
  return {x: padded(lines.map(x)), y: padded(lines.map(y))};
}

/** Right copies but for what the options change. */
function keys(
  chords: Rows,
  lowest: number,
  highest: number,
  {
    from = -5,
    to = 6,
    move = (pitch: number, by: number) => (pitch === 0 ? 0 : pitch + by),
    fits = (pitch: number) => pitch === 0 || (pitch >= lowest && pitch <= highest),
    all = (copy: Rows) => copy.flat().every(fits),
  } = {},
): Rows[] {
  const steps = Array.from({length: to - from + 1}, (_, i) => from + i);
  return steps.map((by) => chords.map((chord) => chord.map((pitch) => move(pitch, by)))).filter(all);
}
type Keys = (chords: Rows, lowest: number, highest: number) => unknown;

export const slips: Record<string, WrongAnswer[]> = {
  '10.1': wrong<(chords: Rows) => unknown>('toTokens', [
    [
      'silence as PAD',
      (chords) => line(chords, (pitch) => (pitch === 0 ? 0 : pitch - 34)),
      /silence becomes 0, which is PAD/,
    ],
    ['silence subtracted', (chords) => line(chords, (pitch) => pitch - 34), /silence becomes -34/],
    [
      'silence dropped',
      (chords) => line(chords.map((chord) => chord.filter((pitch) => pitch > 0))),
      /silence is dropped/,
    ],
    ['sorted down', (chords) => line(chords.map(falling)), /sorted, from high to low/],
    ['sorted up', (chords) => line(chords.map((chord) => falling(chord).reverse())), /sorted, from low to high/],
    ['bass first', (chords) => line(chords.map((chord) => [...chord].reverse())), /bass first/],
    ['a set of pitches', (chords) => line(chords.map((chord) => [...new Set(chord)])), /two voices share/],
    ['begins at 0', (chords) => line(chords, (pitch) => (pitch === 0 ? 1 : pitch - 36)), /do not begin at 2/],
    ['begins at 1', (chords) => line(chords, (pitch) => (pitch === 0 ? 0 : pitch - 35)), /do not begin at 2/],
    ['pitches', (chords) => chords.flat(), /these are pitches/],
    ['modulo 12', (chords) => line(chords, (pitch) => (pitch === 0 ? 1 : pitch % 12)), /modulo 12/],
    [
      'voice after voice',
      (chords) => [0, 1, 2, 3].flatMap((v) => chords.map((chord) => token(chord[v]))),
      /one voice is written after the other/,
    ],
    ['a start in front', (chords) => [0, ...line(chords)], /a 0 stands in front/],
    ['not flat', (chords) => chords.map((chord) => chord.map(token)), /list of chords; one line/],
    ['no return', () => undefined, /return missing/],
  ]),
  '10.2': wrong<(lines: Rows) => unknown>('inputsAndTargets', [
    ['not shifted', (lines) => shifting(lines, {x: (notes) => notes}), /input and target are the same/],
    [
      'first note no target',
      (lines) => shifting(lines, {x: (notes) => notes.slice(0, -1), y: (notes) => notes.slice(1)}),
      /first note is no target/,
    ],
    [
      'input whole, target from the second',
      (lines) => shifting(lines, {x: (notes) => notes, y: (notes) => [...notes.slice(1), 0]}),
      /first note is no target/,
    ],
    ['shifted forwards', (lines) => shifting(lines, {x: (notes) => [...notes.slice(1), 0]}), /wrong way/],
    [
      'round in a circle',
      (lines) => shifting(lines, {x: (notes) => [notes[notes.length - 1], ...notes.slice(0, -1)]}),
      /circle/,
    ],
    ['last note kept', (lines) => shifting(lines, {x: (notes) => [0, ...notes]}), /keeps the last note/],
    ['silence as start', (lines) => shifting(lines, {x: (notes) => [1, ...notes.slice(0, -1)]}), /1 stands before/],
    ['padded with silence', (lines) => shifting(lines, {pad: 1}), /padded with 1/],
    ['padded in front', (lines) => shifting(lines, {behind: false}), /padded in front/],
    [
      'not padded',
      (lines) =>
        shifting(lines, {size: () => 0, x: (notes) => notes}) && {
          x: lines.map((notes) => [0, ...notes.slice(0, -1)]),
          y: lines,
        },
      /not padded/,
    ],
    [
      'padded, then shifted',
      (lines) => {
        const {y} = shifting(lines);
        return {x: y.map((row) => [0, ...row.slice(0, -1)]), y};
      },
      /last note of a short line stands in x/,
    ],
    [
      'one line carried into the next',
      (lines) => {
        const {x, y} = shifting(lines);
        return {x: x.map((row, b) => [lines[b - 1]?.at(-1) ?? 0, ...row.slice(1)]), y};
      },
      /each line starts anew/,
    ],
    [
      'cut to the shortest',
      (lines) => shifting(lines, {size: (all) => Math.min(...all.map(({length}) => length))}),
      /cut to the shortest/,
    ],
    [
      'by a chord',
      (lines) => shifting(lines, {x: (notes) => [0, 0, 0, 0, ...notes].slice(0, notes.length)}),
      /whole chord/,
    ],
    ['exchanged', (lines) => ({x: shifting(lines).y, y: shifting(lines).x}), /changed places/],
  ]),
  '10.3': wrong<Keys>('inAllKeys', [
    [
      'silence moves',
      (c, low, high) => keys(c, low, high, {move: (pitch, by) => pitch + by, all: () => true}),
      /silence is transposed/,
    ],
    [
      'silence moves, small numbers let pass',
      (c, low, high) =>
        keys(c, low, high, {move: (pitch, by) => pitch + by, fits: (p) => p < 12 || (p >= low && p <= high)}),
      /silence is transposed/,
    ],
    [
      'silence out of range',
      (c, low, high) => keys(c, low, high, {fits: (pitch) => pitch >= low && pitch <= high}),
      /as if 0 were a pitch/,
    ],
    [
      'range forgotten',
      (c, low, high) => keys(c, low, high, {fits: () => true}),
      /copies that leave the range are kept/,
    ],
    [
      'clipped',
      (c, low, high) =>
        keys(c, low, high, {move: (pitch, by) => (pitch === 0 ? 0 : Math.max(low, Math.min(high, pitch + by)))}),
      /set to its border/,
    ],
    [
      'an octave back',
      (c, low, high) =>
        keys(c, low, high, {
          fits: () => true,
          move: (pitch, by) =>
            pitch === 0 ? 0 : pitch + by > high ? pitch + by - 12 : pitch + by < low ? pitch + by + 12 : pitch + by,
        }),
      /octave away/,
    ],
    [
      'modulo 12',
      (c, low, high) =>
        keys(c, low, high, {fits: () => true, move: (pitch, by) => (pitch === 0 ? 0 : (pitch + by) % 12)}),
      /pitch classes/,
    ],
    ['+6 missing', (c, low, high) => keys(c, low, high, {to: 5}), /\+6 is missing/],
    ['-6 to 5', (c, low, high) => keys(c, low, high, {from: -6, to: 5}), /-6 is one too many/],
    [
      'itself missing',
      (c, low, high) => keys(c, low, high).filter((copy) => copy.join() !== c.join()),
      /itself \(0 semitones\) is missing/,
    ],
    ['0 to 11', (c, low, high) => keys(c, low, high, {from: 0, to: 11}), /0 to 11 semitones up/],
    ['backwards', (c, low, high) => keys(c, low, high).reverse(), /from \+6 down/],
    [
      'borders excluded',
      (c, low, high) => keys(c, low, high, {fits: (pitch) => pitch === 0 || (pitch > low && pitch < high)}),
      /borders of the range belong/,
    ],
    [
      'lower border only',
      (c, low, high) => keys(c, low, high, {fits: (pitch) => pitch === 0 || pitch >= low}),
      /upper border is not looked at/,
    ],
    [
      'soprano only',
      (c, low, high) => keys(c, low, high, {all: (copy) => copy.every(([s]) => s === 0 || (s >= low && s <= high))}),
      /only the soprano/,
    ],
    [
      'chords cut out',
      (c, low, high) =>
        keys(c, low, high, {all: () => true}).map((copy) =>
          copy.filter((chord) => chord.every((p) => p === 0 || (p >= low && p <= high))),
        ),
      /cut out of a copy/,
    ],
    [
      'in place',
      (c, low, high) => {
        const copies = keys(c, low, high);
        c.reverse();
        return copies;
      },
      /changed|changes/,
    ],
  ]),
  ...judgingSlips,
};
