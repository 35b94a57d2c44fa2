import type {Random} from '../../data/random';
import {demandOutput, distance, fits, inWords, predictions, refuse} from '../frame/built-models';
import {AnswerError, type Learner, type ModelAnswer, type ModelLayer} from '../frame/frame';

/** Sizes of a film and of the network that reads it; `frames` counts for 08.5 only. */
export interface NetworkCase {
  frames: number;
  height: number;
  width: number;
  channels: number;
  filters: number;
  units: number;
  classes: number;
}

/** One film, [frames, height, width, channels]. */
export type Film = number[][][][];

/** Calls a builder; what TensorFlow.js says about axes is said in terms of films. */
export async function buildNetwork(learner: Learner, name: string, ...sizes: number[]): Promise<unknown> {
  try {
    return await learner.call(name, ...sizes);
  } catch (thrown) {
    if (!(thrown instanceof AnswerError)) throw thrown;
    const {message} = thrown;
    const say = (text: string): never => refuse(`${name} threw: ${text}`);
    if (/inputShape|model is empty/.test(message)) {
      say('the model does not know what it reads; begin with an input layer of [frames, height, width, channels]');
    }
    if (/expected ndim=4, found ndim=5/.test(message)) {
      say('a layer for one picture was given a whole film; which layer applies it to every frame?');
    }
    if (/expected ndim=3, found ndim=5/.test(message)) {
      say('the LSTM was given frames that still have height and width; each frame must be one row of numbers first');
    }
    if (/expected ndim=3, found ndim=2/.test(message)) {
      say('the LSTM was given no frames; are they flattened or pooled away together with the places?');
    }
    if (/positive integers but got shape/.test(message)) {
      say(
        'a layer cannot tell how many numbers it reads, since a size is open (null or -1); only the number of frames may be, and an LSTM reads the frames itself, not within timeDistributed',
      );
    }
    if (/found ndim=6|expected ndim=\d, found ndim=4/.test(message)) {
      say(`an axis too many or too few; print the shape behind each layer (${message.slice(-60)})`);
    }
    throw thrown;
  }
}

/** Demands that the model reads films, with an open batch; where `frames` is null, any number of them. */
export function demandFilms(
  path: string,
  {inputs: [input]}: ModelAnswer,
  frames: number | null,
  one: NetworkCase,
): void {
  const {height, width, channels} = one;
  const wanted = [null, frames, height, width, channels];
  const got = `${path} reads ${inWords(input)}`;
  if (fits(input, [null, frames ?? input[1], height, width, channels])) {
    if (input[0] !== null) refuse(`${got}: leave the batch open; inputShape does not name it`);
    if (frames === null && input[1] !== null) {
      refuse(`${got}: the number of frames is fixed; films are of any length, so leave it open with null`);
    }
    return;
  }
  if (input.length === 4) refuse(`${got}: an axis is missing; a film is [frames, height, width, channels]`);
  if (fits(input, [null, frames ?? input[1], width, height, channels])) {
    refuse(`${got}: height and width have changed places`);
  }
  if (input.length === 5 && fits(input.slice(1), [height, width, channels, frames ?? input[4]])) {
    refuse(`${got}: the frames come before height and width`);
  }
  if (input.length === 6) refuse(`${got}: inputShape does not name the batch, it is added in front`);
  refuse(`${got}, it should read ${inWords(wanted)}, the batch first`);
}

/** A layer, or the one within TimeDistributed. */
export function innerOf({kind, config}: ModelLayer): {kind: string; config: Record<string, unknown>} {
  const inner = config.layer as {className?: string; config?: Record<string, unknown>} | undefined;
  return kind === 'TimeDistributed' && inner?.config
    ? {kind: inner.className ?? '', config: inner.config}
    : {kind, config};
}

/** Films of random numbers, none of them black. */
export function films({normal}: Random, count: number, {frames, height, width, channels}: NetworkCase): Film[] {
  const list = <T>(length: number, rule: () => T): T[] => Array.from({length}, rule);
  return list(count, () => list(frames, () => list(height, () => list(width, () => list(channels, () => normal())))));
}

const blackFrame = (frame: number[][][]): number[][][] => frame.map((row) => row.map((pixel) => pixel.map(() => 0)));
/** The film with black frames behind it. */
export const padded = (film: Film, frames: number): Film => [
  ...film,
  ...Array.from({length: frames - film.length}, () => blackFrame(film[0])),
];

/** Places that a pooling of 2 leaves. */
export const halved = (size: number): number => Math.floor(size / 2);

/** Demands positive numbers with sum 1. */
export function demandProbabilities(path: string, {layers}: ModelAnswer, y: number[][]): void {
  const sums = y.map((row) => row.reduce((sum, p) => sum + p, 0));
  if (!y.flat().some((p) => p < 0) && sums.every((sum) => Math.abs(sum - 1) < 1e-4)) return;
  const isEach = layers.some((layer) => innerOf(layer).config.activation === 'sigmoid');
  refuse(
    isEach
      ? `${path}: each class alone lies between 0 and 1, as by sigmoid; together they are no distribution`
      : `${path}: these are scores, not probabilities; which activation makes them positive with sum 1?`,
  );
}

/** Demands a softmax over the classes, one answer a film. */
export function demandClasses(
  path: string,
  model: ModelAnswer,
  frames: number | null,
  {units, classes}: NetworkCase,
): void {
  demandOutput(
    path,
    model,
    [null, classes],
    [
      ['one answer a frame; which state of the LSTM has read the whole film?', [null, frames, classes]],
      ['one answer a frame; which state of the LSTM has read the whole film?', [null, null, classes]],
      ['this is the state of the LSTM; the Dense layer is missing', [null, units]],
      ['these are the states of the LSTM; the Dense layer is missing', [null, frames, units]],
      ['the time axis stays with size 1; one answer has none', [null, 1, classes]],
    ],
  );
}

/** Demands that a convolution bends its numbers. */
export function demandRelu(path: string, {layers}: ModelAnswer): void {
  const bends = layers.some(({kind, config}) => /ReLU|^Activation/.test(innerOf({kind, config} as ModelLayer).kind));
  const flat = layers.map(innerOf).find(({kind, config}) => /^Conv/.test(kind) && config.activation === 'linear');
  if (flat && !bends) refuse(`${path}: the convolution has no activation; relu was asked for`);
  const other = layers.map(innerOf).find(({kind, config}) => /^Conv/.test(kind) && !isRelu(config.activation));
  if (other) refuse(`${path}: the activation of the convolution is ${other.config.activation}; relu was asked for`);
}

const isRelu = (activation: unknown): boolean => ['relu', 'linear', undefined].includes(activation as string);

/** Demands that no recurrent layer reads from the last frame to the first. */
export function demandForward(path: string, {layers}: ModelAnswer): void {
  if (!layers.some(({config}) => config.goBackwards === true || config.go_backwards === true)) return;
  refuse(`${path}: the LSTM reads the film from its last frame to its first; the frames come in their order`);
}

/** Demands that the answer changes when the film runs backward. */
export async function demandOrder(learner: Learner, path: string, model: ModelAnswer, x: Film[]): Promise<void> {
  const y = await predictions(learner, model, x);
  const back = await predictions(
    learner,
    model,
    x.map((film) => [...film].reverse()),
  );
  if (x[0].length > 1 && distance(y, back) < 1e-7) {
    refuse(`${path}: a film run backward gets the same answer; what does the LSTM read, and in which order?`);
  }
  const moved = x.map(([first, ...rest]) => [first.map((row) => row.map((p) => p.map((v) => v + 1))), ...rest]);
  if (distance(y, await predictions(learner, model, moved)) < 1e-9) {
    refuse(`${path}: the first frame changes nothing; which frames reach the LSTM?`);
  }
}
