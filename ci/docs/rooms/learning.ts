/** The rooms that compute and learn. */
import type {RoomPlan} from './plan';

export const LEARNING: Record<string, RoomPlan> = {
  engine: {
    purpose:
      'Where numbers are computed: choosing and starting the engine, and the fused operations that layers run on.',
    groups: [
      {
        title: 'Start and look',
        files: {start: '1.3', seeds: '2.1', 'native/interrupts': '2.1', recover: '2.1', 'kernels-host': '3.4'},
      },
      {
        title: 'Recurrent operations',
        files: {
          'tape/recurrent': '1.3',
          'tape/simple-rnn': '1.3',
          'tape/lstm': '3.1',
          'tape/gru': '3.1',
          'tape/peephole-lstm': '3.1',
          'tape/layer-norm-rnn': '2.3',
          'tape/layer-norm-simple-rnn': '2.3',
        },
      },
      {
        title: 'Convolution and pooling operations',
        files: {'tape/conv1d': '4.1', 'tape/convolution': '6.3', 'tape/pooling': '4.1', 'tape/wavenet-block': '4.2'},
      },
      {title: 'Attention operations', files: {'tape/attention': '5.3', 'tape/multi-head-attention': '5.3'}},
      {title: 'Embedding and normalisation operations', files: {'tape/embedding': '5.1', 'tape/norm': '3.3'}},
      {title: 'Operations over paths and alignments', files: {'tape/crf': '5.5', 'tape/ctc': '6.2'}},
    ],
  },
  scratch: {
    purpose:
      'Cells with forward and backward by hand on plain float64 arrays, to read, to change and to check gradients by.',
    groups: [
      {title: 'Matrices', files: {matrix: '1.3', terms: '7.1'}},
      {title: 'Cells', files: {'simple-rnn': '1.3', lstm: '3.1', gru: '3.1', gates: '3.1', 'peephole-lstm': '3.1'}},
      {
        title: 'Layer normalisation',
        files: {'layer-norm': '2.3', 'layer-norm-lstm': '2.3', 'layer-norm-gru': '2.3', 'layer-norm-simple-rnn': '2.3'},
      },
      {title: 'Output and loss', files: {dense: '1.4', losses: '1.4'}},
      {
        title: 'Gradients checked',
        files: {
          'gradient-check': '1.4',
          angle: '1.4',
          'formula-check': '7.1',
          'random-problems': '7.1',
          'random-convolution': '7.1',
          'every-sequence': '7.1',
          'path-scores': '7.1',
          'ctc-alignments': '7.1',
          softmax: '7.1',
          'singular-values': '7.1',
        },
      },
      {
        title: 'Training by hand',
        files: {
          tasks: '1.4',
          optimizers: '1.4',
          train: '1.4',
          'train-runs': '1.4',
          network: '1.4',
          'best-time': '1.4',
          'run-unit': '3.1',
          'time-steps': '3.1',
          'lstm-traces': '3.1',
          'flip-update-gate': '3.1',
          truncated: '1.4',
        },
      },
    ],
  },
  layers: {
    purpose:
      'Layers for `tf.sequential` and `tf.model`, with the spelling of TensorFlow.js and the defaults of Keras 3.',
    groups: [
      {
        title: 'Recurrent layers',
        files: {
          'simple-rnn': '1.3',
          lstm: '3.1',
          gru: '3.1',
          'gru-cell': '3.1',
          bidirectional: '3.3',
          'peephole-lstm': '3.1',
          'layer-norm-rnn': '2.3',
          'layer-norm-simple-rnn': '2.3',
          'fused-rnn': '3.1',
          'gate-bias': '1.5',
        },
      },
      {title: 'Cells of your own', files: {rnn: '2.3', 'own-cell': '2.3'}},
      {title: 'Convolutions', files: {conv1d: '4.1', 'wavenet-block': '4.2', 'conv-images': '6.3'}},
      {title: 'Pooling', files: {pooling: '4.1'}},
      {title: 'Attention', files: {attention: '5.3', 'multi-head-attention': '5.3', 'position-embedding': '5.3'}},
      {
        title: 'Everyday layers',
        files: {
          dense: '2.1',
          embedding: '5.1',
          dropout: '2.3',
          'random-state': '2.3',
          'time-distributed': '2.2',
          masking: '6.2',
          'last-step': '4.1',
          normalisation: '3.3',
        },
      },
      {title: 'Losses over sequences', files: {crf: '5.5', 'ctc-loss': '6.2', 'planning/sequence-loss': '5.5'}},
    ],
  },
  models: {
    purpose: 'Builders: options in, an uncompiled model out; baselines first.',
    groups: [
      {
        title: 'Baselines',
        files: {
          ...{
            baselines: '2.1',
            'least-squares': '2.1',
            'least-pinball': '2.4',
            'nearest-neighbours': '1.2',
            'word-translation': '5.4',
            'naive-bayes': '5.1',
            'accuracy-by-group': '1.2',
            'line-accuracy': '1.2',
            'sine-fit': '2.3',
            'similar-windows': '4.2',
          },
          ...{
            'voice-counts': '6.1',
            ngrams: '1.1',
            'position-weights': '1.1',
            'base-effects': '6.5',
            'nearest-sequences': '6.5',
            'filter-hits': '6.5',
            'trend-slope': '1.1',
          },
        },
      },
      {title: 'Recurrent models', files: {rnn: '2.1', recurrent: '3.3', 'parts/stack': '3.3', candidates: '3.4'}},
      {
        title: 'Convolutional models',
        files: {convolutions: '4.1', wavenet: '4.2', 'receptive-field': '4.1', 'inputs-seen': '7.1'},
      },
      {title: 'Sequence to sequence', files: {'forecast-decoder': '2.2', 'encoder-decoder': '5.4', caption: '6.4'}},
      {
        title: 'Text and tags',
        files: {
          'text-classifier': '5.1',
          'gradient-times-input': '5.1',
          'attention-reader': '5.3',
          'leave-one-out': '5.3',
          'language-model': '5.2',
          transformer: '5.3',
          tagger: '5.5',
        },
      },
      {
        title: 'Sound, video, DNA, drawings',
        files: {
          speech: '6.2',
          video: '6.3',
          dna: '6.5',
          sketch: '6.6',
          mixture: '6.6',
          'mixture-sample': '6.6',
          'pen-loss': '6.6',
        },
      },
      {
        title: 'Look inside, weights in and out',
        files: {
          'attend-as': '5.3',
          'attention-weights': '5.3',
          alignments: '5.4',
          probe: '1.3',
          'token-reader': '1.2',
          'start-weights': '1.5',
          'start-gates': '4.2',
          'input-slopes': '2.1',
          multiplications: '3.4',
          'slopes-by-distance': '3.4',
          'slopes-by-ones': '4.2',
          'layer-spreads': '3.3',
          'layer-readouts': '3.3',
          'fresh-slopes': '3.3',
          'upper-start': '3.3',
          'output-shapes': '3.3',
          'step-influence': '3.3',
          'model-costs': '3.3',
          'load-weights': '7.1',
          'cell-weights': '3.1',
          'cell-and-readout': '3.1',
          'largest-difference': '3.1',
          'count-weights': '3.1',
        },
      },
    ],
  },
  training: {
    purpose:
      'Fit a model with progress, clipping, early stopping and checkpoints, and compare models on the same data.',
    groups: [
      {
        title: 'Train',
        files: {
          compile: '2.1',
          fit: '2.1',
          options: '2.1',
          examples: '2.1',
          weights: '2.1',
          'early-stop': '2.1',
          'plan/windows': '1.4',
        },
      },
      {
        title: 'Predict and compare',
        files: {
          predict: '2.1',
          'predict-in-chunks': '3.3',
          compare: '2.1',
          'over-seeds': '3.2',
          'each-over-seeds': '3.3',
          'test-runs': '3.3',
          'test-errors': '1.2',
          'step-times': '3.3',
        },
      },
      {
        title: 'One step at a time',
        files: {stream: '3.4', 'causal-stream': '4.2', 'stream-surprises': '5.2', surprises: '6.1'},
      },
      {
        title: 'Optimizers',
        files: {
          'optimizers/adam': '2.1',
          'optimizers/sgd': '1.4',
          'optimizers/rms-prop': '2.3',
          'optimizers/array-optimizer': '2.1',
        },
      },
      {
        title: 'Learning rates',
        files: {'schedules/learning-rate': '3.4', 'schedules/steps': '3.4', 'schedules/plateau': '3.4'},
      },
      {
        title: 'Gradients',
        files: {
          clipping: '2.3',
          'gradient-norms': '2.3',
          'norm-summary': '2.3',
          'training-memory': '3.4',
          'state-gradients': '1.5',
          'start-gradients': '3.1',
          'weight-gradients': '1.5',
          diagnose: '1.5',
        },
      },
      {title: 'Checkpoints', files: {'checkpoint/checkpoint': '2.3', 'checkpoint/files': '2.3'}},
      {title: 'Progress', files: {reporter: '2.1'}},
    ],
  },
};
