/** The exercises that have a bench, with the checks that their answers are run through. */
import {PARTS} from '../../../lib/src/checks';
import {random} from '../../../lib/src/data';
import {HIDDEN} from '../../grading/hidden-check';
import {bench as taskKinds} from './01';
import {bench as dimensions} from './02';
import {bench as returnSequences} from './03';
import {bench as sevenDays} from './04';
import {bench as trainingDifficulties} from './05';
import {bench as lstmCell} from './06';
import {bench as convolutionFirst} from './07';
import {bench as videoClassifiers} from './08';
import {bench as sketchReaders} from './09';
import {bench as bachChorales} from './10';
import {bench as lstmBackward} from './11';
import {bench as languageModel} from './12';
import {bench as sineWaves} from './13';
import {bench as namedEntities} from './14';
import {bench as variationalDropout} from './15';
import {bench as peepholes} from './16';
import {bench as translation} from './17';
import {bench as generatingMusic} from './18';
import {bench as actionsInVideos} from './19';
import {bench as backpropagation} from './20';
import type {Checks, PartBench} from './bench';

/** One exercise with its checks and answers. */
export interface Exercise {
  id: string;
  checks: Checks;
  bench: PartBench[];
}

/** Hidden inputs of the bench; any seed must do. */
const SEED = 4711;

const hidden = PARTS.map(
  (part) => ({...part, check: (learner) => HIDDEN[part.id](learner, random(SEED))}) as typeof part,
);
const checks: Checks = {visible: PARTS, hidden};

export const exercises: Exercise[] = [
  {id: '01', checks, bench: taskKinds},
  {id: '02', checks, bench: dimensions},
  {id: '03', checks, bench: returnSequences},
  {id: '04', checks, bench: sevenDays},
  {id: '05', checks, bench: trainingDifficulties},
  {id: '06', checks, bench: lstmCell},
  {id: '07', checks, bench: convolutionFirst},
  {id: '08', checks, bench: videoClassifiers},
  {id: '09', checks, bench: sketchReaders},
  {id: '10', checks, bench: bachChorales},
  {id: '11', checks, bench: lstmBackward},
  {id: '12', checks, bench: languageModel},
  {id: '13', checks, bench: sineWaves},
  {id: '14', checks, bench: namedEntities},
  {id: '15', checks, bench: variationalDropout},
  {id: '16', checks, bench: peepholes},
  {id: '17', checks, bench: translation},
  {id: '18', checks, bench: generatingMusic},
  {id: '19', checks, bench: actionsInVideos},
  {id: '20', checks, bench: backpropagation},
];
