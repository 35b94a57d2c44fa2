/** Wrong answers to exercise 03: one slip each, and what the check must say to it. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {modelSlips, stack} from './03-model-slips';
import {type WrongAnswer, wrong} from './bench';

type Shapes = (batch: number, timeSteps: number, features: number, units: number[], all: boolean[]) => unknown;
type Attempt = (timeSteps: number, features: number, units: number[], returnSequences: boolean[]) => unknown;
type Mend = (returnSequences: boolean[], head: string) => unknown;
/** What building the stack says, in a learner's words. */
function attempt(timeSteps: number, features: number, units: number[], returnSequences: boolean[]) {
  const model = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]})]});
  for (const [i, own] of units.entries()) {
    try {
      model.add(layers.simpleRNN({units: own, returnSequences: returnSequences[i]}));
    } catch (error) {
      return {refusing: i, cause: i - 1, message: (error as Error).message};
    }
  }
  return {refusing: -1, cause: -1, message: ''};
}

/** A right attempt, changed where a layer refuses. */
const whereRefused =
  (change: (told: ReturnType<typeof attempt>, flags: boolean[]) => object): Attempt =>
  (timeSteps, features, units, flags) => {
    const told = attempt(timeSteps, features, units, flags);
    return told.refusing < 0 ? told : {...told, ...change(told, flags)};
  };

export const slips: Record<string, WrongAnswer[]> = {
  '03.1': wrong<Shapes>('stackShapes', [
    ['no batch axis', (_b, t, _f, units, all) => units.map((u, i) => (all[i] ? [t, u] : [u])), /batch axis is missing/],
    ['always all states', (b, t, _f, units) => units.map((u) => [b, t, u]), /last state only; the time axis goes/],
    ['never all states', (b, _t, _f, units) => units.map((u) => [b, u]), /state of every step; its time axis stays/],
    ['features kept', (b, t, f, units, all) => units.map((_, i) => (all[i] ? [b, t, f] : [b, f])), /size of the input/],
    [
      'the first units for all',
      (b, t, _f, u, all) => u.map((_, i) => (all[i] ? [b, t, u[0]] : [b, u[0]])),
      /another l/,
    ],
    ['the last shape only', (b, t, _f, u, all) => (all.at(-1) ? [b, t, u.at(-1)] : [b, u.at(-1)]), /is one shape/],
    ['the input counted', (b, t, f, u) => [[b, t, f], ...u.map((own) => [b, t, own])], /the input is no layer/],
    ['a time axis of 1', (b, t, _f, u, all) => u.map((own, i) => [b, all[i] ? t : 1, own]), /not stay with size 1/],
    ['time first', (b, t, _f, u, all) => u.map((own, i) => (all[i] ? [t, b, own] : [b, own])), /changed places/],
    [
      'features times units',
      (b, t, f, u, all) => u.map((own, i) => (all[i] ? [b, t, f * own] : [b, own])),
      /share the/,
    ],
    ['features for steps', (b, _t, f, u, all) => u.map((own, i) => (all[i] ? [b, f, own] : [b, own])), /steps belong/],
    ['four axes', (b, t, f, u, all) => u.map((own, i) => (all[i] ? [b, t, f, own] : [b, own])), /are gone behind/],
    [
      'top first',
      (b, t, _f, u, all) => u.map((own, i) => (all[i] ? [b, t, own] : [b, own])).reverse(),
      /begins with the top/,
    ],
    ['null for the batch', (_b, t, _f, u, all) => u.map((own, i) => (all[i] ? [null, t, own] : [null, own])), /null/],
    ['no return', () => {}, /return missing/],
  ]),
  ...modelSlips,
  '03.5': wrong<Attempt>('tryStack', [
    [
      'not caught',
      (t, f, u, all) => stack(t, f, u, [], {all: (i) => all[i]}) && {refusing: -1, cause: -1, message: ''},
      /let the error escape/,
    ],
    ['swallowed', () => ({refusing: -1, cause: -1, message: ''}), /a caught error returned/],
    ['swapped', whereRefused(({refusing, cause}) => ({refusing: cause, cause: refusing})), /are swapped/],
    [
      'the cause is taken for the one that throws',
      whereRefused(({cause}) => ({refusing: cause})),
      /which layer throws/,
    ],
    ['the one that throws is blamed', whereRefused(({refusing}) => ({cause: refusing})), /mend the one below/],
    [
      'counted from 1',
      whereRefused(({refusing, cause}) => ({refusing: refusing + 1, cause: cause + 1})),
      /numbered from/,
    ],
    [
      'the last one',
      whereRefused((_, all) => {
        const cause = all.lastIndexOf(false, all.length - 2);
        return {refusing: cause + 1, cause};
      }),
      /stops at the first/,
    ],
    [
      'the top layer always',
      whereRefused((_, {length}) => ({refusing: length - 1, cause: length - 2})),
      /whichever refuses/,
    ],
    ['layer 0 always', whereRefused(() => ({cause: 0})), /layer 0 is blamed/],
    ['the one above', whereRefused(({refusing}) => ({cause: refusing + 1})), /above the one that throws/],
    ['one of two from 1', whereRefused(({refusing}) => ({refusing: refusing + 1})), /only one of the two/],
    [
      'no input',
      (_t, _f, u) => {
        try {
          return tf.sequential({layers: u.map((units) => layers.simpleRNN({units}))});
        } catch (error) {
          return {refusing: 0, cause: -1, message: (error as Error).message};
        }
      },
      /does not know what it reads/,
    ],
    ['no text', whereRefused(() => ({message: ''})), /message is empty/],
    ["words of one's own", whereRefused(() => ({message: 'wrong shape'})), /its own words/],
    ['the error itself', whereRefused(({message}) => ({message: new Error(message)})), /has its text in/],
    [
      'a top layer of one state counts as a fault',
      (t, f, u, all) => {
        const told = attempt(t, f, u, all);
        const cause = all.indexOf(false);
        return told.refusing < 0 && cause >= 0 ? {refusing: cause + 1, cause, message: 'it ends here'} : told;
      },
      /this stack fits/,
    ],
    [
      'an error of the own code',
      whereRefused(() => ({message: "Cannot read properties of undefined (reading 'add')"})),
      /another error/,
    ],
    ['a text only', (t, f, u, all) => attempt(t, f, u, all).message, /should be \{refusing, cause\}, got a text/],
  ]),
  '03.6': wrong<Mend>('repair', [
    ['as it was', (flags) => [...flags], /nothing is mended/],
    ['all true', (flags) => flags.map(() => true), /nothing complains/],
    ['the head ignored', (flags) => flags.map((_, i) => i < flags.length - 1), /maximum over the steps needs/],
    [
      'a maximum reads one state',
      (flags, head) => flags.map((_, i) => i < flags.length - 1 || head === 'every step'),
      /maximum over/,
    ],
    ['the first only', (flags) => flags.map((own, i) => own || i === flags.indexOf(false)), /one layer is mended/],
    ['the top one only', (flags, head) => [...flags.slice(0, -1), head !== 'last state'], /still hands on one/],
    ['turned round', (flags) => flags.map((own) => !own), /turned round/],
    [
      'true and false swapped',
      (flags, head) => flags.map((_, i) => !(i < flags.length - 1 || head !== 'last state')),
      /changed places/,
    ],
    ['only the top hands on', (flags) => flags.map((_, i) => i === flags.length - 1), /only the top layer/],
    ['the failing layer dropped', (flags) => flags.slice(1), /no layer goes/],
    [
      'in place',
      (flags, head) => {
        for (let i = 0; i < flags.length; i++) flags[i] = i < flags.length - 1 || head !== 'last state';
        return flags;
      },
      /changed its 1\. arg/,
    ],
    ['sorted', (flags) => [...flags].sort((a, b) => Number(b) - Number(a)), /that has another one above it still/],
    ['texts', (flags) => flags.map(String), /should be true or false/],
    ['no return', () => {}, /return missing/],
  ]),
};
