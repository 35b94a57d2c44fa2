"""One case of a recurrent Keras layer in float64: outputs, last states and all gradients, as the unit tests read them."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from golden import draw, pack  # noqa: E402

VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__}
WEIGHTS = ("kernel", "recurrentKernel", "bias")


def draw_case(rng, sizes, gates, states, bias_shape):
    """Inputs, weights (the gates side by side) and initial states of a layer."""
    batch, steps, features, units = sizes
    tensors = {
        "x": draw(rng, batch, steps, features),
        "kernel": draw(rng, features, gates * units, scale=0.6),
        "recurrentKernel": draw(rng, units, gates * units, scale=0.5),
        "bias": draw(rng, *bias_shape, scale=0.3),
    }
    return tensors | {name: draw(rng, batch, units, scale=0.7) for name in states}


def run(make, name, seed, sizes, options, all_states, with_state, mask, gates=1, bias_shape=None):
    """make(units, **options) gives the layer; all_states are the names of its initial states, given to it or not."""
    batch, steps, features, units = sizes
    rng = np.random.default_rng(seed)
    tensors = draw_case(rng, sizes, gates, all_states, bias_shape or (gates * units,))
    states = all_states if with_state else []
    tensors = {key: value for key, value in tensors.items() if with_state or key not in all_states}
    if options.get("use_bias") is False:
        del tensors["bias"]
    layer = make(units, return_state=True, dtype="float64", **options)
    layer.build((batch, steps, features))
    layer.set_weights([tensors[key] for key in WEIGHTS if key in tensors])
    x = tf.constant(tensors["x"])
    initial = [tf.constant(tensors[key]) for key in states]
    with tf.GradientTape() as tape:
        tape.watch([x, *initial])
        masked = None if mask is None else tf.constant(np.array(mask, dtype=bool))
        output, *last = layer(x, initial_state=initial or None, mask=masked)
        d_output = draw(rng, *output.shape)
        d_states = [draw(rng, *state.shape) for state in last]
        loss = tf.reduce_sum(output * d_output) + sum(tf.reduce_sum(s * d) for s, d in zip(last, d_states))
    names = ["x", *states, *(key for key in WEIGHTS if key in tensors)]
    sources = [x, *initial, *(weight.value for weight in layer.trainable_weights)]
    gradients = dict(zip(names, tape.gradient(loss, sources, unconnected_gradients="zero")))
    case = {
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
        "state": pack(last[0]),
        "dOutput": pack(d_output),
        "dState": pack(d_states[0]),
        "gradients": {key: pack(value) for key, value in gradients.items()},
    }
    if len(last) > 1:
        case |= {"cellState": pack(last[1]), "dCellState": pack(d_states[1])}
    return case
