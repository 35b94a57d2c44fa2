import type {LstmSlip} from './lstm-variants';

const HEAPED =
  'what comes back is added up over all later steps; a step hands on its own dhBefore and dcBefore, which hold the later ones already';

/** Slips of the walk over all steps, the likeliest first. */
export const LOOP: LstmSlip[] = [
  {message: 'every gradient is zero: no error of the loss comes in on the way back', variant: {error: () => 0}},
  {
    message: 'nothing comes from the next step: each state also acts through the step after it',
    variant: {dropped: 'both', fromNext: () => 0},
  },
  {
    message:
      'nothing arrives at the cell state from the next step: a step hands on the gradient of the whole cell state, not dc alone',
    variant: {outCell: (_dC, {f}, dc) => dc * f},
  },
  {message: 'the gradient that comes from the next step by the hidden state is missing', variant: {dropped: 'h'}},
  {
    message: 'the sequence starts from zeros; it should start from the state that is handed in',
    variant: {start: 'both'},
  },
  {message: 'the hidden state that is handed in is taken for zeros', variant: {start: 'h'}},
  {message: 'the cell state that is handed in is taken for zeros', variant: {start: 'c'}},
  {
    message: 'the gradient of W_hh uses the state h_t; W_hh was multiplied by the state before',
    variant: {before: 'now'},
  },
  {
    message: 'the gradient of W_hh takes zeros before the first step; the state there is h0',
    variant: {before: 'zeros-at-start'},
  },
  {
    message: 'the forget gate of the first step meets zeros on the way back; the cell state there is c0',
    variant: {cellBefore: 'zeros-at-start'},
  },
  {
    message:
      'the forget gate meets the new cell state on the way back: which state is handed to the step back as before?',
    variant: {toF: (dC, {c}) => dC * c},
  },
  {message: 'each target is compared with the state before its step', variant: {comparesBefore: true}},
  {message: 'the way back starts at the first step; the gradient comes from the last', variant: {loop: 'forward'}},
  ...(['h', 'c', 'both'] as const).map((heaped) => ({message: HEAPED, variant: {heaped}})),
  {message: 'every sign is turned: the error is the state less the target', variant: {error: (h, y) => y - h}},
  {message: 'this is averaged over the time steps; the loss is a sum', variant: {weight: (_, T) => 1 / T}},
  {message: 'this is twice the gradient; look at the factor ½ in the loss', variant: {weight: () => 2}},
  {
    message: 'this is half the gradient; the ½ of the loss goes when the square is differentiated',
    variant: {weight: () => 0.5},
  },
  {
    message: 'only the loss of the last step is counted; the loss is a sum over the steps',
    variant: {weight: (t, T) => (t === T - 1 ? 1 : 0)},
  },
  {
    message: 'only one step is left in the sums: each step is added to the gradients, it does not replace them',
    variant: {add: 'none'},
  },
  {message: 'the way back leaves out the first step', variant: {loop: 'misses-first'}},
  {message: 'the way back leaves out the last step', variant: {loop: 'misses-last'}},
  {message: 'the gradient of W_xh takes the input of the next step', variant: {inputShift: 1}},
  {message: 'the gradient of W_xh takes the input of the step before', variant: {inputShift: -1}},
  {
    message: 'the gradients of the inputs stand in the order of the way back; the first belongs to the first step',
    variant: {inputs: 'reversed'},
  },
];

/** Slips at padded steps. */
export const PADDING: LstmSlip[] = [
  {message: 'the mask is ignored: padding runs through the cell and counts in the loss', variant: {padding: 'ignored'}},
  {message: 'padding is counted in the loss; a padded step has no target', variant: {padding: 'counted'}},
  {
    message: 'padding runs through the cell, only the loss leaves it out; at a padded step the state is held',
    variant: {padding: 'uncounted'},
  },
  {message: 'the gradient stops at padding; a held state hands its gradient on unchanged', variant: {padding: 'cut'}},
  {
    message: 'at padding the gradient of the hidden state stops; a held state hands its gradient on unchanged',
    variant: {padding: 'cut-h'},
  },
  {
    message: 'at padding the gradient of the cell state stops; a held state hands its gradient on unchanged',
    variant: {padding: 'cut-c'},
  },
  {message: 'padding sets the state to zeros; it is held', variant: {padding: 'reset'}},
  {message: 'padding sets the state to zeros; it is held', variant: {padding: 'zeroed'}},
  {
    message: 'only the way back passes padding by; on the way forward it runs through the cell',
    variant: {padding: 'unheld'},
  },
  {message: 'at padding only the hidden state is held; the cell state moves on', variant: {padding: 'holds-h'}},
  {message: 'at padding only the cell state is held; the hidden state moves on', variant: {padding: 'holds-c'}},
  {
    message: 'only the way forward knows the mask; back, padding goes through the cell and counts in the loss',
    variant: {padding: 'walked'},
  },
  {message: 'padded steps go through the cell on the way back; forward they did not', variant: {padding: 'weighted'}},
  {
    message: 'at padding the gradient of the cell state passes the forget gate; a held state meets no gate',
    variant: {padding: 'forgets'},
  },
  {message: 'the mask is turned round: true marks a real step', variant: {padding: 'turned'}},
  {message: 'this is divided by the number of real steps; the loss is a sum', variant: {padding: 'averaged'}},
];
