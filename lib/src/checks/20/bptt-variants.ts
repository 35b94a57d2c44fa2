/** How an answer to exercise 20 departs from the right way, made on purpose to recognise it; what is not set is right. */
export interface Variant {
  /** The forward pass starts from zeros. */
  start?: 'zeros';
  /** The forward pass leaves the bias out. */
  bias?: 'none';
  /** What the forward pass puts around the sum. */
  activation?: (sum: number) => number;
  /** What stands for tanh', as a function of the state. */
  derivative?: (state: number) => number;
  /** What the loss of one number is differentiated to. */
  error?: (state: number, target: number) => number;
  /** How much step t of T counts in the loss. */
  weight?: (t: number, T: number) => number;
  /** What the gradient from the next step is. */
  carry?:
    | 'none'
    | 'unweighted'
    | 'untransposed'
    | 'before-tanh'
    | 'after-tanh'
    | 'one-step'
    | 'piled-up'
    | 'tanh-twice'
    | 'by-kernel';
  /** The state that the gradient of W_hh is multiplied with, in place of h_{t-1}. */
  before?: 'now' | 'zeros-at-start' | 'wrapped';
  /** Which step's input the gradient of W_xh takes, counted from t. */
  inputShift?: number;
  /** The backward loop leaves out its first or its last step. */
  loop?: 'misses-last' | 'misses-first';
  /** Which step's state stands in tanh', counted from t. */
  slopeShift?: number;
  /** The gradient of the bias is taken at the state, not at the sum inside. */
  biasAt?: 'state';
  /** The gradient of h0 starts at the first state, stops at the first sum, or takes W_hh the wrong way round. */
  h0At?: 'state' | 'sum' | 'untransposed';
  /** The gradients of the weights are set at each step, not added. */
  add?: 'none';
}

/** A typical slip: what to tell the learner (it is named, the right line is not given), and how it is made. */
export interface NamedVariant {
  message: string;
  variant: Variant;
}

const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));

/** Slips of the forward pass. */
const FORWARD = {
  'zero-start': {message: 'the sequence starts from zeros; it should start from h0', variant: {start: 'zeros'}},
  'no-bias': {message: 'the bias is left out of the forward pass', variant: {bias: 'none'}},
  sigmoid: {message: 'the activation here is the sigmoid; the layer uses tanh', variant: {activation: sigmoid}},
  linear: {
    message: 'tanh is missing between the steps: each state is the tanh of its sum',
    variant: {activation: (sum: number) => sum},
  },
} satisfies Record<string, NamedVariant>;

/** Slips of the backward pass, the likeliest first: where two agree on some input, the first is named. */
const BACKWARD = {
  'no-tanh': {
    message: "tanh' is missing: the gradient of the state must pass through tanh to reach the weights",
    variant: {derivative: () => 1},
  },
  'no-carry': {
    message: 'the gradient of the next step is missing: each state also acts through the state after it',
    variant: {carry: 'none'},
  },
  'carry-untransposed': {
    message: 'on the way back W_hh is used as on the way forward; backward its rows and columns change places',
    variant: {carry: 'untransposed'},
  },
  'carry-unweighted': {
    message: 'the gradient that goes to the step before lacks W_hh: the state went through it on its way here',
    variant: {carry: 'unweighted'},
  },
  'carry-before-tanh': {
    message: "the gradient that goes to the step before lacks tanh': it passes through tanh before W_hh",
    variant: {carry: 'before-tanh'},
  },
  'carry-after-tanh': {
    message: "the gradient of the next step is added behind tanh'; it arrives at the state, as that of the loss does",
    variant: {carry: 'after-tanh'},
  },
  'carry-one-step': {
    message: 'the gradient goes back one step and no further: what a step sends on includes what it was sent itself',
    variant: {carry: 'one-step'},
  },
  'carry-piled-up': {
    message: 'what later steps sent back is counted again at every step; each step sends back its own gradient only',
    variant: {carry: 'piled-up'},
  },
  'carry-tanh-twice': {
    message: "what comes from the next step passes through two tanh' on its way; each step has one",
    variant: {carry: 'tanh-twice'},
  },
  'carry-by-kernel': {
    message: 'the gradient goes back through W_xh; the state came through W_hh',
    variant: {carry: 'by-kernel'},
  },
  'zero-start': FORWARD['zero-start'],
  'slope-before': {
    message: "tanh' is taken at the state of the step before; the slope belongs to the state that tanh gave",
    variant: {slopeShift: -1},
  },
  'slope-after': {
    message: "tanh' is taken at the state of the step after; the slope belongs to the state that tanh gave",
    variant: {slopeShift: 1},
  },
  'bias-at-state': {
    message: "the gradient of the bias lacks tanh': the bias stands inside the sum",
    variant: {biasAt: 'state'},
  },
  'h0-at-state': {
    message: "the gradient of h0 lacks the tanh' of the first step; h0 stands inside the sum",
    variant: {h0At: 'state'},
  },
  'h0-at-sum': {
    message: 'the gradient of h0 stops at the sum inside the first step; from there W_hh still leads to h0',
    variant: {h0At: 'sum'},
  },
  'h0-untransposed': {
    message: 'in the gradient of h0 W_hh is used as on the way forward; backward its rows and columns change places',
    variant: {h0At: 'untransposed'},
  },
  'state-now': {
    message: 'the gradient of W_hh uses the state h_t; W_hh was multiplied by the state before',
    variant: {before: 'now'},
  },
  'zeros-before': {
    message: 'the gradient of W_hh takes zeros before the first step; the state there is h0',
    variant: {before: 'zeros-at-start'},
  },
  wrapped: {
    message: 'before the first step the gradient of W_hh wraps around to the last state; the state there is h0',
    variant: {before: 'wrapped'},
  },
  'no-bias': FORWARD['no-bias'],
  sign: {
    message: 'every sign is turned: the error is the state less the target',
    variant: {error: (h: number, y: number) => y - h},
  },
  mean: {
    message: 'this is averaged over the time steps; the loss is a sum',
    variant: {weight: (_: number, T: number) => 1 / T},
  },
  doubled: {
    message: 'this is twice the gradient; look at the factor ½ in the loss',
    variant: {weight: () => 2},
  },
  halved: {
    message: 'this is half the gradient; the ½ of the loss goes when the square is differentiated',
    variant: {weight: () => 0.5},
  },
  'last-loss-only': {
    message: 'only the loss of the last step is counted; every step has a loss',
    variant: {weight: (t: number, T: number) => (t === T - 1 ? 1 : 0)},
  },
  'first-loss-missing': {
    message: 'the loss of the first step is not counted; every step has a loss',
    variant: {weight: (t: number) => (t === 0 ? 0 : 1)},
  },
  'tanh-of-sum': {
    message: "tanh' is written with the result of tanh; here it is given the sum that went in",
    variant: {derivative: (h: number) => 1 - Math.atanh(h) ** 2},
  },
  'tanh-twice': {
    message: "tanh' is taken of the state, which has been through tanh already: the slope belongs to the sum inside",
    variant: {derivative: (h: number) => 1 - Math.tanh(h) ** 2},
  },
  'tanh-unsquared': {
    message: "tanh' is not right: a square is missing in it",
    variant: {derivative: (h: number) => 1 - h},
  },
  'tanh-square-around': {
    message: "tanh' is not right: look at what is squared in it",
    variant: {derivative: (h: number) => (1 - h) ** 2},
  },
  'sigmoid-slope': {
    message: 'this is the derivative of the sigmoid; the layer uses tanh',
    variant: {derivative: (h: number) => h * (1 - h)},
  },
  overwritten: {
    message: 'only one step is left in the sums: each step is added to the gradients, it does not replace them',
    variant: {add: 'none'},
  },
  'misses-first': {message: 'the way back leaves out the first step', variant: {loop: 'misses-first'}},
  'misses-last': {message: 'the way back leaves out the last step', variant: {loop: 'misses-last'}},
  'input-after': {message: 'the gradient of W_xh takes the input of the next step', variant: {inputShift: 1}},
  'input-before': {message: 'the gradient of W_xh takes the input of the step before', variant: {inputShift: -1}},
} satisfies Record<string, NamedVariant>;

/** Slips in the loss alone. */
const LOSS = {
  'loss-mean': {
    message: 'the loss is averaged over the time steps; it is a sum',
    variant: {weight: (_: number, T: number) => 1 / T},
  },
  'loss-last-only': {
    message: 'the loss counts the last step only; every step has a loss',
    variant: {weight: (t: number, T: number) => (t === T - 1 ? 1 : 0)},
  },
} satisfies Record<string, NamedVariant>;

export type BpttSlip = keyof typeof FORWARD | keyof typeof BACKWARD | keyof typeof LOSS;

export const FORWARD_SLIPS = Object.keys(FORWARD) as BpttSlip[];
export const BACKWARD_SLIPS = Object.keys(BACKWARD) as BpttSlip[];
/** Slips of what difference quotients are taken of. */
export const LOSS_SLIPS = Object.keys({...FORWARD, ...LOSS}) as BpttSlip[];

const ALL: Record<BpttSlip, NamedVariant> = {...FORWARD, ...BACKWARD, ...LOSS};

/** What a slip is called to the learner. */
export const BPTT_MESSAGES = Object.fromEntries(
  Object.entries(ALL).map(([slip, {message}]) => [slip, message]),
) as Record<BpttSlip, string>;

/** How a slip is made; without one, the right way. */
export function variantOf(slip?: BpttSlip): Variant {
  return slip === undefined ? {} : ALL[slip].variant;
}
