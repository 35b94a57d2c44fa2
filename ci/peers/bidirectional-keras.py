"""Outputs and all gradients of Keras' Bidirectional in float64 -> lib/test/golden/bidirectional-keras.json.

    .venv-peers/bin/python ci/peers/bidirectional-keras.py
"""

import keras_layer
import numpy as np
import tensorflow as tf
from golden import draw, pack, write
from keras_layer import keras

MASK = [[1, 1, 1, 0, 0], [1] * 5, [0, 1, 0, 1, 1]]

# cell, merge mode, all outputs?, mask
CASES = [
    ("LSTM", "concat", True, None),
    ("LSTM", "concat", True, MASK),
    ("LSTM", "sum", False, MASK),
    ("GRU", "mul", True, MASK),
    ("GRU", "ave", False, MASK),
    ("SimpleRNN", "concat", False, MASK),
    ("SimpleRNN", None, True, MASK),
]


def run(index, cell, mode, sequences, mask):
    batch, steps, features, units = 3, 5, 2, 3
    rng = np.random.default_rng(7000 + index)
    make = getattr(keras.layers, cell)
    layer = keras.layers.Bidirectional(
        make(units, return_sequences=sequences, dtype="float64"), merge_mode=mode, dtype="float64"
    )
    layer.build((batch, steps, features))
    weights = [draw(rng, *weight.shape, scale=0.5) for weight in layer.get_weights()]
    layer.set_weights(weights)
    x = tf.constant(draw(rng, batch, steps, features))
    with tf.GradientTape() as tape:
        tape.watch(x)
        outputs = layer(x, mask=None if mask is None else tf.constant(np.array(mask, dtype=bool)))
        outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        d_outputs = [draw(rng, *output.shape) for output in outputs]
        loss = sum(tf.reduce_sum(output * d) for output, d in zip(outputs, d_outputs))
    gradients = tape.gradient(loss, [x, *(weight.value for weight in layer.trainable_weights)])
    return {
        "name": f"{cell}, merge mode {mode}" + (", all outputs" if sequences else "") + (", mask" if mask else ""),
        "cell": cell,
        "options": {"units": units, "returnSequences": sequences},
        "mergeMode": mode,
        "x": pack(x),
        "mask": pack(mask) if mask else None,
        "weights": [pack(weight) for weight in weights],
        "outputs": [pack(output) for output in outputs],
        "dOutputs": [pack(d) for d in d_outputs],
        "gradients": [pack(gradient) for gradient in gradients],
    }


if __name__ == "__main__":
    cases = [run(index, *case) for index, case in enumerate(CASES)]
    write("bidirectional-keras", "python ci/peers/bidirectional-keras.py", keras_layer.VERSIONS, cases)
