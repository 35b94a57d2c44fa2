import {drawChain, drawTelling} from '../../../lib/src/checks/14/chain-field';
import {checkBestRow} from '../../../lib/src/checks/14/chain-path';
import {checkLogPartition, checkRowScore, drawRow, lifted} from '../../../lib/src/checks/14/chain-scores';
import {checkEntityF1, drawCounts} from '../../../lib/src/checks/14/entity-counts';
import {checkTagger} from '../../../lib/src/checks/14/judged-tags';
import {checkSpansOf, checkTagsOf, drawSpans, drawTags} from '../../../lib/src/checks/14/tag-spans';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 14: the same claims on other sentences, sizes and scores. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '14.1': (learner, source) =>
    checkTagsOf(
      learner,
      [1, 2, 9, 20].map((length) => drawSpans(source, length)),
    ),
  '14.2': (learner, source) =>
    checkSpansOf(learner, [['I-PER'], ['B-ORG'], ...[6, 10, 25].map((length) => drawTags(source, length))]),
  '14.3': (learner, source) =>
    checkEntityF1(learner, [
      ...[1, 4, 12].map((sentences) => drawCounts(source, sentences, 10)),
      {truth: [[]], found: [[{type: 'PER', start: 0, end: 1}]]},
    ]),
  '14.4': (learner, source) =>
    checkRowScore(learner, [
      drawRow(source, 4, 6, 0),
      drawRow(source, 3, 1, 0),
      drawRow(source, 3, 2, 5),
      drawRow(source, 9, 30, 4),
    ]),
  '14.5': (learner, source) =>
    checkBestRow(learner, [
      drawTelling(source, 3, 5, 0),
      drawChain(source, 2, 7, 1),
      drawChain(source, 5, 2, 3),
      drawChain(source, 4, 1, 0),
      drawChain(source, 9, 60, 4),
    ]),
  '14.6': (learner, source) =>
    checkLogPartition(learner, [
      drawChain(source, 4, 5, 0),
      drawChain(source, 2, 9, 3),
      drawChain(source, 3, 1, 2),
      lifted(drawChain(source, 2, 6, 2), 600),
    ]),
  '14.7': (learner, source) => checkTagger(learner, [source.integer(1000, 1_000_000)]),
};
