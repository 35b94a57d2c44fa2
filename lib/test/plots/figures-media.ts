import {generateScenes} from '../../src/data';
import * as plots from '../../src/plots';

const steps = (count: number) => Array.from({length: count}, (_, t) => t);
const wave = steps(4000).map((t) => Math.exp(-t / 1500) * Math.sin((2 * Math.PI * 220 * t) / 8000));
const frames = steps(40).map((t) => steps(24).map((k) => -((k - 6 - t / 4) ** 2) / 4 - t / 5));
const clip = steps(12).map((t) =>
  steps(10).map((y) => steps(10).map((x) => (Math.abs(x - t * 0.7) < 1.6 && Math.abs(y - 5) < 1.6 ? 1 : 0))),
);
const voices = ['soprano', 'alto', 'tenor', 'bass'];

/** Weights that look at one region and a little at its neighbours. */
const lookAt = (row: number, column: number, sharp: number) => {
  const raw = steps(4).map((i) => steps(4).map((j) => Math.exp(-sharp * ((i - row) ** 2 + (j - column) ** 2))));
  const sum = raw.flat().reduce((a, b) => a + b, 0);
  return raw.map((line) => line.map((weight) => weight / sum));
};
const scene = generateScenes(3, {seed: 3}).images;

/** Figures of text, sound and pictures, by name. */
export const MEDIA_FIGURES: Record<string, () => plots.Figure> = {
  attentionWeights: () =>
    plots.attentionWeights(
      [
        [0.8, 0.1, 0.05, 0.05],
        [0.1, 0.7, 0.1, 0.1],
        [0, 0.2, 0.1, 0.7],
      ],
      {
        title: 'The decoder reads the word that it writes',
        queries: ['the', 'dog', 'sees'],
        keys: ['der', 'Hund', 'der', 'sieht'],
      },
    ),
  confusionMatrix: () =>
    plots.confusionMatrix(
      {
        labels: ['left', 'right', 'turn'],
        counts: [
          [18, 1, 1],
          [2, 15, 3],
          [0, 4, 16],
        ],
      },
      {title: 'A turn is taken for a move to the right'},
    ),
  tokenChoices: () =>
    plots.tokenChoices(
      [
        {name: '1', probabilities: [0.5, 0.3, 0.2]},
        {name: '0.5', probabilities: [0.66, 0.24, 0.1]},
      ],
      ['a', ' ', 'e'],
      {label: 'temperature', after: 'after "th"'},
    ),
  waveform: () => plots.waveform(wave, {title: 'A tone of 220 Hz fades', sampleRate: 8000}),
  spectrogram: () =>
    plots.spectrogram(frames, {title: 'The tone rises', frameStep: 0.01, bins: steps(24).map((k) => 100 * k)}),
  soundSteps: () =>
    plots.soundSteps(
      {spectrogram: frames, mel: frames.map((bins) => bins.slice(0, 12)), mfcc: frames.map((bins) => bins.slice(0, 7))},
      {title: 'Twenty-four numbers a frame become six', sampleRate: 8000, hopLength: 80},
    ),
  pianoRoll: () =>
    plots.pianoRoll(
      voices.flatMap((voice, i) =>
        steps(6).map((t) => ({pitch: 72 - 6 * i - ((t * (i + 2)) % 5), start: t, duration: 0.9, voice})),
      ),
      {title: 'Four voices, six chords'},
    ),
  regionAttention: () =>
    plots.regionAttention(
      steps(24).map((y) => steps(24).map((x) => [...scene.values.slice((y * 24 + x) * 3, (y * 24 + x) * 3 + 3)])),
      [lookAt(1, 1, 0.1), lookAt(2, 2, 0.7), lookAt(3, 2, 0.5), lookAt(1, 1, 0.1)],
      {title: 'The decoder looks where it writes', words: ['a', 'red', 'triangle', 'a']},
    ),
  videoFrames: () => plots.videoFrames(clip, {title: 'A square moves to the right', count: 10, columns: 5}),
  strokes: () =>
    plots.strokes(
      [
        [0, 0, 0],
        [40, 0, 0],
        [0, 30, 0],
        [-40, 0, 0],
        [0, -30, 1],
        [-5, 0, 0],
        [25, -20, 0],
        [25, 20, 1],
        [-30, 30, 0],
        [0, -15, 0],
        [10, 0, 0],
        [0, 15, 1],
      ],
      {title: 'A house in three strokes'},
    ),
};

/** Diagrams of decoding and of motifs, by name. */
export const MEDIA_DIAGRAMS: Record<string, () => plots.Diagram> = {
  beamTree: () =>
    plots.beamTree([
      {token: 'start', logProbability: 0},
      {token: 'a', parent: 0, logProbability: -0.4},
      {token: 'the', parent: 0, logProbability: -1.2},
      {token: 'his', parent: 0, logProbability: -3, kept: false},
      {token: 'dog', parent: 1, logProbability: -2.1},
      {token: 'cat', parent: 1, logProbability: -2.6, kept: false},
      {token: 'dog', parent: 2, logProbability: -1.5},
      {token: 'tree', parent: 2, logProbability: -3.2, kept: false},
      {token: 'end', parent: 4, logProbability: -2.2},
      {token: 'end', parent: 6, logProbability: -1.6},
    ]),
  ctcLattice: () => plots.ctcLattice(['c', 'a', 't'], {steps: 8, path: [0, 1, 1, 2, 3, 5, 5, 6]}),
  ctcLatticeOfDoubledLabels: () =>
    plots.ctcLattice(['o', 'o'], {
      steps: 5,
      passing: steps(5).map((s) => steps(5).map((t) => Math.max(0, 1 - Math.abs(s - t) / 2))),
      title: 'Every way rests on the blank',
    }),
  crfLattice: () =>
    plots.crfLattice(
      [
        [1.2, 0.4, 0.6],
        [0.3, 0.2, 1.9],
        [0.1, 0.2, 1.4],
        [2, 0.5, -0.3],
      ],
      [
        [0.5, 0.3, -Infinity],
        [-0.4, -1, 1.1],
        [0.2, -0.8, 0.9],
      ],
      {tags: ['O', 'B-PER', 'I-PER'], words: ['Dear', 'Ada', 'Lovelace', 'wrote'], path: [1, 2, 2, 0]},
    ),
  crfLatticeWithAllScores: () =>
    plots.crfLattice(
      [
        [1, -0.5],
        [0.25, 0.75],
        [-1, 2],
      ],
      [
        [0.1, -0.2],
        [0.3, 0.4],
      ],
      {tags: ['A', 'B']},
    ),
  wordWeights: () =>
    plots.wordWeights(
      'the first half is not good at all but the last scene is one of the finest of this year'.split(' '),
      [0, 0.1, 0, 0, -0.7, 0.4, 0, -0.1, 0.2, 0, 0.05, 0.1, 0, 0, 0, 0, 0.9, 0, 0, 0.02],
    ),
  sequenceLogos: () =>
    plots.sequenceLogos(
      ['EI', 'IE'].map((name, k) => ({
        name,
        probabilities: steps(9).map((t) => (t === 4 + k ? [0, 0, 1, 0] : [0.4, 0.2, 0.2, 0.2])),
      })),
      {title: 'A G tells both sites, one place apart', columns: 2, cut: 4, label: 'place'},
    ),
  sequenceLogo: () =>
    plots.sequenceLogo([
      [0.25, 0.25, 0.25, 0.25],
      [0.6, 0.1, 0.2, 0.1],
      [0.02, 0.02, 0.94, 0.02],
      [0.01, 0.01, 0.01, 0.97],
      [0.6, 0.03, 0.35, 0.02],
      [0.1, 0.2, 0.6, 0.1],
    ]),
};
