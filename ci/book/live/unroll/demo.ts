import type {Demo} from '../contract';
import {drawUnrolled} from './draw';
import type {UnrollSettings, UnrollStep} from './work';

export const unrollDemo: Demo<UnrollSettings, UnrollStep> = {
  id: 'unroll',
  title: 'Unroll a recurrent neuron',
  question: 'What does one neuron remember of its first input?',
  lesson: '1.3',
  text: [
    'A recurrent neuron computes the same line at every step: it adds what comes in and what it said a step ago, each times its weight, and squeezes the sum by tanh. Unrolled, the loop becomes a row of copies that share three numbers.',
    'Start it, or go step by step. Then turn the recurrent weight: at 0 the neuron forgets at once, near 1 the first input lives on, below 0 it flips its sign every step. Above 1 it cannot let go of anything: the state runs to one end and stays there.',
  ],
  controls: [
    {kind: 'slider', name: 'stateWeight', label: 'Recurrent weight w_hh', min: -2, max: 2, step: 0.05},
    {kind: 'slider', name: 'inputWeight', label: 'Input weight w_xh', min: -2, max: 2, step: 0.05},
    {kind: 'slider', name: 'bias', label: 'Bias b', min: -1, max: 1, step: 0.05},
    {kind: 'slider', name: 'firstInput', label: 'First input x₁', min: -1, max: 1, step: 0.05},
    {
      ...{kind: 'choice', name: 'rest', label: 'Later inputs'},
      options: [
        {value: 'silence', label: 'zero'},
        {value: 'again', label: 'the same'},
        {value: 'alternating', label: 'sign turns'},
        {value: 'ramp', label: 'fading'},
      ],
    },
  ],
  initial: {inputWeight: 1, stateWeight: 0.8, bias: 0, firstInput: 1, rest: 'silence'},
  stepwise: true,
  pace: 700,
  view: drawUnrolled,
};
