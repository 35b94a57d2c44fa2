import {findPart} from '../../lib/src/checks';
import {CheckFailed, type Learner, runWith, summary} from '../../lib/src/checks/frame/frame';
import {localLearner} from '../../lib/src/checks/frame/local-learner';
import {run} from '../../lib/src/checks/frame/run';
import {type Random, random} from '../../lib/src/data/random';
import {hidden as taskKinds} from './hidden/01';
import {hidden as dimensions} from './hidden/02';
import {hidden as returnSequences} from './hidden/03';
import {hidden as sevenDays} from './hidden/04';
import {hidden as trainingDifficulties} from './hidden/05';
import {hidden as lstmCell} from './hidden/06';
import {hidden as convolutionFirst} from './hidden/07';
import {hidden as videoClassifiers} from './hidden/08';
import {hidden as sketchReaders} from './hidden/09';
import {hidden as bachChorales} from './hidden/10';
import {hidden as lstmBackward} from './hidden/11';
import {hidden as languageModel} from './hidden/12';
import {hidden as sineWaves} from './hidden/13';
import {hidden as namedEntities} from './hidden/14';
import {hidden as variationalDropout} from './hidden/15';
import {hidden as peepholes} from './hidden/16';
import {hidden as translation} from './hidden/17';
import {hidden as generatingMusic} from './hidden/18';
import {hidden as actionsInVideos} from './hidden/19';
import {hidden as backpropagation} from './hidden/20';

/** Every hidden check by its part. */
export const HIDDEN = {
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
};

const PART_SEED = 7_000_003;

function seedOf(part: string): number {
  return PART_SEED + [...part].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 1_000_003, 7);
}

/**
 * Runs the hidden check of a part through any {@link Learner}.
 *
 * @param part such as '20.3'
 * @param learner how answers are called
 * @param source random numbers for the inputs; defaults to a fixed seed a part
 * @throws RangeError when there is no such part, CheckFailed, in one line, when it is not passed
 */
export async function hiddenCheckWith(
  part: string,
  learner: Learner,
  source: Random = random(seedOf(part)),
): Promise<void> {
  const known = findPart(part);
  const check = HIDDEN[part];
  if (!check) throw new RangeError(`part '${part}' has no hidden check`);
  const verdict = await runWith({...known, check: (one) => check(one, source)}, learner);
  if (verdict.passed) return;
  const failed = new CheckFailed(`hidden check: ${summary(verdict)}`);
  failed.stack = `${failed.name}: ${failed.message}`;
  throw failed;
}

/**
 * Runs the hidden check of a part on functions in this process; silent when it is passed.
 *
 * @param part such as '20.3'
 * @param answers the functions that the part asks for, by name
 * @throws RangeError when there is no such part, CheckFailed, in one line, when it is not passed
 */
export async function hiddenCheck(part: string, answers: Record<string, unknown>): Promise<void> {
  // Wrong names and kinds are told in the same words as by the visible check.
  const named = await run(
    {
      ...findPart(part),
      check: async function* () {
        yield {passed: true, message: 'named'};
      },
    },
    answers,
  );
  if (!named.passed) throw new CheckFailed(`hidden check: ${summary(named)}`);
  await hiddenCheckWith(part, localLearner(answers));
}
