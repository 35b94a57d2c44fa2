import type {Demo} from '../contract';
import {drawGradients} from './draw';
import type {GradientSettings, GradientStep} from './work';

export const gradientsDemo: Demo<GradientSettings, GradientStep> = {
  id: 'gradients',
  title: 'Watch gradients vanish',
  question: 'How much of an error at the end arrives fifty steps earlier?',
  lesson: '1.5',
  text: [
    'On its way back through time a gradient is multiplied at every step: by the recurrent weight, and by the slope of tanh, which is 1 at a state of 0 and nearly 0 at a state near 1 or −1. Fifty such factors decide whether anything arrives.',
    'Start it, then turn the weight while the inputs are silent: below 1 the gradient vanishes, above 1 it explodes, only at 1 it lasts. Then let the inputs be loud: the slopes press it down, so that a gradient may vanish even where the weight is above 1.',
  ],
  controls: [
    {kind: 'slider', name: 'stateWeight', label: 'Recurrent weight w_hh', min: -1.5, max: 1.5, step: 0.05},
    {kind: 'slider', name: 'loudness', label: 'Standard deviation of the inputs', min: 0, max: 2, step: 0.1},
  ],
  initial: {stateWeight: 0.9, loudness: 0},
  stepwise: true,
  pace: 50,
  view: drawGradients,
};
