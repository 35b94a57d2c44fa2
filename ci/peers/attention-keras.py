"""Outputs, weights and all gradients of Keras' attention layers in float64 -> lib/test/golden/{attention,multi-head}-keras.json.

    .venv-peers/bin/python ci/peers/attention-keras.py

Masks leave every query a value to look at, except in multi-head attention, where a masked query looks at nothing: Keras
gives it zeros where it returns the weights, and the mean of all values where it does not. We take the former.
"""

import keras_layer
import numpy as np
from golden import draw, pack, write
from keras_layer import keras, tf


def causal_masks(rng, batch, queries, keys):
    """A query mask of any kind; a value mask that keeps the first value, which every causal query sees."""
    value_mask = rng.integers(0, 2, (batch, keys))
    value_mask[:, 0] = 1
    return rng.integers(0, 2, (batch, queries)), value_mask


# name, [batch, queries, keys, width, features], key given?, masks?, causal?
CASES = [
    ("one query, one key, one feature", [1, 1, 1, 1, 1], True, False, False),
    ("one query", [3, 1, 5, 2, 3], True, False, False),
    ("one key", [2, 4, 1, 3, 2], True, True, False),
    ("key is value", [2, 3, 5, 4, 4], False, False, False),
    ("all different, odd", [3, 5, 7, 6, 2], True, True, False),
    ("causal, as many queries as keys", [2, 6, 6, 3, 5], True, False, True),
    ("causal, more keys than queries, masks", [3, 4, 9, 5, 3], True, True, True),
    ("causal, more queries than keys, masks, key is value", [2, 7, 3, 3, 3], False, True, True),
    ("multiples of 4, masks", [2, 4, 8, 8, 4], True, True, False),
]


def random_cases(count):
    rng = np.random.default_rng(11)
    for index in range(count):
        sizes = [int(rng.integers(1, high + 1)) for high in (4, 8, 9, 9, 9)]
        yield f"random {index}: {sizes}", sizes, True, bool(rng.integers(2)), bool(rng.integers(2))


def inputs_of(rng, sizes, with_key, with_masks):
    batch, queries, keys, width, features = sizes
    tensors = {"query": draw(rng, batch, queries, width), "value": draw(rng, batch, keys, features)}
    if with_key:
        tensors["key"] = draw(rng, batch, keys, width)
    return tensors, causal_masks(rng, batch, queries, keys) if with_masks else (None, None)


def case_of(rng, name, options, tensors, masks, weights, run):
    """run(inputs) gives output and weights; weights are the layer's variables with the values that they have."""
    inputs = {key: tf.constant(value) for key, value in tensors.items()}
    with tf.GradientTape() as tape:
        tape.watch(list(inputs.values()))
        output, scores = run(inputs)
        d_output, d_scores = draw(rng, *output.shape), draw(rng, *scores.shape)
        loss = tf.reduce_sum(output * d_output) + tf.reduce_sum(scores * d_scores)
    sources = list(inputs.values()) + [weight.value for weight in weights]
    gradients = tape.gradient(loss, sources, unconnected_gradients="zero")
    query_mask, value_mask = masks
    given = {"queryMask": query_mask, "valueMask": value_mask}
    return {
        "name": name,
        "options": options,
        "inputs": {key: pack(value) for key, value in tensors.items()}
        | {key: pack(value) for key, value in given.items() if value is not None},
        "weights": [pack(weight) for weight in weights],
        "output": pack(output),
        "scores": pack(scores),
        "dOutput": pack(d_output),
        "dScores": pack(d_scores),
        "gradients": {key: pack(value) for key, value in zip(inputs, gradients)},
        "weightGradients": [pack(value) for value in gradients[len(inputs) :]],
    }


def attention_case(seed, score, use_scale, name, sizes, with_key, with_masks, causal):
    rng = np.random.default_rng(seed)
    tensors, masks = inputs_of(rng, sizes, with_key, with_masks)
    make = keras.layers.AdditiveAttention if score == "additive" else keras.layers.Attention
    layer = make(use_scale=use_scale, dtype="float64")
    layer.build([value.shape for value in tensors.values()])
    layer.set_weights([draw(rng, *weight.shape) for weight in layer.trainable_weights])

    def run(inputs):
        given = None if masks[0] is None else [tf.constant(mask, dtype=bool) for mask in masks]
        return layer(list(inputs.values()), mask=given, use_causal_mask=causal, return_attention_scores=True)

    options = {"score": score, "causal": causal}
    title = f"{score}{', scale' if use_scale else ''}: {name}"
    return case_of(rng, title, options, tensors, masks, layer.trainable_weights, run)


def multi_head_case(seed, heads, key_dim, value_dim, out, use_bias, name, sizes, with_key, with_masks, causal):
    rng = np.random.default_rng(seed)
    tensors, masks = inputs_of(rng, sizes, with_key, with_masks)
    layer = keras.layers.MultiHeadAttention(
        heads, key_dim, value_dim=value_dim, use_bias=use_bias, output_shape=out, dtype="float64"
    )
    layer.build(*(value.shape for value in tensors.values()))
    layer.set_weights([draw(rng, *weight.shape, scale=0.6) for weight in layer.trainable_weights])

    def run(inputs):
        query, value, *key = inputs.values()
        query_mask, value_mask = (None if mask is None else tf.constant(mask, dtype=bool) for mask in masks)
        keras.src.backend.set_keras_mask(query, query_mask)  # the argument query_mask is not read
        more = {} if value_mask is None else {"value_mask": value_mask}
        return layer(query, value, *key, use_causal_mask=causal, return_attention_scores=True, **more)

    options = {"numHeads": heads, "keyDim": key_dim, "valueDim": value_dim or key_dim, "useBias": use_bias, "causal": causal}
    return case_of(rng, name, options, tensors, masks, layer.trainable_weights, run)


if __name__ == "__main__":
    command = "python ci/peers/attention-keras.py"
    single, multiple = [], []
    seed = 8000
    for score in ("dot", "additive"):
        for use_scale in (False, True):
            for case in [*CASES, *random_cases(3)]:
                single.append(attention_case(seed, score, use_scale, *case))
                seed += 1
    write("attention-keras", command, keras_layer.VERSIONS, single)
    rng = np.random.default_rng(12)
    for case in [*CASES, *random_cases(6)]:
        heads, key_dim = int(rng.integers(1, 5)), int(rng.integers(1, 7))
        value_dim = int(rng.integers(1, 7)) if rng.integers(2) else None
        out = int(rng.integers(1, 8)) if rng.integers(2) else None
        multiple.append(multi_head_case(seed, heads, key_dim, value_dim, out, bool(rng.integers(4)), *case))
        seed += 1
    write("multi-head-keras", command, keras_layer.VERSIONS, multiple)
