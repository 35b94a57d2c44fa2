"""Outputs and all gradients of Keras' SimpleRNN in float64 -> lib/test/golden/simple-rnn-keras.json.

    .venv-peers/bin/python ci/peers/simple-rnn-keras.py
"""

import keras_layer
from golden import write

# name, [batch, steps, features, units], options of the layer, initial state given?, mask
CASES = [
    ("one step, one unit", [1, 1, 1, 1], {}, False, None),
    ("one step, state given", [3, 1, 2, 5], {"return_sequences": True}, True, None),
    ("last output, odd sizes", [5, 7, 3, 6], {}, True, None),
    ("all outputs, units a multiple of 4", [4, 6, 4, 8], {"return_sequences": True}, True, None),
    ("all outputs, 9 units", [6, 5, 9, 9], {"return_sequences": True}, False, None),
    ("relu", [3, 6, 2, 7], {"activation": "relu", "return_sequences": True}, True, None),
    ("linear", [2, 5, 3, 4], {"activation": "linear"}, True, None),
    ("no bias", [3, 4, 2, 3], {"use_bias": False, "return_sequences": True}, False, None),
    ("backwards", [3, 6, 2, 5], {"go_backwards": True}, True, None),
    ("backwards, all outputs", [3, 6, 2, 5], {"go_backwards": True, "return_sequences": True}, True, None),
    ("mask after", [3, 6, 2, 5], {"return_sequences": True}, True, [[1, 1, 1, 0, 0, 0], [1] * 6, [1, 0, 0, 0, 0, 0]]),
    ("mask before", [3, 5, 2, 5], {"return_sequences": True}, True, [[0, 0, 1, 1, 1], [1] * 5, [0, 0, 0, 0, 1]]),
    ("mask with gaps, last output", [4, 6, 3, 6], {}, True, [[1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 0, 1], [1] * 6, [0, 0, 0, 1, 0, 0]]),
    ("all steps of a sequence masked", [2, 4, 2, 3], {}, True, [[0] * 4, [1, 1, 0, 0]]),
    ("all steps of a sequence masked, all outputs", [2, 4, 2, 3], {"return_sequences": True}, True, [[0] * 4, [1, 1, 0, 0]]),
    ("mask, backwards", [3, 6, 2, 5], {"go_backwards": True, "return_sequences": True}, True, [[1, 1, 1, 0, 0, 0], [1] * 6, [0, 1, 0, 1, 1, 0]]),
]


if __name__ == "__main__":
    write(
        "simple-rnn-keras",
        "python ci/peers/simple-rnn-keras.py",
        keras_layer.VERSIONS,
        [
            keras_layer.run(
                keras_layer.keras.layers.SimpleRNN,
                name,
                1000 + index,
                sizes,
                options,
                ["initialState"],
                with_state,
                mask,
            )
            for index, (name, sizes, options, with_state, mask) in enumerate(CASES)
        ],
    )
