/** What exercise 20 is checked against: the right gradients, and the wrong ones that typical slips lead to. */
export * from './bptt-passes';
export * from './bptt-pieces';
export * from './bptt-variants';
export * from './difference-quotients';
