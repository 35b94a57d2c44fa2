import {checkBlocks} from '../../../lib/src/checks/19/film-blocks';
import type {FilmCase} from '../../../lib/src/checks/19/film-demands';
import {checkReaders} from '../../../lib/src/checks/19/film-readers';
import {checkBatches, drawFilms} from '../../../lib/src/checks/19/films-in-batches';
import {checkWeights, drawScores} from '../../../lib/src/checks/19/masked-weights';
import {checkActions} from '../../../lib/src/checks/19/named-actions';
import {checkPool, drawPool} from '../../../lib/src/checks/19/pooled-films';
import {checkWork, type WorkCase} from '../../../lib/src/checks/19/strided-work';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const list = <T>(length: number, rule: (i: number) => T): T[] => Array.from({length}, (_, i) => rule(i));

/** One to three axes; strides that divide them and strides that do not; one channel and one filter. */
function work({integer}: Random): WorkCase[] {
  const some = [1, 2, 3].map((axes): WorkCase => {
    return [
      list(axes, () => integer(9, 40)),
      list(axes, () => integer(2, 7)),
      list(axes, () => integer(1, 5)),
      integer(2, 9),
      integer(3, 30),
    ];
  });
  return [...some, [[7, 9], [3, 2], [4, 2], 1, 1]];
}

/** One stage, two and three; sides that poolings do not divide. */
function networks({integer}: Random): FilmCase[] {
  return [
    {height: integer(8, 11), width: integer(11, 13), filters: [2, 3, 4], units: 4, classes: integer(3, 6)},
    {height: integer(4, 8), width: 9, filters: [integer(2, 6)], units: 7, classes: 2},
  ];
}

/** The hidden checks of exercise 19: the same claims on other films, scores and sizes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '19.1': (learner, source) =>
    checkBatches(learner, [
      drawFilms(source, [source.integer(3, 6), 13, 8, 20], 8, 2, 2),
      drawFilms(source, [5, 2], 3, 1, 1),
      drawFilms(source, [4, 1, 3], 1, 2, 3),
    ]),
  '19.2': (learner, source) =>
    checkWeights(learner, [
      drawScores(source, [1, 7, source.integer(2, 7), 4], 7, {about: -3}),
      drawScores(source, [1], 1, {about: 1000}),
      drawScores(source, [2, 3], 6, {about: -900, high: 1500}),
      drawScores(
        source,
        list(5, () => source.integer(1, 9)),
        9,
      ),
    ]),
  '19.3': (learner, source) =>
    checkPool(learner, [
      drawPool(source, [1, 6, source.integer(2, 6), 3], 6, 5),
      drawPool(source, [1], 1, 2),
      drawPool(source, [2, 4], 8, 1),
    ]),
  '19.4': (learner, source) => checkWork(learner, work(source)),
  '19.5': (learner, source) => checkReaders(learner, networks(source), source),
  '19.6': (learner, source) => checkBlocks(learner, networks(source), source),
  '19.7': (learner, source) => checkActions(learner, [source.integer(2000, 1_000_000)]),
};
