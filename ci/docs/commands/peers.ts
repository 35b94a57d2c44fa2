/** Commands that need gigabytes of Keras and PyTorch, or hours: what they wrote is committed, and tests hold it. */
import type {Row} from './row';

const locks = 'ci/setup/test/locks.test.ts';

const byHand = (command: string | string[], why: string, file: string, ...words: string[]): Row => ({
  command,
  byHand: why,
  there: [{file, words}],
});

const environments = ['.venv-peers', '.venv-peers-metrics', '.venv-peers-audio'];

export const peerRows: Row[] = [
  byHand(
    environments.map((venv) => `python3 -m venv ${venv}`),
    'makes an environment for Keras and PyTorch; the same call makes .venv',
    'ci/setup/test/commands.integration.test.ts',
    'makeVenv',
  ),
  byHand(
    ['', '-torch'].map(
      (name) => `.venv-peers/bin/pip install --require-hashes -r ci/peers/requirements${name}.lock.txt`,
    ),
    'fetches gigabytes',
    locks,
    'ci/peers',
  ),
  byHand(
    ['metrics', 'audio'].map(
      (name) => `.venv-peers-${name}/bin/pip install --require-hashes -r ci/peers/requirements-${name}.lock.txt`,
    ),
    'fetches hundreds of megabytes',
    locks,
    'ci/peers',
  ),
  byHand(
    'uv pip compile --universal --python-version 3.11 --generate-hashes --no-header',
    'asks the registry for what is newest',
    locks,
    'uv pip compile',
  ),
  byHand(
    'python3 ci/peers/data-manifest.py MIRROR_FOLDER',
    'needs a mirror of all data sets',
    'lib/test/data/load.test.ts',
    'manifest',
  ),
  byHand(
    ['node --import tsx ci/kernel/bench.ts', 'node --import tsx ci/kernel/bench.ts 3'],
    'measures times, which a busy machine would fail',
    'ci/kernel/test/start.integration.test.ts',
    'dist/front/main.js',
  ),
  byHand(
    'node --import tsx ci/bench/native-lstm.ts',
    'needs native TensorFlow and a quiet machine',
    'lib/test/engine/native-lstm.test.ts',
    'BlockLSTMV2',
  ),
  byHand(
    'node --import tsx lib/test/plots/gallery.ts',
    'draws a page for the eye',
    'ci/notebooks/test/figures.test.ts',
    'figure',
  ),
];

/** A script of `ci/peers` by its line; its golden numbers are what unit tests compare with. */
export const PEER_SCRIPT = /^\.venv-peers(?:-metrics|-audio)?\/bin\/python (ci\/peers\/[\w-]+\.py)$/;
