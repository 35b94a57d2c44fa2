import type {Random} from '../../data/random';
import {demandClasses, demandProbabilities, demandRelu, innerOf} from '../08/video-demands';
import {type CountSlip, demandParameters, distance, refuse, right} from '../frame/built-models';
import type {Finding, Learner, ModelAnswer} from '../frame/frame';
import {
  buildFilmNetwork,
  demandFilmOrder,
  demandMask,
  demandMaximum,
  drawMasked,
  type FilmCase,
  kindsOf,
  readFilms,
} from './film-demands';
import {stacked} from './film-readers';

const last = (values: readonly number[]): number => values[values.length - 1];

/** Weights of the network of 19.6. */
export const blockParameters = ({filters, classes}: FilmCase): number =>
  stacked([3, 3, 3], filters) + (last(filters) + 2) * classes;

function countSlips(one: FilmCase, makesMask: boolean): CountSlip[] {
  const {filters, classes} = one;
  const whole = blockParameters(one);
  const others = (kernel: number[]) => whole - stacked([3, 3, 3], filters) + stacked(kernel, filters);
  return [
    [
      makesMask
        ? 'the mask does not stand beside the rows: then a row of a real frame that is all zeros looks like padding'
        : 'the mean over the frames counts padding, for no layer makes a mask; where do the rows meet the mask?',
      whole - classes,
    ],
    ['the kernels lie within one frame; they have 3 frames, 3 rows and 3 columns', others([3, 3])],
    ['the kernels lie within one frame; they have 3 frames, 3 rows and 3 columns', others([1, 3, 3])],
    ['the kernels have another size; 3 frames, 3 rows and 3 columns were asked for', others([5, 5, 5])],
    ['the kernels have another size; 3 frames, 3 rows and 3 columns were asked for', others([2, 2, 2])],
    [
      'only the first convolution is there; one for each entry of filters',
      blockParameters({...one, filters: filters.slice(0, 1)}),
    ],
    ['the convolutions have no bias; here they have one', whole - filters.reduce((a, b) => a + b, 0)],
    ['the last Dense layer is missing', whole - (last(filters) + 2) * classes],
    ['there is a Dense layer more than asked for', whole + (classes + 1) * classes],
  ];
}

const poolsTime = ({layers}: ModelAnswer): boolean =>
  layers.map(innerOf).some(({kind, config}) => {
    const [size, strides] = [config.poolSize, config.strides] as (number[] | undefined)[];
    return /Pooling3D$/.test(kind) && ((size?.[0] ?? 1) > 1 || (strides?.[0] ?? 1) > 1);
  });

/** What lets the padding in, as the layers show. */
function reasons(model: ModelAnswer): {noise: string; black: string; alone: string} {
  const kinds = kindsOf(model);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  const first = kinds.indexOf('Conv3D');
  const multiply = kinds.indexOf('Multiply');
  const noise =
    multiply < 0 || multiply > first
      ? 'the first convolution reads these frames, and answers to them in the frame before; multiply the films by the mask first'
      : 'which layer still sees them?';
  const masked = kinds.includes('Masking');
  const black =
    count('GlobalAveragePooling3D') > 0 || !masked
      ? 'is padding counted in the mean over the frames?'
      : 'the first convolution answers in the frame behind the end too, where it still sees the last frame; the next one reads that answer. Close the frames before each convolution';
  return {noise, black, alone: black};
}

/** Demands the maximum over squares behind each convolution. */
function demandPooling(path: string, model: ModelAnswer, stages: number): void {
  if (poolsTime(model)) refuse(`${path}: a pooling takes frames together; [1, 2, 2] keeps them, so that the mask fits`);
  const kinds = kindsOf(model);
  demandMaximum(path, model);
  if (kinds.some((kind) => /LastStep$/.test(kind)))
    refuse(`${path}: the last frame answers for the film; the mean over its frames was asked for`);
  if (kinds.includes('GlobalMaxPooling1D'))
    refuse(`${path}: this is the maximum over the frames; their mean was asked for`);
  if (kinds.some((kind) => /^GlobalMax/.test(kind)))
    refuse(`${path}: this is the maximum over the frame; its mean was asked for`);
  const pools = kinds.filter((kind) => /^MaxPooling/.test(kind)).length;
  if (pools < stages) refuse(`${path} has ${pools} max pooling layers; one stands behind each convolution`);
}

/** Demands that the answer is the mean over frames of what the convolutions say: a still film has any length. */
async function demandMean(
  learner: Learner,
  path: string,
  model: ModelAnswer,
  one: FilmCase,
  source: Random,
): Promise<void> {
  const film = drawMasked(source, [1], 1, one).x[0][0];
  const still = (frames: number) => ({x: [Array(frames).fill(film)], mask: [Array(frames).fill(1)]});
  const [short, long] = [await readFilms(learner, model, still(40)), await readFilms(learner, model, still(80))];
  if (distance(short, long) > 0.2) {
    refuse(
      `${path}: a film that stands still says something else when it is twice as long; is this a sum, not a mean?`,
    );
  }
}

/** Findings of 19.6: 3D convolutions, the mean over the frames that are there, and the mask. */
export async function* checkBlocks(learner: Learner, cases: FilmCase[], source: Random): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {height, width, filters, classes} = one;
    const path = `buildBlock(${height}, ${width}, [${filters}], ${classes})`;
    const model = await buildFilmNetwork(learner, 'buildBlock', one);
    demandClasses(path, model, null, {
      ...one,
      frames: 0,
      channels: 1,
      filters: last(filters),
      units: last(filters) + 1,
    });
    demandParameters(path, model.parameters, blockParameters(one), countSlips(one, kindsOf(model).includes('Masking')));
    demandRelu(path, model);
    demandPooling(path, model, filters.length);
    demandProbabilities(path, model, await readFilms(learner, model, drawMasked(source, [4, 4], 4, one)));
    await demandMask(learner, path, model, one, source, reasons(model));
    await demandMean(learner, path, model, one, source);
    await demandFilmOrder(learner, path, model, one, source);
    yield right(`${path}: what stands behind the end changes nothing`);
  }
}
