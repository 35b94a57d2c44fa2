/** Wrong answers to part 17.5, the beam. */
import {type WrongAnswer, wrong} from './bench';
import {cutAt, follow, lasts, type Steps, type Switches, search} from './translating';

type Beam = (table: Steps, end: number, width: number, most: number, penalty: number) => unknown;
const beams = (o: Switches): Beam => {
  return (table, end, width, longest, penalty) => search(table, end, width, longest, penalty, o);
};

export const beamSlips: WrongAnswer[] = wrong<Beam>('beam', [
  ['greedy', (table, end, _, count) => follow(table, end, count), /width 1/],
  ['probabilities added', beams({plus: (p, log) => p + Math.exp(log)}), /probabilities are added/],
  ['multiplied by the penalty', beams({rank: ({p, y}, power) => p * y.length ** power}), /wrong side/],
  ['λ times the length', beams({rank: ({p, y}, power) => p / (power * y.length || 1)}), /λ times the length/],
  ['penalty subtracted', beams({rank: ({p, y}, power) => p - power * y.length}), /nothing is multiplied or subtracted/],
  ['no penalty', beams({rank: ({p}) => p}), /penalty is missing/],
  ['always the mean', beams({rank: ({p, y}) => p / y.length}), /whatever λ is/],
  [
    'length without END',
    beams({rank: ({p, y}, power, end) => p / Math.max(1, y.length - (y.at(-1) === end ? 1 : 0)) ** power}),
    /without END/,
  ],
  ['ended ones extended', beams({isOver: () => false, finish: cutAt}), /extended after their END/],
  [
    'END takes no place',
    beams({
      keep: (sorted, width, end) => [
        ...sorted.filter((path) => lasts(path, end)).slice(0, width),
        ...sorted.filter((path) => !lasts(path, end)).slice(0, width),
      ],
    }),
    /END takes no place/,
  ],
  ['first END wins', beams({stop: (over) => over.length > 0}), /first END/],
  ['open ones left out', beams({pool: (over, open) => (over.length > 0 ? over : open)}), /competes as it is/],
  ['ended ones forgotten', beams({pool: (over, open) => (open.length > 0 ? open : over)}), /set aside is forgotten/],
  ['state not moved', beams({after: () => 0}), /state stays 0/],
  ['from state 0', beams({after: ({next}, _, y) => next[0][y]}), /looked up in state 0/],
  ['token as state', beams({after: ({logs}, _, y) => Math.min(y, logs.length - 1)}), /token is taken/],
  ['one wider', (table, end, width, count, penalty) => search(table, end, width + 1, count, penalty), /too many/],
  [
    'one narrower',
    (table, end, width, count, penalty) => search(table, end, Math.max(1, width - 1), count, penalty),
    /too few/,
  ],
  [
    'one token more',
    (table, end, width, count, penalty) => search(table, end, width, count + 1, penalty),
    /token too many/,
  ],
  ['the last token always cut', beams({finish: (y) => y.slice(0, -1)}), /always cut off/],
  [
    'stopped when the beam is full',
    (table, end, width, count, penalty) =>
      search(table, end, width, count, penalty, {stop: (over) => over.length >= width}),
    /stops when `width` have ended/,
  ],
  [
    'narrower with each END',
    (table, end, width, count, penalty) => {
      let places = width;
      const keep: Switches['keep'] = (sorted) => {
        const kept = sorted.slice(0, places);
        places -= kept.filter((path) => lasts(path, end)).length;
        return kept;
      };
      return search(table, end, width, count, penalty, {keep});
    },
    /narrower for good/,
  ],
  ['the worst wins', beams({rank: ({p, y}, power) => -p / y.length ** power}), /ranked upwards/],
  ['the last logarithm alone', beams({plus: (_, log) => log}), /begins anew/],
  ['everything kept', beams({keep: (sorted) => sorted}), /many more than/],
  ['the first that ended', beams({pool: (over, open) => [...over, ...open].slice(0, 1)}), /first that was found/],
  ['END kept', beams({finish: (y) => y}), /END stands in the answer/],
  ['a record', (table, end, width, count, penalty) => ({tokens: search(table, end, width, count, penalty)}), /record/],
]);
