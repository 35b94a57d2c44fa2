"""Outputs and all gradients of Keras' LSTM and GRU (both conventions) in float64 -> lib/test/golden/{lstm,gru}-keras.json.

    .venv-peers/bin/python ci/peers/gated-cells-keras.py

Sizes of the last cases are drawn from a seed.
"""

import keras_layer
import numpy as np
from golden import write
from keras_layer import keras

# name, [batch, steps, features, units], options of the layer, initial states given?, mask
CASES = [
    ("one step, one unit", [1, 1, 1, 1], {}, False, None),
    ("one step, states given", [3, 1, 2, 5], {"return_sequences": True}, True, None),
    ("last output, odd sizes", [5, 4, 3, 6], {}, True, None),
    ("all outputs, units a multiple of 4", [2, 4, 4, 8], {"return_sequences": True}, True, None),
    ("no bias", [3, 4, 2, 3], {"use_bias": False, "return_sequences": True}, False, None),
    ("backwards", [3, 6, 2, 5], {"go_backwards": True}, True, None),
    ("backwards, all outputs", [3, 4, 2, 5], {"go_backwards": True, "return_sequences": True}, True, None),
    ("mask after", [3, 6, 2, 3], {"return_sequences": True}, True, [[1, 1, 1, 0, 0, 0], [1] * 6, [1, 0, 0, 0, 0, 0]]),
    ("mask before", [3, 5, 2, 3], {"return_sequences": True}, True, [[0, 0, 1, 1, 1], [1] * 5, [0, 0, 0, 0, 1]]),
    ("mask with gaps, last output", [4, 6, 3, 2], {}, True, [[1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 0, 1], [1] * 6, [0, 0, 0, 1, 0, 0]]),
    ("all steps of a sequence masked", [2, 4, 2, 3], {}, True, [[0] * 4, [1, 1, 0, 0]]),
    ("all steps of a sequence masked, all outputs", [2, 4, 2, 3], {"return_sequences": True}, True, [[0] * 4, [1, 1, 0, 0]]),
    ("mask, backwards", [3, 6, 2, 3], {"go_backwards": True, "return_sequences": True}, True, [[1, 1, 1, 0, 0, 0], [1] * 6, [0, 1, 0, 1, 1, 0]]),
    ("mask, backwards, last output", [3, 6, 2, 3], {"go_backwards": True}, True, [[1, 1, 1, 0, 0, 0], [1] * 6, [0, 1, 0, 1, 1, 0]]),
]


def random_cases(count):
    rng = np.random.default_rng(7)
    for index in range(count):
        sizes = [int(rng.integers(1, high + 1)) for high in (5, 7, 5, 9)]
        mask = rng.integers(0, 2, sizes[:2]).tolist() if index % 2 else None
        options = {"go_backwards": bool(rng.integers(2)), "return_sequences": bool(rng.integers(2))}
        yield f"random {index}: {sizes}", sizes, options, True, mask


def cases(make, seed, gates, states, variants=({},)):
    for variant in variants:
        for index, (name, sizes, options, with_state, mask) in enumerate([*CASES, *random_cases(5)]):
            after = variant.get("reset_after", False)
            case = keras_layer.run(
                make,
                name + (" (reset before)" if variant.get("reset_after") is False else ""),
                seed + index,
                sizes,
                options | variant,
                states,
                with_state,
                mask,
                gates,
                (2, gates * sizes[3]) if after else None,
            )
            case["options"].update({"resetAfter": after} if variant else {})
            yield case


if __name__ == "__main__":
    command = "python ci/peers/gated-cells-keras.py"
    lstm = cases(keras.layers.LSTM, 3000, 4, ["initialState", "initialCellState"])
    write("lstm-keras", command, keras_layer.VERSIONS, list(lstm))
    gru = cases(keras.layers.GRU, 4000, 3, ["initialState"], ({"reset_after": True}, {"reset_after": False}))
    write("gru-keras", command, keras_layer.VERSIONS, list(gru))
