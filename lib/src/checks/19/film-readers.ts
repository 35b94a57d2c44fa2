import type {Random} from '../../data/random';
import {demandClasses, demandProbabilities, demandRelu, halved} from '../08/video-demands';
import {convolutionParameters} from '../08/video-sizes';
import {type CountSlip, demandParameters, refuse, right} from '../frame/built-models';
import type {Finding, Learner, ModelAnswer} from '../frame/frame';
import {
  buildFilmNetwork,
  demandDark,
  demandFilmOrder,
  demandMask,
  demandMaximum,
  drawMasked,
  type FilmCase,
  kindsOf,
  readFilms,
} from './film-demands';

const last = (values: readonly number[]): number => values[values.length - 1];
const lstm = (units: number, features: number): number => 4 * units * (features + units + 1);
const additive = (units: number): number => 2 * units * units + units;

/** Weights of convolutions one above the other, the first of which reads one channel. */
export const stacked = (kernel: number[], filters: readonly number[]): number =>
  filters.reduce((sum, count, i) => sum + convolutionParameters(kernel, filters[i - 1] ?? 1, count), 0);

/** Weights of the network of 19.5. */
export function readerParameters({height, width, filters, units, classes}: FilmCase): number {
  const left = (size: number) => filters.reduce(halved, size);
  const features = left(height) * left(width) * last(filters);
  return stacked([3, 3], filters) + lstm(units, features + 1) + additive(units) + (units + 1) * classes;
}

function countSlips(one: FilmCase): CountSlip[] {
  const {height, width, filters, units, classes} = one;
  const whole = readerParameters(one);
  const left = (size: number) => filters.reduce(halved, size);
  const features = left(height) * left(width) * last(filters);
  const giving = (numbers: number) => whole + lstm(units, numbers) - lstm(units, features + 1);
  const biases = filters.reduce((a, b) => a + b, 0);
  const wide = filters.slice(0, -1).reduce(halved, height) * filters.slice(0, -1).reduce(halved, width);
  return [
    ['the mask does not stand beside the rows: then a dark frame that is there looks like padding', giving(features)],
    ['the attention has no weights of its own: take score additive with units', whole - additive(units)],
    ['the additive score has v alone: give it units, so that it gets W_q and W_k', whole - 2 * units * units],
    ['the attention scores by dot with a scale; take score additive with units', whole - additive(units) + 1],
    ['the LSTM reads the mean of each filter; all places were to be kept', giving(last(filters) + 1)],
    ['the LSTM reads the mean of each filter; all places were to be kept', giving(last(filters))],
    ['the last pooling is missing', giving(wide * last(filters) + 1)],
    ['the poolings are missing', giving(height * width * last(filters) + 1)],
    ['the mask is laid beside the rows as often as they have features; once is enough', giving(2 * features)],
    ['the convolutions have no bias; here they may have one, for the mask comes after them', whole - biases],
    ['the convolutions have no bias, and the mask does not stand beside the rows', giving(features) - biases],
    ['this is a GRU; an LSTM was asked for', whole - units * (features + 1 + units + 1)],
    ['this is a GRU; an LSTM was asked for', whole - units * (features + 1 + units + 1) + 3 * units],
    ['there are two LSTM layers', whole + lstm(units, units)],
    [
      'the Dense layer reads the last state beside the context; the context alone was asked for',
      whole + units * classes,
    ],
    ['the last Dense layer is missing', whole - (units + 1) * classes],
    ['only the first convolution is there; one for each entry of filters', firstOnly(one)],
    ['units and the first filters have changed places', swapped(one)],
  ];
}

const firstOnly = (one: FilmCase): number => readerParameters({...one, filters: one.filters.slice(0, 1)});
const swapped = (one: FilmCase): number =>
  readerParameters({...one, filters: [one.units, ...one.filters.slice(1)], units: one.filters[0]});

/** What lets the padding in, as the layers show. */
function reasons(model: ModelAnswer): {noise: string; black: string; alone: string} {
  const kinds = kindsOf(model);
  const [multiply, mask, reader] = [kinds.indexOf('Multiply'), kinds.indexOf('Masking'), kinds.indexOf('LSTM')];
  const open =
    multiply < 0
      ? 'nothing closes these frames: multiply the rows by the mask'
      : 'do the rows become zeros there, all of them, before the layer that makes the mask?';
  const unmasked =
    mask < 0
      ? 'no layer makes a mask, so LSTM and attention read these rows like any other; `layers.masking()` does'
      : mask > reader && reader >= 0
        ? 'the mask is made behind the LSTM, which has read them by then'
        : 'is there a layer between mask and attention that ends the mask?';
  return {noise: mask < 0 ? unmasked : open, black: unmasked, alone: unmasked};
}

/** Demands the mask behind the convolutions: their biases, zero now, would fill black frames once trained. */
function demandLateMask(path: string, model: ModelAnswer): void {
  const kinds = kindsOf(model);
  const convolution = kinds.reduce((found, kind, i) => (/Conv/.test(kind) ? i : found), -1);
  const multiply = kinds.lastIndexOf('Multiply');
  if (multiply >= 0 && convolution > multiply) {
    refuse(
      `${path}: the films are closed before the convolutions, whose biases are zero now; training moves them, and padding is no row of zeros then. Close the rows behind them`,
    );
  }
}

/** Demands attention asked by the last state, not by another. */
function demandAttention(path: string, {layers}: ModelAnswer): void {
  const attention = layers.find(({kind}) => kind === 'Attention');
  if (!attention) refuse(`${path} has no attention layer; \`layers.attention({score: 'additive', units})\``);
  if (attention.config.causal === true) refuse(`${path}: causal attention; its query looks at the first state only`);
  const above = layers.indexOf(attention);
  const hasLast = layers.some(({kind, config}) => /LastStep$/.test(kind) || config.returnState === true);
  const meanAt = layers.findIndex(({kind}) => kind === 'GlobalAveragePooling1D');
  if (hasLast || meanAt < 0) return; // other ways to the last state are many
  refuse(
    meanAt < above
      ? `${path}: the mean of the states asks the attention; the last state was to ask`
      : `${path}: every state asks the attention, and the answers are averaged; the last state alone was to ask`,
  );
}

/** Findings of 19.5: each frame by convolutions, an LSTM, attention over its states, and the mask. */
export async function* checkReaders(learner: Learner, cases: FilmCase[], source: Random): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {height, width, filters, units, classes} = one;
    const path = `buildReader(${height}, ${width}, [${filters}], ${units}, ${classes})`;
    const model = await buildFilmNetwork(learner, 'buildReader', one);
    demandClasses(path, model, null, {...one, frames: 0, channels: 1, filters: last(filters)});
    demandAttention(path, model);
    demandParameters(path, model.parameters, readerParameters(one), countSlips(one));
    demandRelu(path, model);
    demandMaximum(path, model);
    demandLateMask(path, model);
    const films = drawMasked(source, [4, 4], 4, one);
    demandProbabilities(path, model, await readFilms(learner, model, films));
    await demandMask(learner, path, model, one, source, reasons(model));
    await demandDark(learner, path, model, one, source);
    await demandFilmOrder(learner, path, model, one, source);
    yield right(`${path}: what stands behind the end changes nothing`);
  }
}
