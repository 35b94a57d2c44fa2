import type {Note} from '../../data/music/midi';
import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** Notes in the order in which they begin (of one time, the lowest first), and the steps of the grid. */
export interface NotesCase {
  notes: Note[];
  length: number;
}

/** A note on the grid: its first step, and the step behind its last. */
interface Placed {
  pitch: number;
  from: number;
  to: number;
}

interface StepHabit {
  place?: (note: Note) => Placed;
  /** Which of the notes that begin in one step is kept. */
  keep?: (group: Placed[]) => Placed;
  token?: (pitch: number) => number;
  hold?: (token: number) => number;
  rest?: number;
  /** Where a note ends that the next one cuts. */
  cut?: (to: number, next: number) => number;
}

const nearest = (quarters: number) => Math.round(quarters / 0.5);
const placed = ({pitch, start, duration}: Note): Placed => {
  const from = nearest(start);
  return {pitch, from, to: Math.max(from + 1, nearest(start + duration))};
};
const highest = (group: Placed[]) => group.reduce((best, one) => (one.pitch > best.pitch ? one : best));

/** Notes as steps, as somebody with one habit of their own would write them. */
export function stepsOf({notes, length}: NotesCase, habit: StepHabit = {}): number[] {
  const {place = placed, keep = highest, token = (pitch) => pitch - 45, hold = () => 1, rest = 2} = habit;
  const {cut = (to, next) => Math.min(to, next)} = habit;
  const groups = new Map<number, Placed[]>();
  for (const one of notes.map(place)) groups.set(one.from, [...(groups.get(one.from) ?? []), one]);
  const kept = [...groups.values()].map(keep).sort((a, b) => a.from - b.from);
  const steps = new Array<number>(length).fill(rest);
  kept.forEach(({pitch, from, to}, i) => {
    const end = Math.min(length, cut(to, kept[i + 1]?.from ?? length));
    for (let t = from; t < end; t++) steps[t] = t === from ? token(pitch) : hold(token(pitch));
  });
  return steps;
}

function stepSlips(one: NotesCase): Slip[] {
  const {notes, length} = one;
  const slip = (message: string, habit: StepHabit): Slip => ({message, value: stepsOf(one, habit)});
  const on = (toStep: (quarters: number) => number): StepHabit => ({
    place: ({pitch, start, duration}) => {
      const from = toStep(start);
      return {pitch, from, to: Math.max(from + 1, toStep(start + duration))};
    },
  });
  const alone = 'the length is rounded by itself; round the end, start + duration, and let the note last until there';
  const away = 'a note that begins and ends at the same step is lost; it lasts one step at least';
  const length1 = (round: (x: number) => number): StepHabit => ({
    place: ({pitch, start, duration}) => {
      const from = nearest(start);
      return {pitch, from, to: from + Math.max(1, round(duration / 0.5))};
    },
  });
  const plain = stepsOf(one);
  const later = (group: Placed[]) => group[group.length - 1];
  const resumed = stepsOf(one);
  for (const {from, to} of notes.map(placed)) {
    for (let t = from + 1; t < Math.min(to, length); t++) if (resumed[t] === 2) resumed[t] = 1;
  }
  const busy: number[] = new Array<number>(length).fill(2);
  for (const {pitch, from, to} of notes.map(placed)) {
    if (from >= length || busy[from] !== 2) continue;
    for (let t = from; t < Math.min(to, length); t++) busy[t] = t === from ? pitch - 45 : 1;
  }
  const queue: number[] = [];
  for (const {pitch, from, to} of notes.map(placed)) {
    while (queue.length < from) queue.push(2);
    queue.push(pitch - 45, ...new Array<number>(to - from - 1).fill(1));
  }
  while (queue.length < length) queue.push(2);
  const late = Math.max(length, ...notes.map((note) => placed(note).to));
  const first = 'pitch 48 is token 3, 49 is 4: 0, 1 and 2 are taken';
  return [
    slip('a note that sounds on is written again at each step; that would strike it anew: later steps are HOLD, 1', {
      hold: (token) => token,
    }),
    slip('only beginnings are there: while a note sounds on, its steps are HOLD, 1', {hold: () => 2}),
    slip('HOLD is 1 and silence is 2; they have changed places', {hold: () => 2, rest: 1}),
    slip('silence is token 2; 0 is PAD', {rest: 0}),
    slip('silence is token 2, and 1 is HOLD: here nothing sounds that could be held', {rest: 1}),
    slip(`these are pitches; ${first}`, {token: (pitch) => pitch}),
    ...[44, 46, 47, 48].map((base) => slip(first, {token: (pitch) => pitch - base})),
    slip(
      'rounded down; a note that comes a little early belongs to the next step: take the nearest',
      on((q) => Math.floor(q / 0.5)),
    ),
    slip(
      'rounded up; take the nearest step',
      on((q) => Math.ceil(q / 0.5)),
    ),
    slip(
      'the step is an eighth: half a quarter note, so 1 quarter note is 2 steps',
      on((q) => Math.round(q)),
    ),
    slip(
      'the step is an eighth: divide by 0.5, do not multiply',
      on((q) => Math.round(q * 0.5)),
    ),
    slip(
      'the step is an eighth: half a quarter note, so 1 quarter note is 2 steps',
      on((q) => Math.round(q / 0.25)),
    ),
    slip('the end is rounded down; take the step nearest to it, as for the start', {
      place: (note) => {
        const {pitch, from} = placed(note);
        return {pitch, from, to: Math.max(from + 1, Math.floor((note.start + note.duration) / 0.5))};
      },
    }),
    slip('one HOLD too many: the step to which the end is rounded no longer belongs to the note', {
      place: (note) => ({...placed(note), to: placed(note).to + 1}),
    }),
    slip(alone, length1(Math.round)),
    slip(alone, length1(Math.floor)),
    slip(alone, length1(Math.ceil)),
    slip(away, {place: (note) => ({...placed(note), to: nearest(note.start + note.duration)})}),
    slip('of two notes that begin at one step the lower is kept; the melody is the higher', {
      keep: (group) => group.reduce((best, note) => (note.pitch < best.pitch ? note : best)),
    }),
    slip('of two notes that begin at one step the later in the list is kept; the higher is meant', {keep: later}),
    slip('of two notes that begin at one step the first in the list is kept; the higher is meant', {
      keep: ([head]) => head,
    }),
    slip('of two notes that begin at one step one is kept, with its own end, not the end of the other', {
      keep: (group) => ({...highest(group), to: Math.max(...group.map(({to}) => to))}),
    }),
    {message: 'a note goes on after the one that cut it off; it ends where the next begins', value: resumed},
    {message: 'a note that begins while another sounds is left out; it cuts the other off', value: busy},
    slip('silence between two notes is filled: a note ends where its duration ends', {cut: (_to, next) => next}),
    {
      message: 'a note that the next one cuts is written in full and pushes it back; each begins at its own step',
      value: queue.slice(0, length),
    },
    {message: 'the list goes on to the last note; cut it at `length` steps', value: stepsOf({notes, length: late})},
    {
      message: 'the list ends with the last note; `length` steps were asked for, silence behind',
      value: plain.slice(0, Math.max(...notes.map((note) => placed(note).to))),
    },
    {message: 'there is one token a note; there should be one a step', value: notes.map(({pitch}) => pitch - 45)},
  ];
}

/** Findings of 18.1 over some lists of notes. */
export async function* checkSteps(learner: Learner, cases: NotesCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {notes, length} = one;
    const path = `toSteps(${notes.length} ${notes.length === 1 ? 'note' : 'notes'}, ${length})`;
    const actual = await learner.call('toSteps', notes, length);
    yield compare({path, actual, expected: stepsOf(one), slips: stepSlips(one)});
  }
}

/**
 * Notes as a player leaves them: a little early or late, some with a breath behind, one held over the next, two with a
 * lower note below, a very short one, one that the end of the grid cuts.
 */
export function drawNotes({integer, uniform}: Random, count: number): NotesCase {
  const notes: Note[] = [];
  let step = integer(0, 3);
  for (let i = 0; i < count; i++) {
    const length = integer(1, 5);
    const start = Math.max(0, (step + uniform(-0.4, 0.4)) / 2);
    notes.push({pitch: integer(55, 80), start, duration: length / 2 - uniform(0, 0.2)});
    step += length + (integer(0, 3) === 0 ? integer(1, 3) : 0);
  }
  const length = step - 1;
  const held = integer(0, count - 2);
  notes[held].duration += 1.5;
  const below = [integer(0, count - 1), count - 1].map((which, i) => {
    const {pitch, start} = notes[which];
    // One lower note comes a little late, the other a little early.
    return {pitch: pitch - 7, start: Math.max(0, Math.round(start * 2) / 2 + [0.22, -0.22][i]), duration: 2.5};
  });
  const short = {pitch: 81, start: step / 2 - 1.05, duration: 0.02};
  notes.push(...below, short);
  return {notes: notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch), length};
}
