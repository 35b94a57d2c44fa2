import {FORWARD, type LstmSlip} from '../11/lstm-variants';

const hardSigmoid = (a: number) => Math.max(0, Math.min(1, 0.2 * a + 0.5));
const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const ADDED = 'is added to what it should be a share of';
const SQUASHED = 'what is handed in went through its function already';

/** Slips of a step forward in how the terms of the states are put together. */
const TERMS: LstmSlip[] = [
  {
    message: 'both gates are added to what they should be multiplied with',
    variant: {cell: ({i, f, candidate, cBefore}) => f + cBefore + (i + candidate)},
  },
  {
    message: `the forget gate ${ADDED}`,
    variant: {cell: ({i, f, candidate, cBefore}) => f + cBefore + i * candidate},
  },
  {
    message: `the input gate ${ADDED}`,
    variant: {cell: ({i, f, candidate, cBefore}) => f * cBefore + (i + candidate)},
  },
  {
    message: 'what is kept and what is written are multiplied; either may be 0 and must leave the other as it is',
    variant: {cell: ({i, f, candidate, cBefore}) => f * cBefore * (i * candidate)},
  },
  {
    message: 'what is written is taken away from what is kept',
    variant: {cell: ({i, f, candidate, cBefore}) => f * cBefore - i * candidate},
  },
  {
    message: 'the input gate writes itself; of what does it say the share?',
    variant: {cell: ({i, f, cBefore}) => f * cBefore + i},
  },
  {
    message: 'the forget gate acts on the candidate, too; it decides about the old content only',
    variant: {cell: ({f, candidate, cBefore}) => f * cBefore + f * candidate},
  },
  {
    message: 'the forget gate acts on what is written, too; it decides about the old content only',
    variant: {cell: ({i, f, candidate, cBefore}) => f * (cBefore + i * candidate)},
  },
  {
    message: 'the input gate acts on the old content, too; it decides about the new only',
    variant: {cell: ({i, candidate, cBefore}) => i * cBefore + i * candidate},
  },
  {message: `the output gate ${ADDED}`, variant: {hidden: ({o, c}) => o + Math.tanh(c)}},
  {message: 'output gate and tanh have changed places in h', variant: {hidden: ({o, c}) => Math.tanh(o * c)}},
  {
    message: 'the gates take the hard sigmoid, a straight line cut off at 0 and 1; the library takes σ',
    variant: {gate: hardSigmoid},
  },
];

/** Slips of one step forward, the likeliest first. */
export const STEP_FORWARD: LstmSlip[] = [...FORWARD, ...TERMS];

/** Slips where gates and candidate are handed in: their functions are applied once more. */
export const SQUASHED_AGAIN: LstmSlip[] = [
  {
    message: `σ of the gates and tanh of the candidate are taken here; ${SQUASHED}`,
    variant: {cell: ({i, f, candidate, cBefore}) => sigmoid(f) * cBefore + sigmoid(i) * Math.tanh(candidate)},
  },
  {
    message: `σ of the gates is taken here; ${SQUASHED}`,
    variant: {cell: ({i, f, candidate, cBefore}) => sigmoid(f) * cBefore + sigmoid(i) * candidate},
  },
  {
    message: `tanh of the candidate is taken here; ${SQUASHED}`,
    variant: {cell: ({i, f, candidate, cBefore}) => f * cBefore + i * Math.tanh(candidate)},
  },
];
