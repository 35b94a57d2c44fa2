import type {Random} from '../../data/random';
import {innerOf} from '../08/video-demands';
import {distance, fits, inWords, refuse} from '../frame/built-models';
import {AnswerError, isModelAnswer, type Learner, type ModelAnswer} from '../frame/frame';

/** Sizes of the frames and of a network that reads films with their mask; `units` counts for 19.5 only. */
export interface FilmCase {
  height: number;
  width: number;
  filters: number[];
  units: number;
  classes: number;
}

/** Films [films][frames][height][width][1] and their mask [films][frames]. */
export interface MaskedFilms {
  x: number[][][][][];
  mask: number[][];
}

const list = <T>(length: number, rule: (i: number) => T): T[] => Array.from({length}, (_, i) => rule(i));

/** Random films of these lengths with `frames` frames each; behind the end stand frames of noise or black ones. */
export function drawMasked(
  {normal}: Random,
  lengths: number[],
  frames: number,
  {height, width}: FilmCase,
  black = false,
): MaskedFilms {
  const frame = (size: number) => list(height, () => list(width, () => [size === 0 ? 0 : normal(0, size)]));
  return {
    x: lengths.map((length) => list(frames, (t) => frame(t < length ? 1 : black ? 0 : 3))),
    mask: lengths.map((length) => list(frames, (t) => Number(t < length))),
  };
}

/** The films with other frames behind their end: `fill` of each, and `more` frames in all. */
export function refilled({x, mask}: MaskedFilms, more: number, fill: (i: number) => number): MaskedFilms {
  let i = 0;
  const other = (frame: number[][][]) => frame.map((row) => row.map(() => [fill(i++)]));
  return {
    x: x.map((film, n) => [
      ...film.map((frame, t) => (mask[n][t] === 1 ? frame : other(frame))),
      ...list(more, () => other(film[0])),
    ]),
    mask: mask.map((row) => [...row, ...list(more, () => 0)]),
  };
}

/** Calls a builder; what TensorFlow.js says about axes is said in terms of films and masks. */
export async function buildFilmNetwork(learner: Learner, name: string, one: FilmCase): Promise<ModelAnswer> {
  const {height, width, filters, units, classes} = one;
  const given = name === 'buildReader' ? [height, width, filters, units, classes] : [height, width, filters, classes];
  const path = `${name}(${given.map((value) => (Array.isArray(value) ? `[${value}]` : value)).join(', ')})`;
  let answer: unknown;
  try {
    answer = await learner.call(name, ...given);
  } catch (thrown) {
    if (!(thrown instanceof AnswerError)) throw thrown;
    const {message} = thrown;
    const say = (text: string): never => refuse(`${name} threw: ${text}`);
    if (/expected ndim=4, found ndim=5/.test(message))
      say('a layer for one picture was given a whole film; which layer applies it to every frame?');
    if (/expected ndim=5, found ndim=4/.test(message))
      say('a 3D convolution was given one picture; within timeDistributed it does not see that there are frames');
    if (/expected ndim=3, found ndim=5/.test(message))
      say(
        'a layer that reads rows was given frames with height and width; each frame must be one row of numbers first',
      );
    if (/expected ndim=3, found ndim=2|inputs must have shape \[batch, time steps/.test(message))
      say('a layer that reads a sequence was given one row; which layer below let the frames go (returnSequences)?');
    if (/broadcast|incompatible shapes|matching shapes/i.test(message))
      say(
        `two tensors that meet have different shapes; print both shapes, and spread the mask as wide as what it closes`,
      );
    if (/expects 1 inputs?, but it received 2 input tensors/.test(message))
      say('a layer was given a list of two; with returnAttentionScores the attention gives context and weights');
    if (/takes \[batch, time steps, features\], got \[,?\d+\]/.test(message))
      say('attention was given a query without a time axis; reshape the last state to one row, [1, units]');
    const left = /input to "Flatten" is not fully defined \(got ([^)]*)\)/.exec(message)?.[1].split(',');
    if (left) say(`flatten was given ${unflattened(left)}`);
    if (/positive integers but got shape|channel dimension of the input should be defined/.test(message))
      say('a layer cannot tell how many numbers it reads, since a size is open; only the number of frames may be');
    throw thrown;
  }
  if (!isModelAnswer(answer))
    refuse(`${path} should be a model; is a return missing, or is this the output of a layer?`);
  demandInputs(path, answer, one);
  return answer;
}

/** What flatten was given, by its sizes as TensorFlow.js names them: an open one is empty. */
function unflattened(sizes: string[]): string {
  if (sizes.length > 2) return 'a whole film, whose number of frames is open; which layer applies it to every frame?';
  return sizes[0] === '1'
    ? 'the weights of the attention; the context is its first output'
    : 'one row for each frame, as many as there are; a film was to be one row here: what makes one of many?';
}

/** Demands that poolings within a frame take the maximum. */
export function demandMaximum(path: string, model: ModelAnswer): void {
  if (kindsOf(model).some((kind) => /(^| )AveragePooling/.test(kind)))
    refuse(`${path}: the pooling takes the mean of each square; its maximum was asked for`);
}

/** Demands films of any length and a mask, in this order. */
function demandInputs(path: string, {inputs, outputs}: ModelAnswer, {height, width}: FilmCase): void {
  if (inputs.length !== 2) {
    const what = inputs.length === 1 ? 'the films alone' : `${inputs.length} inputs`;
    refuse(`${path} reads ${what}; it should read two inputs: films, and their mask`);
  }
  if (outputs.length !== 1) refuse(`${path} has ${outputs.length} outputs; one was asked for`);
  const [films, mask] = inputs;
  if (films.length === 2 && mask.length === 5) refuse(`${path}: the mask comes first; films first, then the mask`);
  const got = `${path} reads ${inWords(films)} and ${inWords(mask)}`;
  if (!fits(films, [null, films[1], height, width, 1]) || films[0] !== null) {
    refuse(`${got}; films are ${inWords([null, null, height, width, 1])}, the batch first, which no shape names`);
  }
  if (mask.length !== 2) refuse(`${got}; the mask has one number a frame, [?, ?], the batch first`);
  if (films[1] !== null || mask[1] !== null) {
    refuse(`${got}: the number of frames is fixed; films are of any length, so leave it open with null`);
  }
}

/** Lets the model read films with their mask, and demands finite numbers. */
export async function readFilms(learner: Learner, model: ModelAnswer, {x, mask}: MaskedFilms): Promise<number[][]> {
  let y: number[][];
  try {
    y = (await learner.predict(model, x, mask)) as number[][];
  } catch (thrown) {
    if (!(thrown instanceof AnswerError)) throw thrown;
    refuse(
      `${thrown.message.slice(0, 160)}: are mask and rows of one shape where they meet, whatever the number of frames?`,
    );
  }
  if (!y.flat(2).every(Number.isFinite)) refuse('the model predicts values that are no finite numbers');
  return y;
}

/** Demands that nothing behind the end of a film counts: other frames there, more of them, none. */
export async function demandMask(
  learner: Learner,
  path: string,
  model: ModelAnswer,
  one: FilmCase,
  source: Random,
  why: {noise: string; black: string; alone: string},
): Promise<void> {
  const lengths = [4, 1, 5, 3];
  const films = drawMasked(source, lengths, 5, one, true);
  const black = await readFilms(learner, model, films);
  const moved = async (other: MaskedFilms) => distance(black, await readFilms(learner, model, other));
  const by = (change: number) => `changes the answer by ${change.toPrecision(2)}`;
  for (const more of [0, 4]) {
    const longer = await moved(refilled(films, more, () => 0));
    if (longer > 1e-5) refuse(`${path}: black frames behind, with 0 in the mask: ${by(longer)}; ${why.black}`);
    const noisy = await moved(refilled(films, more, () => source.normal(0, 3)));
    if (noisy > 1e-5) refuse(`${path}: frames of noise behind the end, with 0 in the mask: ${by(noisy)}; ${why.noise}`);
  }
  for (const [i, length] of lengths.entries()) {
    const [x, mask] = [[films.x[i].slice(0, length)], [list(length, () => 1)]];
    if (distance([black[i]], await readFilms(learner, model, {x, mask})) > 1e-5) {
      const frames = length === 1 ? '1 frame' : `${length} frames`;
      refuse(`${path}: a film of ${frames} gets another answer alone than with padding behind; ${why.alone}`);
    }
  }
}

/** Demands that a dark frame counts where the mask says that it is there. */
export async function demandDark(
  learner: Learner,
  path: string,
  model: ModelAnswer,
  one: FilmCase,
  source: Random,
): Promise<void> {
  const films = drawMasked(source, [3, 3], 5, one, true);
  const dark = {x: films.x, mask: films.mask.map(() => [1, 1, 1, 1, 1])};
  const [without, counted] = [await readFilms(learner, model, films), await readFilms(learner, model, dark)];
  if (distance(without, counted) < 1e-9) {
    refuse(
      `${path}: two dark frames with 1 in the mask change nothing; they are there and count. Is padding told by its zeros? Lay the mask beside each row`,
    );
  }
}

/** Demands that the order of frames counts. */
export async function demandFilmOrder(
  learner: Learner,
  path: string,
  model: ModelAnswer,
  one: FilmCase,
  source: Random,
): Promise<void> {
  const films = drawMasked(source, [5, 5], 5, one);
  const back = {...films, x: films.x.map((film) => [...film].reverse())};
  if (distance(await readFilms(learner, model, films), await readFilms(learner, model, back)) < 1e-7) {
    refuse(`${path}: a film run backward gets the same answer; which layer reads several frames, and in their order?`);
  }
}

/** The kinds of the layers in order, those within TimeDistributed and within models that stand for a layer. */
export const kindsOf = ({layers}: ModelAnswer): string[] =>
  layers.map((layer) => {
    const {kind, config} = innerOf(layer);
    const inside = (config.layers as {className?: string}[] | undefined)?.map(({className}) => className ?? '');
    return inside ? inside.join(' ') : kind;
  });
