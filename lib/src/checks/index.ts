import {parts as taskKinds} from './01';
import {parts as dimensions} from './02';
import {parts as returnSequences} from './03';
import {parts as sevenDays} from './04';
import {parts as trainingDifficulties} from './05';
import {parts as lstmCell} from './06';
import {parts as convolutionFirst} from './07';
import {parts as videoClassifiers} from './08';
import {parts as sketchReaders} from './09';
import {parts as bachChorales} from './10';
import {parts as lstmBackward} from './11';
import {parts as languageModel} from './12';
import {parts as sineWaves} from './13';
import {parts as namedEntities} from './14';
import {parts as variationalDropout} from './15';
import {parts as peepholes} from './16';
import {parts as translation} from './17';
import {parts as generatingMusic} from './18';
import {parts as actionsInVideos} from './19';
import {parts as backpropagation} from './20';
import type {Part} from './frame/frame';

export {byHand, type HandMarked} from './by-hand';
export {
  AnswerError,
  CheckFailed,
  type Finding,
  isModelAnswer,
  type Learner,
  type ModelAnswer,
  type ModelLayer,
  type NestedList,
  type Part,
  runWith,
  summary,
  type Verdict,
} from './frame/frame';
export {localLearner} from './frame/local-learner';
export {run} from './frame/run';
export {exerciseTitles} from './titles';

/** Every part of every exercise, in order. */
export const PARTS: readonly Part[] = [
  ...taskKinds,
  ...dimensions,
  ...returnSequences,
  ...sevenDays,
  ...trainingDifficulties,
  ...lstmCell,
  ...convolutionFirst,
  ...videoClassifiers,
  ...sketchReaders,
  ...bachChorales,
  ...lstmBackward,
  ...languageModel,
  ...sineWaves,
  ...namedEntities,
  ...variationalDropout,
  ...peepholes,
  ...translation,
  ...generatingMusic,
  ...actionsInVideos,
  ...backpropagation,
];

/**
 * The part of an exercise by its id.
 *
 * @param id such as '20.3'
 * @returns see {@link Part}
 * @throws RangeError listing the parts that there are, in one line
 */
export function findPart(id: string): Part {
  const part = PARTS.find((one) => one.id === id);
  if (part) return part;
  const known = PARTS.map((one) => one.id);
  const exercise = String(id).split('.')[0];
  const near = known.filter((one) => one.startsWith(`${exercise}.`));
  throw new RangeError(`no part '${id}'; there are: ${(near.length > 0 ? near : known).join(', ')}`);
}
