import type {Finding, Learner} from '../frame/frame';

/** What is wrong with a training; the exercise says how each shows. */
export const PROBLEMS = ['exploding', 'vanishing', 'by heart', 'slow', 'out of memory', 'same targets'] as const;
/** Problems that look like another one at first; they are judged in grading only. */
export const DISGUISED = ['lively', 'silent', 'sudden'] as const;
export type Problem = (typeof PROBLEMS)[number] | (typeof DISGUISED)[number];

/** What may be done; one of them treats none of the problems. */
export const REMEDIES = [
  'clip together',
  'open gates',
  'dropout',
  'larger or more steps',
  'truncated BPTT',
  'ReLU',
  'other targets',
] as const;
export type Remedy = (typeof REMEDIES)[number];

/** The remedy that treats the cause. */
export const RIGHT: Record<Problem, Remedy> = {
  exploding: 'clip together',
  vanishing: 'open gates',
  'by heart': 'dropout',
  slow: 'larger or more steps',
  'out of memory': 'truncated BPTT',
  'same targets': 'other targets',
  lively: 'open gates',
  silent: 'dropout',
  sudden: 'clip together',
};

const NONE_ABOVE = 'no norm is above 1: there is nothing to clip, the training would be the same to the bit';
const HEARD = 'a third of the gradient arrives at the first step already';
const LEARNED = 'it learns the training series well, so the gradients arrive';
const CONSTANT = 'the loss is zero and so is the gradient; a network cannot learn what its targets do not say';

/** Why a remedy does not treat a problem: says what it does, not what else would. */
const WHY_NOT: Record<Problem, Partial<Record<Remedy, string>>> = {
  exploding: {
    'open gates': 'gates that let a gradient through do not shorten one that is too long',
    dropout: 'dropout makes learning by heart harder; a gradient of norm 300 stays one',
    'larger or more steps': 'larger steps jump even further',
    'truncated BPTT':
      'the walk gets shorter, and what lies further back can no longer be learned; the few long gradients can be treated themselves',
    ReLU: 'ReLU has no upper end: states and gradients may grow the more',
    'other targets': 'the targets are as they should be; the steps are too long',
  },
  vanishing: {
    'clip together': 'clipping only shortens, and this gradient is too short',
    dropout: 'dropout takes something away; nothing arrives as it is',
    'larger or more steps':
      'where a billionth arrives, ten times the rate is ten billionths; the late steps would explode first',
    'truncated BPTT': 'truncation sets the gradient of far steps to zero; here they are needed',
    ReLU: 'ReLU is no cure in a recurrent network: half of the units are off, and lesson 1.5 measured a reach of 12 steps, less than with tanh',
    'other targets': 'the targets are as they should be; the early steps do not hear of them',
  },
  'by heart': {
    'clip together': NONE_ABOVE,
    'open gates': LEARNED,
    'larger or more steps': 'more of the same: the training error would go on falling, the test error would not',
    'truncated BPTT': 'truncation saves memory; the network would still learn the series by heart',
    ReLU: LEARNED,
    'other targets': 'the targets are as they should be; the network learns their noise along with them',
  },
  slow: {
    'clip together': NONE_ABOVE,
    'open gates': HEARD,
    dropout: 'training and test error are equal: nothing is learned by heart, and dropout would make it slower',
    'truncated BPTT': `truncation cuts the way to early steps, where ${HEARD}`,
    ReLU: HEARD,
    'other targets': 'the targets are learned, only not to the end yet',
  },
  'out of memory': {
    'clip together': 'clipping needs the whole gradient first, with all states in memory',
    'open gates': 'a gate adds states that must be kept for the way back',
    dropout: 'masks take memory, they save none',
    'larger or more steps': 'each step of training needs all states of its batch, whatever the rate',
    ReLU: 'the states of ReLU take as many bytes as those of tanh',
    'other targets': 'whatever the targets are, the states are kept for the way back',
  },
  'same targets': {
    'clip together': CONSTANT,
    'open gates': CONSTANT,
    dropout: CONSTANT,
    'larger or more steps': CONSTANT,
    'truncated BPTT': CONSTANT,
    ReLU: CONSTANT,
  },
  lively: {
    'clip together':
      'the norm of 3 comes from the last steps; shortened or not, a millionth of it arrives at the early ones',
    dropout: 'nothing is learned by heart: the training error is that of the mean, too',
    'larger or more steps': 'what arrives is a millionth; the late steps would explode before the early ones are heard',
    'truncated BPTT': 'truncation sets the gradient of far steps to zero; here they are needed',
    ReLU: 'ReLU is no cure in a recurrent network: lesson 1.5 measured a reach of 12 steps, less than with tanh',
    'other targets': 'the targets are as they should be; the early steps do not hear of them',
  },
  silent: {
    'clip together': NONE_ABOVE,
    'open gates': 'the training error is near zero, so its gradient is: nothing is lost on the way',
    'larger or more steps': 'there is nothing left to learn from these series; the test error would not fall',
    'truncated BPTT': 'truncation saves memory; the network would still know its series by heart',
    ReLU: 'the training error is near zero, so its gradient is: nothing is lost on the way',
    'other targets': 'the targets are as they should be; the network learns their noise along with them',
  },
  sudden: {
    'open gates': 'gates that let a gradient through do not shorten one that is too long',
    dropout: 'dropout makes learning by heart harder; a single step of norm 40,000 stays one',
    'larger or more steps': 'one step was far too large; larger ones come there sooner',
    'truncated BPTT':
      'the walk gets shorter for all batches; one batch of thousands was too long, and can be treated itself',
    ReLU: 'ReLU has no upper end: states and gradients may grow the more',
    'other targets': 'the targets are as they should be; twelve good epochs show it',
  },
};

/** Findings of 05.8 over the problems, in any order; of those that are judged later any remedy will do. */
export async function* checkRemedies(
  learner: Learner,
  problems: readonly Problem[],
  later: readonly Problem[] = [],
): AsyncGenerator<Finding> {
  for (const problem of [...problems, ...later]) {
    const path = `remedyFor('${problem}')`;
    const actual = await learner.call('remedyFor', problem);
    if (!REMEDIES.includes(actual as Remedy)) {
      const got =
        actual === undefined
          ? 'undefined (is this problem missing in the table?)'
          : JSON.stringify(actual)?.slice(0, 60);
      yield {
        passed: false,
        message: `${path} should be one of ${REMEDIES.map((one) => `'${one}'`).join(', ')}; got ${got}`,
      };
    } else if (actual === RIGHT[problem] || later.includes(problem))
      yield {passed: true, message: `${path} is one of the remedies`};
    else yield {passed: false, message: `${path} is not '${actual}': ${WHY_NOT[problem][actual as Remedy]}`};
  }
}
