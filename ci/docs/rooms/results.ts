/** The rooms of what comes out: forecasts, sequences, numbers, figures, cells. */
import type {RoomPlan} from './plan';

export const RESULTS: Record<string, RoomPlan> = {
  forecasting: {
    purpose: 'From a trained model to forecasts: iterated, direct, seq2seq; backtests and intervals.',
    groups: [
      {title: 'Forecast', files: {iterated: '2.2', direct: '2.2', predictor: '2.2', 'mean-of-kind': '2.4'}},
      {
        title: 'Judge',
        files: {
          'horizon-errors': '2.2',
          'fed-with-truth': '2.2',
          'nudge-response': '2.2',
          'echo-growth': '2.2',
          'filter-gaps': '1.2',
          backtest: '2.4',
        },
      },
      {title: 'Intervals', files: {samples: '2.4', conformal: '2.4', 'rolling-conformal': '2.4'}},
    ],
  },
  decoding: {
    purpose: 'From probabilities to a sequence: greedy, sampling, beam search, Viterbi, CTC.',
    groups: [
      {
        title: 'Write token by token',
        files: {
          generate: '5.2',
          filters: '5.2',
          'log-probabilities': '5.2',
          'log-softmax-of-each': '6.2',
          'next-token': '5.2',
        },
      },
      {
        title: 'Search',
        files: {
          'beam-search': '5.4',
          'stream-step': '6.1',
          'beam-nodes': '5.4',
          'encoder-decoder': '5.4',
          'many-sources': '5.4',
          viterbi: '5.5',
          ctc: '6.2',
          'draw-sketches': '6.6',
        },
      },
    ],
  },
  metrics: {
    purpose: 'Numbers in, numbers out: errors, scores and tests, with shapes checked.',
    groups: [
      {
        title: 'Errors of forecasts',
        files: {
          errors: '2.1',
          'scaled-errors': '2.4',
          paired: '2.1',
          'steps-until-below': '1.5',
          'mse-where': '1.4',
          'mse-by-group': '3.1',
          'mae-by-group': '2.4',
          'median-of-runs': '3.1',
          'relative-distance': '1.2',
          'mse-by-step': '2.2',
        },
      },
      {title: 'Forecasts with uncertainty', files: {probabilistic: '2.4', intervals: '2.4', quantile: '2.4'}},
      {title: 'Classes', files: {classification: '5.1', 'share-interval': '5.1', likeliest: '3.1'}},
      {
        title: 'Sequences',
        files: {'worth-of-order': '1.1', 'chorale-rules': '6.1', 'rules-kept': '6.1', 'surprise-by': '6.1'},
      },
      {
        title: 'Text and tags',
        files: {
          likelihood: '5.2',
          'rank-correlation': '5.3',
          'label-errors': '6.2',
          bleu: '5.4',
          'exact-match': '5.4',
          'translation-rows': '5.4',
          entities: '5.5',
        },
      },
    ],
  },
  plots: {
    purpose:
      'Data in, a figure out: plain JSON for Plotly, or a diagram as SVG, each with a text that says what it shows.',
    groups: [
      {title: 'Every figure', files: {figure: '1.1', look: '1.1', panels: '2.1', slider: '1.4'}},
      {
        title: 'Series and forecasts',
        files: {
          series: '2.1',
          'forecasting/decomposition': '1.1',
          'forecasting/window-slider': '1.1',
          'forecasting/anomalies': '2.4',
          'forecasting/autocorrelation': '2.4',
          'forecasting/horizon-errors': '2.2',
          'forecasting/forecast-as-read': '2.2',
          'forecasting/backtest-origins': '2.4',
          'forecasting/fan': '2.4',
          'forecasting/reliability': '2.4',
          scatter: '2.1',
          'targets-and-predictions': '1.4',
          'slope-profile': '2.1',
          'scaled-series': '1.2',
        },
      },
      {
        title: 'Training',
        files: {history: '2.1', runs: '3.2', 'run-dots': '3.2', 'named-runs': '2.3', 'loss-surface': '1.4'},
      },
      {
        title: 'Compare numbers',
        files: {
          bars: '2.1',
          costs: '4.1',
          'grouped-bars': '3.2',
          spread: '2.2',
          lines: '1.3',
          curves: '5.4',
          stacked: '3.3',
          heatmap: '1.3',
          'error-matrix': '3.4',
        },
      },
      {
        title: 'Gradients and states',
        files: {
          'gradients/by-distance': '1.5',
          'gradients/by-scale': '1.5',
          'gradients/clipping': '1.5',
          'gradients/saturation': '1.5',
          'cells/gate-traces': '3.1',
          'cells/information-bars': '3.1',
          'recurrent-weights': '1.3',
          unrolling: '1.3',
          'step-triangle': '1.4',
          'sequence-line': '3.3',
          'influence-maps': '3.3',
          'formula-checks': '7.1',
        },
      },
      {
        title: 'Convolutions',
        files: {
          'convolution/sliding-kernel': '4.1',
          'convolution/receptive-field': '4.1',
          'convolution/receptive-fields': '4.1',
        },
      },
      {
        title: 'Diagrams of networks',
        files: {
          'diagrams/rnn': '1.1',
          'diagrams/bptt': '1.4',
          'diagrams/lstm-cell': '3.1',
          'diagrams/gru-cell': '3.1',
          'diagrams/stacks': '3.3',
          'diagrams/loss-sketch': '2.1',
          'diagrams/wavenet': '4.2',
          'diagrams/batches': '1.2',
          'diagrams/forecasting-ways': '2.2',
          'diagrams/seq2seq-alignment': '2.2',
        },
      },
      {
        title: 'Text',
        files: {
          'text/surprise': '5.2',
          'text/weights': '5.3',
          'text/search': '5.4',
          'text/crf-lattice': '5.5',
          'diagrams/word-weights': '5.1',
        },
      },
      {
        title: 'Sound, music, pictures',
        files: {
          'media/sound': '1.2',
          'media/sound-steps': '1.2',
          'media/chorale-rolls': '1.1',
          'media/ctc-outputs': '6.2',
          'media/pictures': '6.3',
          'media/sketch-sheet': '6.6',
          'media/region-attention': '6.4',
          'media/sequence-logos': '6.5',
        },
      },
    ],
  },
  notebook: {
    purpose: 'What a cell shows and asks: figures, tables, progress, checks and hints.',
    groups: [
      {
        title: 'Show',
        files: {
          show: '2.1',
          table: '2.1',
          'from-columns': '1.4',
          'formula-ledger': '7.1',
          sounds: '1.1',
          html: '6.1',
          display: '2.1',
        },
      },
      {title: 'Exercises', files: {check: '1.4', 'expect-shape': '1.3'}},
      {title: 'Progress', files: {'progress-bar': '2.1', 'live-chart': '2.1'}},
      {
        title: 'Results of many runs',
        files: {
          recorded: '2.1',
          'recorded-depths': '3.3',
          'recorded-fields': '4.1',
          'recorded-results': '2.1',
          'recorded-remedies': '2.3',
          'one-step-runs': '2.1',
          'recorded-rivals': '3.4',
          'seed-pairs': '2.3',
          'results/*': '2.1',
          spread: '2.1',
          'steps-spread': '1.5',
          'peer-rows': '1.2',
          'at-epoch': '3.1',
          'growth-by-epoch': '2.2',
        },
      },
    ],
  },
};
