import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** Pictures with their words, and pictures to be named. */
export interface Gallery {
  known: number[][];
  words: number[];
  asked: number[][];
}

type Distance = (a: number[], b: number[]) => number;

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const squared: Distance = (a, b) => sum(a.map((value, i) => (value - b[i]) ** 2));

/** Place of the known picture with the smallest distance, the first of equals. */
const nearest = ({known}: Gallery, picture: number[], distance: Distance): number =>
  known.reduce((best, row, i) => (distance(picture, row) < distance(picture, known[best]) ? i : best), 0);

/** Word of the nearest picture for each that is asked. */
export const nearestWords = (gallery: Gallery, distance: Distance = squared): number[] =>
  gallery.asked.map((picture) => gallery.words[nearest(gallery, picture, distance)]);

function wordSlips(gallery: Gallery): Slip[] {
  const {known, words, asked} = gallery;
  const by = (distance: Distance) => nearestWords(gallery, distance);
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const majority = [...counts.entries()].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  const last = (picture: number[]) =>
    known.reduce((best, row, i) => (squared(picture, row) <= squared(picture, known[best]) ? i : best), 0);
  const product: Distance = (a, b) => -sum(a.map((value, i) => value * b[i]));
  /** Words where the smallest distance so far is kept from one asked picture to the next. */
  const kept = () => {
    let [best, word] = [Number.POSITIVE_INFINITY, words[0]];
    return asked.map((picture) => {
      known.forEach((row, i) => {
        const distance = squared(picture, row);
        if (distance < best) [best, word] = [distance, words[i]];
      });
      return word;
    });
  };
  const some = known.length > 1 ? known : [...known, ...known]; // none is left out of a single one
  return [
    {
      message: 'these are places in the list of known pictures; asked for are their words',
      value: asked.map((one) => nearest(gallery, one, squared)),
    },
    {message: 'this is the FARTHEST picture; take the smallest distance', value: by((a, b) => -squared(a, b))},
    {
      message: 'differences are added with their signs: they cancel, and a negative sum looks near; square each first',
      value: by((a, b) => sum(a.map((value, i) => value - b[i]))),
    },
    {
      message: 'differences are added with their signs: they cancel, and a negative sum looks near; square each first',
      value: by((a, b) => sum(a.map((value, i) => b[i] - value))),
    },
    {
      message: 'only the amounts of ink are compared; compare pixel with pixel, square, then add up',
      value: by((a, b) => Math.abs(sum(a) - sum(b))),
    },
    {
      message: 'only the amounts of ink are compared; compare pixel with pixel, square, then add up',
      value: by((a, b) => (sum(a) - sum(b)) ** 2),
    },
    {
      message: 'these distances are sums of |difference|; square each difference',
      value: by((a, b) => sum(a.map((value, i) => Math.abs(value - b[i])))),
    },
    {
      message: 'this is the largest single difference; add up all squares',
      value: by((a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])))),
    },
    {
      message: 'this takes the largest product: a picture full of ink is near to everything; take squared differences',
      value: by(product),
    },
    {
      message: 'of equally near pictures the first one counts: compare with < and not with <=',
      value: asked.map((one) => words[last(one)]),
    },
    {
      message: 'the smallest distance is kept from the picture before: each asked picture starts its own search',
      value: kept(),
    },
    {message: 'always the first word; is the best place ever moved on?', value: asked.map(() => words[0])},
    {message: 'always the most frequent word: that is the rule of the majority', value: asked.map(() => majority)},
    {
      message: 'the search stops one picture before the end',
      value: nearestWords({...gallery, known: some.slice(0, -1)}),
    },
    {
      message: 'the first known picture is left out',
      value: nearestWords({...gallery, known: some.slice(1), words: known.length > 1 ? words.slice(1) : words}),
    },
    {
      message: 'picture and word do not stand side by side: the word of the next one is taken',
      value: asked.map((one) => words[(nearest(gallery, one, squared) + 1) % words.length]),
    },
  ];
}

/** Sizes of a gallery. */
export interface GalleryCase {
  known: number;
  asked: number;
  pixels: number;
}

/** Pixels are whole numbers: equal distances are equal whatever they are worked out with. */
function drawGallery({uniform, integer}: Random, sizes: GalleryCase): Gallery {
  const picture = () => {
    const dark = uniform(0.3, 1);
    return Array.from({length: sizes.pixels}, () => (uniform() < 0.5 ? 0 : Math.round(10 * uniform(0, dark))));
  };
  const known = Array.from({length: sizes.known}, picture);
  const words = known.map((_, i) => (i < 3 ? 20 + i : integer(10, 17)));
  if (sizes.known > 4) {
    known.splice(4, 0, [...known[3]]); // an equal of an earlier one, with another word
    words.splice(4, 0, 19);
  }
  const asked = Array.from({length: sizes.asked}, picture);
  const places = [0, known.length - 1, ...(sizes.known > 4 ? [3] : [])];
  return {known, words, asked: [...asked, ...places.map((i) => [...known[i]])]};
}

/** Findings of 09.6. */
export async function* checkNearest(learner: Learner, source: Random, cases: GalleryCase[]): AsyncGenerator<Finding> {
  for (const sizes of cases) {
    const gallery = drawGallery(source, sizes);
    const {known, words, asked} = gallery;
    const path = `nearestWords(${known.length} pictures of ${sizes.pixels} pixels, their words, ${asked.length} more)`;
    const actual = await learner.call('nearestWords', known, words, asked);
    yield compare({path, actual, expected: nearestWords(gallery), slips: wordSlips(gallery)});
  }
}
