/** The room of data. */
import type {RoomPlan} from './plan';

export const DATA: Record<string, RoomPlan> = {
  data: {
    purpose: 'Sequences to learn from: seeded generators, real sets, windows, scaling, text, sound, music, drawings.',
    groups: [
      {
        title: 'Arrays and chance',
        files: {arrays: '1.1', numbers: '2.1', random: '1.1', 'normal-rows': '1.5', 'uniform-rows': '1.3', npz: '7.1'},
      },
      {
        title: 'Real data sets',
        files: {
          load: '2.4',
          catalogue: '2.4',
          'sets/loaders': '2.4',
          'sets/daily': '2.4',
          'sets/texts': '5.2',
          'sets/other': '6.1',
          download: '2.4',
        },
      },
      {
        title: 'Generated series',
        files: {
          generate: '2.1',
          'tasks/series': '1.1',
          'tasks/hold': '3.1',
          'tasks/between': '3.3',
          'tasks/rising-wave': '1.2',
          'tasks/random-walk': '1.2',
          'tasks/gappy': '1.2',
          births: '2.4',
          sine: '1.1',
        },
      },
      {
        title: 'Windows, splits, scaling',
        files: {
          windows: '1.2',
          'windows-of-each': '1.1',
          stretches: '1.1',
          'shuffle-each': '1.1',
          'seq2seq-examples': '2.2',
          'split-groups': '5.1',
          'alike-groups': '6.5',
          scaling: '1.2',
          'add-feature': '2.4',
          'append-inputs': '2.4',
          'add-clock': '4.1',
          holidays: '2.4',
          grid: '1.2',
          'on-grid': '1.2',
          'windows-ending': '1.2',
          'take-examples': '1.2',
          'as-changes': '1.2',
          downsample: '1.2',
          'to-width': '1.2',
        },
      },
      {
        title: 'Text',
        files: {
          'text/tokenise': '5.1',
          'text/vocabulary': '5.1',
          'text/padding': '1.2',
          'text/teacher-forcing': '5.4',
          'text/batches': '1.2',
          'text/unknown-share': '1.2',
          'text/windows': '5.2',
          'text/windows-of-sequences': '6.1',
        },
      },
      {
        title: 'Generated text',
        files: {
          'tasks/reviews': '5.1',
          'tasks/turning-reviews': '5.1',
          'tasks/play': '5.2',
          'tasks/dates': '5.4',
          'tasks/translations': '5.4',
          'tasks/grammars': '5.4',
          'tasks/tagged-sentences': '5.5',
        },
      },
      {
        title: 'Sound',
        files: {
          'audio/wav': '6.2',
          'audio/spectrogram': '1.2',
          'audio/mel': '1.2',
          'audio/mu-law': '4.2',
          'audio/scaled-frames': '6.2',
          'audio/loudest-frequencies': '4.2',
          'tasks/spoken-digits': '6.2',
          'as-labels': '6.2',
          'tasks/spoken-strings': '6.2',
        },
      },
      {
        title: 'Music',
        files: {
          'music/chorales': '6.1',
          'music/transposed': '6.1',
          'music/generate': '6.1',
          'music/midi': '6.1',
          'music/synthesise': '6.1',
        },
      },
      {
        title: 'Drawings',
        files: {
          'tasks/drawings': '6.6',
          'tasks/drawing-pixels': '6.6',
          'tasks/pen-states': '6.6',
          'tasks/sketches': '6.6',
          'tasks/vary-drawing': '6.6',
        },
      },
      {title: 'Videos, scenes, DNA', files: {'tasks/videos': '6.3', 'tasks/scenes': '6.4', 'tasks/dna': '6.5'}},
    ],
  },
};
