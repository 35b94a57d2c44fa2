import {random} from '../../src/data';
import * as plots from '../../src/plots';

const {normal} = random(5);
const steps = (count: number) => Array.from({length: count}, (_, t) => t);
const decay = (rate: number, count = 40) => steps(count).map((t) => rate ** (count - 1 - t));
const matrix = (rows: number, columns: number, value: (t: number, unit: number) => number) =>
  steps(rows).map((t) => steps(columns).map((unit) => value(t, unit)));
const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const states = matrix(30, 12, (t, unit) => Math.tanh((0.2 + 0.1 * t) * Math.sin(unit + 1) + 0.3 * normal()));
const gate = (bias: number) => matrix(16, 6, (t, unit) => sigmoid(bias + 2 * Math.sin((t * (unit + 1)) / 5)));

/** An LSTM cell as exercise 06 writes it down. */
export const LSTM_GRAPH: plots.GraphNode[] = [
  ...['x', 'hBefore', 'cBefore'].map((name): plots.GraphNode => ({name, operation: 'input', from: []})),
  ...['i', 'f', 'o'].map((name): plots.GraphNode => ({name, operation: 'sigmoidLayer', from: ['x', 'hBefore']})),
  {name: 'candidate', operation: 'tanhLayer', from: ['x', 'hBefore']},
  {name: 'kept', operation: 'multiply', from: ['f', 'cBefore']},
  {name: 'written', operation: 'multiply', from: ['i', 'candidate']},
  {name: 'c', operation: 'add', from: ['kept', 'written']},
  {name: 'shown', operation: 'tanh', from: ['c']},
  {name: 'h', operation: 'multiply', from: ['o', 'shown']},
];

/** Figures of gradients, gates and convolutions, by name. */
export const CELL_FIGURES: Record<string, () => plots.Figure> = {
  gradientByDistance: () =>
    plots.gradientByDistance(
      [
        {name: 'scale 0.5', norms: decay(0.42), bound: decay(0.5)},
        {name: 'scale 0.9', norms: decay(0.78), bound: decay(0.9)},
        {name: 'scale 1.5', norms: decay(1.02), bound: decay(1.5)},
      ],
      {title: 'The bound is not the norm'},
    ),
  saturation: () => plots.saturation(states, {title: 'Units close as the state grows'}),
  clipping: () =>
    plots.clipping(
      {gradient: [3, 0.8], limit: 1},
      {title: 'Clipping by value turns the gradient, by norm it does not'},
    ),
  gateTraces: () =>
    plots.gateTraces(
      {
        'forget gate F': gate(2),
        'input gate I': gate(-1),
        'cell state C': matrix(16, 6, (t, unit) => 2 * Math.sin(t / 3 + unit)),
      },
      {title: 'The forget gate stays open', inputs: [...'a sequence reads']},
    ),
  gradientByScale: () =>
    plots.gradientByScale(
      [0.5, 1, 1.5].map((scale) => ({
        name: String(scale),
        groups: [
          {name: 'SimpleRNN', norms: decay(0.8 * scale), bound: decay(scale)},
          {name: 'LSTM', norms: decay(0.86 + 0.06 * scale)},
          {name: 'GRU', norms: decay(0.8 + 0.1 * scale)},
        ],
      })),
      {title: 'The scale moves the simple cell most', start: 1},
    ),
  informationBars: () =>
    plots.informationBars(
      {kept: gate(1), written: gate(-1), old: states.slice(0, 16).map((row) => row.slice(0, 6)), candidate: gate(0)},
      {title: 'Each unit keeps and writes on its own', inputs: [...'a sequence reads'], step: 4},
    ),
  informationBarsOfOneStep: () =>
    plots.informationBars(
      {kept: [0.9, 0.1, 0.5], written: [0.1, 0.9, 0.5]},
      {title: 'A GRU writes what it does not keep'},
    ),
  receptiveFields: () =>
    plots.receptiveFields(
      {
        'kernel 3': Array.from({length: 10}, () => ({kernelSize: 3})),
        'kernel 2, dilation doubles': steps(10).map((layer) => ({kernelSize: 2, dilationRate: 2 ** layer})),
        'kernel 3, stride 2': steps(6).map(() => ({kernelSize: 3, strides: 2})),
      },
      {title: 'Doubling dilations see 1,024 steps with ten layers'},
    ),
  receptiveField: () =>
    plots.receptiveField([{kernelSize: 3}, {kernelSize: 3, strides: 2}, {kernelSize: 3}], {
      title: 'A stride of two doubles what the next layer adds',
      padding: 'same',
    }),
  receptiveFieldGrowth: () =>
    plots.receptiveFieldGrowth(
      [1, 2, 4, 8].map((dilationRate) => ({kernelSize: 2, dilationRate})),
      {title: 'Doubling dilations double the reach', steps: 18},
    ),
  slidingKernel: () =>
    plots.slidingKernel(
      steps(20).map((t) => (t < 8 ? 0 : 1)),
      [-1, 0, 1],
      {title: 'An edge detector answers to the step', padding: 'causal'},
    ),
};

/** Diagrams of cells and stacks, by name. */
export const CELL_DIAGRAMS: Record<string, () => plots.Diagram> = {
  computationGraph: () => plots.computationGraph(LSTM_GRAPH, {highlight: ['cBefore', 'kept', 'c']}),
  lstmCell: () => plots.lstmCell(),
  lstmCellWithPeepholes: () => plots.lstmCell({peepholes: true}),
  gruCell: () => plots.gruCell(),
  gruCellOfThePaper: () => plots.gruCell({resetAfter: false, update: 'replaces'}),
  paddedBatch: () => plots.paddedBatch([3, 5, 2, 7]),
  paddedBatchBefore: () => plots.paddedBatch([1, 4], {padding: 'pre'}),
  timeSplit: () => plots.timeSplit({train: 7000, valid: 2000, test: 1000}),
  stackedRnn: () => plots.stackedRnn({layers: 3}),
  bidirectionalRnn: () => plots.stackedRnn({layers: 2, bidirectional: true, outputs: 'all'}),
  encoderDecoderInTraining: () => plots.encoderDecoder(),
  encoderDecoderInInference: () => plots.encoderDecoder({mode: 'inference'}),
  encoderDecoderWithAttention: () => plots.encoderDecoder({attention: true}),
  waveNetBlock: () => plots.waveNetBlock(),
};
