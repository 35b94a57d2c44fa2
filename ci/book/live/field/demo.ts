import type {Demo} from '../contract';
import {drawField} from './draw';
import type {FieldSettings, FieldStep} from './work';

export const fieldDemo: Demo<FieldSettings, FieldStep> = {
  id: 'field',
  title: 'Grow a receptive field',
  question: 'How far back can one output of stacked convolutions look?',
  lesson: '4.2',
  text: [
    'A causal convolution reads a few time steps: the present one and some before it. Stacked, each layer reads what the layer below has gathered, so the last output reaches further back than any single layer. With dilation a layer leaves gaps between the steps that it reads.',
    'Start it: from the output down, every layer is asked by its gradient which of its steps move the output. Then add a layer, and compare a growth of 1 (no gaps) with 2 (gaps double, as in WaveNet). At a growth of 3 and a kernel of 2 the gaps are too wide: some inputs are never read.',
  ],
  controls: [
    {kind: 'slider', name: 'layers', label: 'Layers', min: 1, max: 4, step: 1},
    {kind: 'slider', name: 'kernelSize', label: 'Kernel size', min: 2, max: 3, step: 1, unit: 'steps'},
    {kind: 'slider', name: 'growth', label: 'Dilation grows by', min: 1, max: 3, step: 1, hint: 'from layer to layer'},
  ],
  initial: {layers: 3, kernelSize: 2, growth: 2},
  stepwise: true,
  pace: 700,
  view: drawField,
};
