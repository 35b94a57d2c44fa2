"""The row of weights that Keras hands to cuDNN for an LSTM -> lib/test/golden/cudnn-weights-keras.json. Needs no GPU.

    .venv-peers/bin/python ci/peers/cudnn-weights-keras.py
"""

import sys
from unittest import mock

import keras_layer
from golden import draw, pack, write

np, tf = keras_layer.np, keras_layer.tf
keras_rnn = sys.modules["keras.src.backend.tensorflow.rnn"]
SIZES = [(3, 4, 2, 5), (1, 2, 1, 1), (2, 3, 4, 3)]


class Handed(Exception):
    """Carries what the operation would have got."""


def hand(**given):
    raise Handed(given)


cases = []
rng = np.random.default_rng(11)
for sizes in SIZES:
    units = sizes[3]
    tensors = keras_layer.draw_case(rng, sizes, 4, ["initialState", "initialCellState"], [4 * units])
    x, kernel, recurrent, bias, h, c = (
        tf.constant(tensors[name], tf.float32)
        for name in ("x", "kernel", "recurrentKernel", "bias", "initialState", "initialCellState")
    )
    with mock.patch.object(tf.raw_ops, "CudnnRNNV3", hand):
        try:
            keras_rnn._cudnn_lstm(tf.transpose(x, [1, 0, 2]), h, c, kernel, recurrent, bias, None, True, False, True)
            raise SystemExit("Keras did not call CudnnRNNV3")
        except Handed as handed:
            given = handed.args[0]
    named = {name: pack(tensors[name]) for name in ("kernel", "recurrentKernel", "bias")}
    shapes = {name: list(given[name].shape) for name in ("input", "input_h", "input_c")}
    lengths = given["sequence_lengths"].numpy().tolist()
    row = pack(np.round(given["params"].numpy().astype(np.float64), 4))
    cases.append({"sizes": sizes, "inputs": named, "params": row, "shapes": shapes, "sequenceLengths": lengths})

write("cudnn-weights-keras", ".venv-peers/bin/python ci/peers/cudnn-weights-keras.py", keras_layer.VERSIONS, cases)
