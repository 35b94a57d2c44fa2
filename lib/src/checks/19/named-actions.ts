import type {Moments} from '../../data/tasks/moments';
import type {Finding, Learner} from '../frame/frame';
import {kindOfAnswer} from '../frame/written-answers';
import {freshFilms} from './action-films';

/**
 * Least accuracy that passes 19.7: the smaller of mean - 4 standard deviations of the two networks, 20 seeds each; see
 * `ci/experiments/results/exercise-19.json`.
 */
export const ACTION_LIMIT = 0.594;

/** Why an answer is no action for each film, or undefined. */
function notActions(actual: unknown, count: number, actions: readonly string[]): string | undefined {
  const wanted = `it should be a list of ${count} numbers, one action a film`;
  if (!Array.isArray(actual) && !ArrayBuffer.isView(actual)) return ` is ${kindOfAnswer(actual)}; ${wanted}`;
  const said = Array.from(actual as ArrayLike<unknown>);
  if (said.length === count * actions.length)
    return ` has ${actions.length} numbers a film; ${wanted}: its place in the list of actions`;
  if (said.length !== count) return ` has ${said.length} entries; ${wanted}`;
  const bad = said.findIndex((one) => !Number.isInteger(one) || Number(one) < 0 || Number(one) >= actions.length);
  if (bad < 0) return undefined;
  const one = said[bad];
  if (typeof one === 'string' && actions.includes(one))
    return `[${bad}] is the name of an action; hand in its place in the list of actions`;
  if (Array.isArray(one))
    return `[${bad}] is a list, such as the probabilities of a film; hand in the place of the largest`;
  return `[${bad}] is ${typeof one === 'number' ? one : kindOfAnswer(one)}, no whole number from 0 to ${actions.length - 1}`;
}

const share = (hits: boolean[]): number => hits.filter(Boolean).length / (hits.length || 1);

function whyBelow({films, y, actions}: Moments, said: number[]): string {
  const hits = y.map((truth, i) => truth === said[i]);
  const found = share(hits);
  const below = `accuracy ${found.toFixed(3)} is below ${ACTION_LIMIT}`;
  if (said.every((one) => one === said[0])) return `${below}: all films get action ${said[0]}, '${actions[said[0]]}'`;
  const n = said.length;
  const opposite = (one: number) => (one % 2 === 0 ? one + 1 : one - 1);
  const remedies: [message: string, value: (i: number) => number][] = [
    ['the answers have moved by one film; each row answers a neighbour', (i) => said[(i + 1) % n]],
    ['the answers have moved by one film; each row answers a neighbour', (i) => said[(i + n - 1) % n]],
    ['the numbers are one off; actions count from 0', (i) => (said[i] + 5) % 6],
    ['the films are named by their opposites; do they run backward?', (i) => opposite(said[i])],
  ];
  const mended = remedies.map(([message, value]) => ({message, found: share(y.map((truth, i) => truth === value(i)))}));
  const best = mended.reduce((a, b) => (b.found > a.found ? b : a));
  if (best.found >= found + 0.4) return `${below}: ${best.message}`;
  const pairs = share(y.map((truth, i) => truth >> 1 === said[i] >> 1));
  if (pairs > 0.8 && found < 0.6)
    return `${below}, though the pair (left or right, up or down, grow or shrink) is right in ${pairs.toFixed(2)}: what tells the two apart is the order of frames; does the network get them in order?`;
  const middle = films.map(({length}) => length).sort((a, b) => a - b)[n >> 1];
  const [short, long] = [true, false].map((isShort) =>
    share(hits.filter((_, i) => films[i].length < middle === isShort)),
  );
  if (Math.abs(short - long) > 0.35)
    return `${below}: films below ${middle} frames ${short.toFixed(2)}, the others ${long.toFixed(2)}; does training see both, and does the mask fit each film?`;
  const half = n >> 1;
  if (Math.abs(share(hits.slice(0, half)) - share(hits.slice(half))) > 0.4)
    return `${below}: one half of the list is much worse than the other; are rows lost or mixed up between batches?`;
  const chance = found < 0.3 ? ', about chance: does the loss fall at all?' : ';';
  return `${below}${chance} more epochs? another learning rate? places kept?`;
}

/** Findings of 19.7 on new films. */
export async function* checkActions(learner: Learner, seeds: number[], count = 150): AsyncGenerator<Finding> {
  for (const seed of seeds) {
    const test = freshFilms(count, seed);
    const path = `classify(${count} films)`;
    const actual = await learner.call('classify', test.films);
    const odd = notActions(actual, count, test.actions);
    if (odd) {
      yield {passed: false, message: `${path}${odd}`};
      return;
    }
    const said = Array.from(actual as ArrayLike<number>);
    const found = share(test.y.map((truth, i) => truth === said[i]));
    yield found >= ACTION_LIMIT
      ? {passed: true, message: `${path}: accuracy ${found.toFixed(3)}, at least ${ACTION_LIMIT}`}
      : {passed: false, message: `${path}: ${whyBelow(test, said)}`};
  }
}
