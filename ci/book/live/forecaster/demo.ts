import type {Demo} from '../contract';
import {drawForecaster} from './draw';
import type {ForecasterSettings, ForecasterStep} from './work';

/** An exponent of ten as the rate that it makes, in two digits. */
const asRate = (exponent: number): string => String(Number((10 ** exponent).toPrecision(2)));

export const forecasterDemo: Demo<ForecasterSettings, ForecasterStep> = {
  id: 'forecaster',
  title: 'Train a forecaster',
  question: 'When does a network beat a straight line, and what does the learning rate have to do with it?',
  lesson: '2.1',
  text: [
    'A recurrent network learns in your browser: 3,000 wavy series, 50 steps each, and it must say the next one. After every epoch it is measured on 300 series that it has never seen. Below, one of those is continued for 20 steps, each forecast fed back as if it were the truth.',
    'Start it. The error soon falls below that of no change, then it trembles near the straight line. Now turn the learning rate down to 0.001, while it runs: what happens within two epochs? And what if you had begun with 0.001?',
  ],
  controls: [
    {
      kind: 'choice',
      name: 'cell',
      label: 'Layer',
      options: [
        {value: 'simpleRNN', label: 'simple RNN'},
        {value: 'gru', label: 'GRU'},
        {value: 'lstm', label: 'LSTM'},
      ],
      hint: 'another one begins anew',
    },
    {kind: 'slider', name: 'units', label: 'Units', min: 4, max: 32, step: 4, hint: 'another number begins anew'},
    {kind: 'slider', name: 'rate', label: 'Learning rate', min: -4, max: -1.5, step: 0.25, show: asRate},
  ],
  initial: {cell: 'gru', units: 16, rate: -2},
  stepwise: true,
  pace: 120,
  view: drawForecaster,
};
