import type {Demo} from '../contract';
import {drawGates} from './draw';
import type {GateSettings, GateStep} from './work';

/** A bias as the gate that it makes. */
const asGate = (bias: number): string => (1 / (1 + Math.exp(-bias))).toFixed(2);

export const gatesDemo: Demo<GateSettings, GateStep> = {
  id: 'gates',
  title: 'Open and close LSTM gates',
  question: 'Which gate lets a value in, which keeps it, and which shows it?',
  lesson: '3.1',
  text: [
    'One LSTM cell runs on, and you are its gates. The input gate decides how much of what comes in is written to the cell state C, the forget gate how much of C stays from step to step, the output gate how much of it is shown as H.',
    'Catch a pulse: close the input gate (far left) when one has come in, and the cell holds it through all that follow. Then turn the forget gate down, and watch it fade. Close the output gate: H goes to 0, and C does not notice. A trained LSTM sets the same three gates anew at every step, by what it reads and by its last H.',
  ],
  controls: [
    {kind: 'slider', name: 'forget', label: 'Forget gate F', min: -6, max: 6, step: 0.5, show: asGate},
    {kind: 'slider', name: 'input', label: 'Input gate I', min: -6, max: 6, step: 0.5, show: asGate},
    {kind: 'slider', name: 'output', label: 'Output gate O', min: -6, max: 6, step: 0.5, show: asGate},
    {
      kind: 'choice',
      name: 'feed',
      label: 'Input x',
      options: [
        {value: 'pulses', label: 'pulses'},
        {value: 'wave', label: 'a wave'},
        {value: 'noise', label: 'noise'},
      ],
    },
  ],
  initial: {forget: 5, input: 3, output: 3, feed: 'pulses'},
  stepwise: true,
  pace: 120,
  view: drawGates,
};
