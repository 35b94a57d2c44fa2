"""Outputs and all gradients of Keras' SimpleRNN in float64 -> lib/test/golden/simple-rnn-keras.json.

    .venv-peers/bin/python ci/peers/simple-rnn-keras.py
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from golden import draw, pack, write  # noqa: E402

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


def run(index, name, sizes, options, with_state, mask):
    batch, steps, features, units = sizes
    rng = np.random.default_rng(1000 + index)
    tensors = {
        "x": draw(rng, batch, steps, features),
        "kernel": draw(rng, features, units, scale=0.6),
        "recurrentKernel": draw(rng, units, units, scale=0.5),
        "bias": draw(rng, units, scale=0.3),
        "initialState": draw(rng, batch, units, scale=0.7),
    }
    if options.get("use_bias") is False:
        del tensors["bias"]
    if not with_state:
        del tensors["initialState"]
    layer = keras.layers.SimpleRNN(units, return_state=True, dtype="float64", **options)
    layer.build((batch, steps, features))
    layer.set_weights([tensors[key] for key in ("kernel", "recurrentKernel", "bias") if key in tensors])
    x = tf.constant(tensors["x"])
    h0 = tf.constant(tensors["initialState"]) if with_state else None
    with tf.GradientTape() as tape:
        tape.watch([t for t in (x, h0) if t is not None])
        output, state = layer(x, initial_state=h0, mask=None if mask is None else tf.constant(np.array(mask, dtype=bool)))
        d_output = draw(rng, *output.shape)
        d_state = draw(rng, *state.shape)
        loss = tf.reduce_sum(output * d_output) + tf.reduce_sum(state * d_state)
    weights = [w.value for w in layer.trainable_weights]
    names = ["x"] + (["initialState"] if with_state else []) + [k for k in ("kernel", "recurrentKernel", "bias") if k in tensors]
    sources = [x] + ([h0] if with_state else []) + weights
    gradients = dict(zip(names, tape.gradient(loss, sources, unconnected_gradients="zero")))
    return {
        "name": name,
        "options": {
            "units": units,
            "activation": options.get("activation", "tanh"),
            "returnSequences": options.get("return_sequences", False),
            "goBackwards": options.get("go_backwards", False),
            "useBias": options.get("use_bias", True),
        },
        "inputs": {key: pack(value) for key, value in tensors.items()} | ({"mask": pack(mask)} if mask else {}),
        "output": pack(output),
        "state": pack(state),
        "dOutput": pack(d_output),
        "dState": pack(d_state),
        "gradients": {key: pack(value) for key, value in gradients.items()},
    }


if __name__ == "__main__":
    write(
        "simple-rnn-keras",
        "python ci/peers/simple-rnn-keras.py",
        {"keras": keras.__version__, "tensorflow": tf.__version__},
        [run(index, *case) for index, case in enumerate(CASES)],
    )
