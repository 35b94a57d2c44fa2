"""Dropout of Keras' recurrent cells with masks set by hand, in float64 -> lib/test/golden/recurrent-dropout-keras.json.

    .venv-peers/bin/python ci/peers/recurrent-dropout-keras.py

The masks come from the generator mulberry32, as in the kernels, so that no mask has to be stored. Each gate gets the same
one: Keras draws one for each gate where it drops states too.
"""

import keras_layer
import numpy as np
from data_twin import Mulberry32
from golden import draw, pack, write
from keras_layer import VERSIONS, WEIGHTS, keras, tf

# kind, [batch, steps, features, units], rate of inputs, rate of states, the same mask at every step?
CASES = [
    ("one step, one unit", [2, 1, 1, 1], 0.5, 0.5, True),
    ("inputs and states", [4, 5, 3, 6], 0.4, 0.3, True),
    ("inputs alone", [3, 4, 5, 5], 0.5, 0.0, True),
    ("states alone", [5, 3, 2, 7], 0.0, 0.25, True),
    ("a new mask each step", [4, 5, 3, 6], 0.4, 0.3, False),
    ("a new mask each step, inputs alone", [3, 4, 2, 4], 0.5, 0.0, False),
    ("a new mask each step, states alone", [2, 6, 4, 9], 0.0, 0.5, False),
]

KINDS = {
    "simpleRnn": (keras.layers.SimpleRNNCell, 1, ["initialState"], {}),
    "lstm": (keras.layers.LSTMCell, 4, ["initialState", "initialCellState"], {}),
    "gru": (keras.layers.GRUCell, 3, ["initialState"], {"reset_after": True}),
    "gru, reset before": (keras.layers.GRUCell, 3, ["initialState"], {"reset_after": False}),
}


def make_mask(seed, shape, rate):
    count = int(np.prod(shape))
    uniform = Mulberry32(seed).draw(count).reshape(shape)
    return np.where(uniform < rate, 0.0, 1 / (1 - rate))


def masks_of(seed, rate, same, steps, shape):
    """One mask a step."""
    if same:
        return [make_mask(seed, shape, rate)] * steps
    return list(make_mask(seed, (steps, *shape), rate))


def run(kind, index, name, sizes, inputs, states, same):
    make, gates, state_names, options = KINDS[kind]
    batch, steps, features, units = sizes
    rng = np.random.default_rng(500 + index)
    bias = (2, gates * units) if options.get("reset_after") else (gates * units,)
    tensors = keras_layer.draw_case(rng, sizes, gates, state_names, bias)
    # Without this, masks of 1 / (1 - rate) make the simple RNN grow so fast that float32 shows in the fifth digit.
    tensors["recurrentKernel"] = np.round(tensors["recurrentKernel"] / 2, 4)
    cell = make(units, dropout=inputs, recurrent_dropout=states, dtype="float64", **options)
    cell.build((batch, features))
    cell.set_weights([tensors[key] for key in WEIGHTS])
    x = tf.constant(tensors["x"])
    initial = [tf.constant(tensors[key]) for key in state_names]
    seed = 90 + index
    by_gate = getattr(cell, "implementation", 2) == 1  # with dropout of states, gated cells ask for a mask each gate
    input_masks = masks_of(seed, inputs, same, steps, (batch, features)) if inputs else [None] * steps
    state_masks = masks_of(seed + bool(inputs), states, same, steps, (batch, units)) if states else [None] * steps

    def as_cell(mask):
        if mask is None:
            return None
        return [tf.constant(mask)] * gates if by_gate and gates > 1 else tf.constant(mask)

    with tf.GradientTape() as tape:
        tape.watch([x, *initial])
        last, outputs = initial, []
        for t in range(steps):
            cell._dropout_mask = as_cell(input_masks[t])
            cell._recurrent_dropout_mask = as_cell(state_masks[t])
            output, last = cell(x[:, t], last, training=True)
            outputs.append(output)
        output = tf.stack(outputs, 1)
        d_output = draw(rng, *output.shape)
        d_states = [draw(rng, *state.shape) for state in last]
        loss = tf.reduce_sum(output * d_output) + sum(tf.reduce_sum(s * d) for s, d in zip(last, d_states))
    names = ["x", *state_names, *WEIGHTS]
    sources = [x, *initial, *(weight.value for weight in cell.trainable_weights)]
    gradients = dict(zip(names, tape.gradient(loss, sources, unconnected_gradients="zero")))
    return {
        "name": f"{kind}: {name}",
        "kind": kind,
        "dropout": {"inputs": inputs, "states": states, "kind": "variational" if same else "plain", "seed": seed},
        "inputs": {key: pack(value) for key, value in tensors.items()},
        "output": pack(output),
        "states": [pack(state) for state in last],
        "dOutput": pack(d_output),
        "dStates": [pack(d) for d in d_states],
        "gradients": {key: pack(value) for key, value in gradients.items()},
    }


cases = [
    run(kind, index + 20 * number, *case) for number, kind in enumerate(KINDS) for index, case in enumerate(CASES)
]
write("recurrent-dropout-keras", "python ci/peers/recurrent-dropout-keras.py", VERSIONS, cases)
