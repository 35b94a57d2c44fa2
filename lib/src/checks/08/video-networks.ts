import type {Random} from '../../data/random';
import {type CountSlip, demandParameters, distance, modelOf, predictions, refuse, right} from '../frame/built-models';
import type {Finding, Learner, ModelAnswer} from '../frame/frame';
import {lstmAndHead} from './video-budgets';
import {
  buildNetwork,
  demandClasses,
  demandFilms,
  demandForward,
  demandOrder,
  demandProbabilities,
  demandRelu,
  type Film,
  films,
  halved,
  innerOf,
  type NetworkCase,
  padded,
} from './video-demands';
import {convolutionParameters} from './video-sizes';

/** Wrong numbers of parameters that both networks may have. `features` is what the LSTM should be given. */
function commonSlips(one: NetworkCase, convolution: number, features: number): CountSlip[] {
  const {frames, channels, filters, units, classes} = one;
  const rest = lstmAndHead(units, features, classes);
  const head = (units + 1) * classes;
  const recurrent = units * (features + units + 1);
  const both = 8 * recurrent + (2 * units + 1) * classes;
  return [
    ['this is a SimpleRNN; an LSTM has four sets of weights', convolution + recurrent + head],
    ['this is a GRU; an LSTM was asked for', convolution + 3 * recurrent + head],
    ['this is a GRU; an LSTM was asked for', convolution + 3 * recurrent + 3 * units + head],
    ['this LSTM reads both ways; one direction was asked for', convolution + both],
    ['there are two LSTM layers', convolution + rest + 4 * units * (2 * units + 1)],
    ['there is a Dense layer more than asked for', convolution + rest + (classes + 1) * classes],
    ['there is a Dense layer more than asked for', convolution + rest + (units + 1) * units],
    [
      'the LSTM has a unit for each class; units and classes are two things',
      convolution + lstmAndHead(classes, features, classes),
    ],
    ['the Dense layer on top is missing', convolution + rest - head],
    [
      'the kernel has a size in time too; each frame is looked at for itself',
      3 * (convolution - filters) + filters + rest,
    ],
    ['the kernel has a size in time too; each frame is looked at for itself', 3 * convolution + rest],
    ['every frame has a convolution of its own; one, at every frame, was asked for', frames * convolution + rest],
    ...[1, 2, 4, 5, 7].map((size): CountSlip => {
      return ['a kernel of 3 by 3 pixels was asked for', convolution + (size * size - 9) * channels * filters + rest];
    }),
    [
      'filters and units have changed places',
      convolutionParameters([3, 3], channels, units) + lstmAndHead(filters, units, classes),
    ],
  ];
}

const sizesOf = ({height, width, channels, filters, units, classes}: NetworkCase): number[] => [
  ...[height, width, channels, filters, units, classes],
];

/** Demands a maximum over squares behind the convolution: other poolings have the same shapes and weights. */
function demandPooling(path: string, {layers}: ModelAnswer): void {
  const inner = layers.map(innerOf);
  const [look, pool] = [/^Conv/, /^MaxPooling/].map((kind) => inner.findIndex((layer) => kind.test(layer.kind)));
  if (inner.some(({kind}) => /^AveragePooling/.test(kind))) {
    refuse(`${path}: the pooling takes the mean of each square; its maximum was asked for`);
  }
  if (pool >= 0 && pool < look)
    refuse(`${path}: the pooling comes before the convolution, which no longer sees all pixels`);
  const strides = look < 0 ? [] : (inner[look].config.strides as number[] | undefined);
  if (strides?.some((stride) => stride !== 1))
    refuse(`${path}: the convolution strides over places; a pooling was asked for`);
}

/** Findings of 08.5: a convolution of every frame, all its places, an LSTM. */
export async function* checkFrames(learner: Learner, cases: NetworkCase[], source: Random): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {frames, height, width, channels, filters, units, classes} = one;
    const path = `buildFrames(${[frames, ...sizesOf(one)].join(', ')})`;
    const model = modelOf(path, await buildNetwork(learner, 'buildFrames', frames, ...sizesOf(one)));
    demandFilms(path, model, frames, one);
    demandClasses(path, model, frames, one);
    const convolution = convolutionParameters([3, 3], channels, filters);
    const features = halved(height) * halved(width) * filters;
    const giving = (numbers: number) => convolution + lstmAndHead(units, numbers, classes);
    demandParameters(path, model.parameters, giving(features), [
      ['the LSTM reads the mean or the maximum of each filter; all places were to be kept', giving(filters)],
      ['the pooling is missing; the LSTM reads all places of the full frame', giving(height * width * filters)],
      [
        'the frame shrinks at the border; padding same keeps its size',
        giving(halved(height - 2) * halved(width - 2) * filters),
      ],
      ['two poolings; one was asked for', giving(halved(halved(height)) * halved(halved(width)) * filters)],
      [
        'the pooling rounds up (its padding is same); windows that do not fit are dropped',
        giving(Math.ceil(height / 2) * Math.ceil(width / 2) * filters),
      ],
      [
        'the frames are taken as channels of one picture; what is the LSTM to read, if not frames?',
        convolutionParameters([3, 3], frames * channels, filters) + lstmAndHead(units, filters, classes),
      ],
      ['there is no LSTM: Dense reads all frames in one row', convolution + (frames * features + 1) * classes],
      ['the LSTM reads the pixels, no convolution does', lstmAndHead(units, height * width * channels, classes)],
      ['the convolution has no bias; here it has', giving(features) - filters],
      ['the LSTM has no bias', giving(features) - 4 * units],
      [
        'there are two convolutions; one was asked for',
        giving(features) + convolutionParameters([3, 3], filters, filters),
      ],
      ...commonSlips(one, convolution, features),
    ]);
    demandRelu(path, model);
    demandForward(path, model);
    demandPooling(path, model);
    const x = films(source, 3, one);
    demandProbabilities(path, model, (await predictions(learner, model, x)) as number[][]);
    await demandOrder(learner, path, model, x);
    yield right(`${path} reads a film frame by frame`);
  }
}

/** What is wrong with the layers when black frames change the answer. */
function whyBlackFramesCount({layers}: ModelAnswer): string {
  const kinds = layers.map((layer) => innerOf(layer).kind);
  const [mask, lstm] = [kinds.indexOf('Masking'), kinds.indexOf('LSTM')];
  if (mask < 0) return 'no layer makes a mask, so the LSTM reads them like any other';
  if (mask > lstm && lstm >= 0) return 'the mask is made behind the LSTM, which has read them by then';
  if (layers[mask].kind === 'TimeDistributed')
    return 'the mask stands within timeDistributed, where nobody hears of it';
  const value = layers[mask].config.maskValue;
  if (value !== undefined && value !== 0)
    return `the mask skips frames of ${value}; what does a black frame look like?`;
  return 'is there a layer between mask and LSTM that ends the mask, or a pooling over all frames?';
}

/** Findings of 08.7: black frames behind a film change nothing. */
export async function* checkMasked(learner: Learner, cases: NetworkCase[], source: Random): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {frames, height, width, channels, filters, units, classes} = one;
    const path = `buildMasked(${sizesOf(one).join(', ')})`;
    const model = modelOf(path, await buildNetwork(learner, 'buildMasked', ...sizesOf(one)));
    demandFilms(path, model, null, one);
    demandClasses(path, model, null, one);
    const convolution = convolutionParameters([3, 3], channels, filters) - filters;
    const giving = (numbers: number) => convolution + lstmAndHead(units, numbers, classes);
    const biased =
      'the convolution has biases; they are zero now, but training moves them, and a black frame is no row of zeros then';
    demandParameters(path, model.parameters, giving(filters), [
      [biased, giving(filters) + filters],
      [biased, giving(height * width * filters) + filters],
      ['the LSTM reads all places; the mean over the frame was asked for', giving(height * width * filters)],
      [
        'the LSTM reads all places; the mean over the frame was asked for',
        giving(halved(height) * halved(width) * filters),
      ],
      ['the LSTM has no bias', giving(filters) - 4 * units],
      ['there is no LSTM: Dense reads a mean over the frames', convolution + (filters + 1) * classes],
      ...commonSlips(one, convolution, filters),
    ]);
    demandRelu(path, model);
    demandForward(path, model);
    if (model.layers.some((layer) => innerOf(layer).kind === 'GlobalMaxPooling2D')) {
      refuse(`${path}: this is the maximum over the frame; its mean was asked for`);
    }
    const isEarly = model.layers.some(({kind, output}) => kind === 'Masking' && output.length > 3);
    if (isEarly) refuse(`${path}: the mask is made of pixels; it has to be made of rows, right before the LSTM`);
    const x = films(source, 3, one);
    const alone = (await predictions(learner, model, x)) as number[][];
    demandProbabilities(path, model, alone);
    for (const more of [1, 6]) {
      const longer = x.map((film) => padded(film, frames + more));
      const moved = distance(alone, await predictions(learner, model, longer));
      if (moved > 1e-5) {
        const by =
          more === 1
            ? `a black frame behind a film of ${frames} changes`
            : `${more} black frames behind a film of ${frames} change`;
        refuse(`${path}: ${by} the answer by ${moved.toPrecision(2)}; ${whyBlackFramesCount(model)}`);
      }
    }
    await demandOrder(learner, path, model, x);
    await demandEachLength(learner, path, model, x);
    yield right(`${path}: black frames change nothing`);
  }
}

/** Demands that films of different length in one batch get the answers that they get alone. */
async function demandEachLength(learner: Learner, path: string, model: ModelAnswer, x: Film[]): Promise<void> {
  const frames = x[0].length;
  const short = x.map((film, i) => film.slice(0, Math.max(1, frames - i)));
  const batch = await predictions(
    learner,
    model,
    short.map((film) => padded(film, frames)),
  );
  for (const [i, film] of short.entries()) {
    if (distance([batch[i]], await predictions(learner, model, [film])) > 1e-5) {
      refuse(`${path}: beside longer films, a film of ${film.length} frames gets another answer than alone`);
    }
  }
}
