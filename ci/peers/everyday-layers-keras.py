"""Embedding, normalisations and TimeDistributed of Keras in float64: outputs, moved statistics and all gradients
-> lib/test/golden/everyday-layers-keras.json.

    .venv-peers/bin/python ci/peers/everyday-layers-keras.py
"""

import keras_layer
from golden import draw, pack, write

keras, np, tf = keras_layer.keras, keras_layer.np, keras_layer.tf
layers = keras.layers

# name, class name, options (of tfjs; Keras' names below), shape of x, training, mask
MASK = [[1, 1, 0, 0], [1, 1, 1, 1], [0, 1, 0, 1]]
CASES = [
    ("embedding", "Embedding", {"inputDim": 7, "outputDim": 5}, [4, 6], True, None),
    ("embedding, one step, one number", "Embedding", {"inputDim": 2, "outputDim": 1}, [3, 1], True, None),
    ("embedding of single words", "Embedding", {"inputDim": 9, "outputDim": 8}, [6], True, None),
    ("embedding of pairs of words", "Embedding", {"inputDim": 9, "outputDim": 3}, [2, 3, 2], True, None),
    ("layer norm", "LayerNormalization", {}, [5, 6], True, None),
    ("layer norm of steps", "LayerNormalization", {"epsilon": 0.01}, [3, 4, 5], True, None),
    ("layer norm, one number", "LayerNormalization", {}, [2, 3, 1], True, None),
    ("layer norm of images", "LayerNormalization", {}, [2, 3, 2, 4], True, None),
    ("layer norm without shift", "LayerNormalization", {"center": False}, [3, 7], True, None),
    ("layer norm without weights", "LayerNormalization", {"center": False, "scale": False}, [3, 7], True, None),
    ("batch norm", "BatchNormalization", {}, [6, 5], True, None),
    ("batch norm of steps", "BatchNormalization", {"momentum": 0.7, "epsilon": 0.01}, [3, 4, 5], True, None),
    ("batch norm of images", "BatchNormalization", {}, [2, 3, 2, 4], True, None),
    ("batch norm, one example", "BatchNormalization", {}, [1, 3], True, None),
    ("batch norm, masked", "BatchNormalization", {"momentum": 0.7}, [3, 4, 5], True, MASK),
    ("batch norm without scale", "BatchNormalization", {"scale": False}, [6, 3], True, None),
    ("batch norm without shift", "BatchNormalization", {"center": False}, [6, 3], True, None),
    ("batch norm in prediction", "BatchNormalization", {}, [3, 4, 5], False, None),
    ("batch norm, frozen", "BatchNormalization", {"trainable": False}, [6, 5], True, None),
]
NAMES = {"inputDim": "input_dim", "outputDim": "output_dim"}


def run(index, name, class_name, options, shape, training, mask):
    rng = np.random.default_rng(4000 + index)
    layer = getattr(layers, class_name)(
        dtype="float64", **{NAMES.get(key, key): value for key, value in options.items()}
    )
    is_embedding = class_name == "Embedding"
    x = rng.integers(0, options["inputDim"], shape) if is_embedding else draw(rng, *shape, scale=2.0) + 0.5
    layer.build(tuple(shape))
    weights = [draw(rng, *weight.shape) for weight in layer.weights]
    if class_name == "BatchNormalization":
        weights[-1] = np.abs(weights[-1]) + 0.2
    layer.set_weights(weights)
    source = tf.constant(x)
    with tf.GradientTape() as tape:
        sources = [weight.value for weight in layer.trainable_weights]
        tape.watch(sources)
        if not is_embedding:
            tape.watch(source)
        extra = {} if class_name != "BatchNormalization" else {"training": training}
        if mask is not None:
            extra["mask"] = tf.constant(np.array(mask, dtype=bool))
        output = layer(source, **extra)
        d_output = draw(rng, *output.shape)
        loss = tf.reduce_sum(output * d_output)
    wanted = sources if is_embedding else [source, *sources]
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, wanted)]
    return {
        "name": name,
        "className": class_name,
        "options": options,
        "training": training,
        "x": pack(x),
        "weights": [pack(weight) for weight in weights],
        "output": pack(output),
        "after": [pack(weight) for weight in layer.get_weights()],
        "dOutput": pack(d_output),
        "gradients": [pack(gradient) for gradient in gradients],
    } | ({} if mask is None else {"mask": pack(mask)})


if __name__ == "__main__":
    write(
        "everyday-layers-keras",
        "python ci/peers/everyday-layers-keras.py",
        keras_layer.VERSIONS,
        [run(index, *case) for index, case in enumerate(CASES)],
    )
