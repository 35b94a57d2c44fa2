"""Keras' losses in float64, with sample weights and from logits, and their gradients -> lib/test/golden/losses-keras.json.

    .venv-peers/bin/python ci/peers/losses-keras.py
"""

import keras_layer
from golden import draw, pack, write

keras, np, tf = keras_layer.keras, keras_layer.np, keras_layer.tf
losses = keras.losses

# name of ours, what draws predictions and targets, Keras' loss
KINDS = [
    ("meanSquaredError", "numbers", losses.MeanSquaredError(dtype="float64")),
    ("meanAbsoluteError", "numbers", losses.MeanAbsoluteError(dtype="float64")),
    ("huber", "numbers", losses.Huber(dtype="float64")),
    ("logcosh", "numbers", losses.LogCosh(dtype="float64")),
    ("binaryCrossentropy", "binary", losses.BinaryCrossentropy(dtype="float64")),
    ("binaryCrossentropyFromLogits", "binaryLogits", losses.BinaryCrossentropy(from_logits=True, dtype="float64")),
    ("categoricalCrossentropy", "classes", losses.CategoricalCrossentropy(dtype="float64")),
    ("categoricalCrossentropyFromLogits", "classesLogits", losses.CategoricalCrossentropy(from_logits=True, dtype="float64")),
    ("sparseCategoricalCrossentropy", "sparse", losses.SparseCategoricalCrossentropy(dtype="float64")),
    ("sparseCategoricalCrossentropyFromLogits", "sparseLogits", losses.SparseCategoricalCrossentropy(from_logits=True, dtype="float64")),
]
# shape of the predictions, shape of the weights
SHAPES = [([1, 2], None), ([5, 3], [5]), ([3, 1, 4], None), ([4, 6, 5], [4, 6]), ([2, 3, 7], [2]), ([2, 3, 2, 5], None)]


def draw_pair(rng, shape, what):
    """Predictions and targets."""
    classes = rng.integers(0, shape[-1], shape[:-1])
    logits = draw(rng, *shape, scale=2.0)
    if what == "numbers":
        return logits, draw(rng, *shape)
    if what.startswith("binary"):
        targets = rng.integers(0, 2, shape).astype(float)
        return (logits if what.endswith("Logits") else np.round(1 / (1 + np.exp(-logits)), 4)), targets
    targets = classes.astype(float) if what.startswith("sparse") else np.eye(shape[-1])[classes]
    if what.endswith("Logits"):
        return logits, targets
    # Float32 numbers that sum to 1: Keras divides by the sum, except where targets are class numbers.
    exps = np.exp(logits / 2)
    return exps / exps.sum(-1, keepdims=True), targets


def run(index, kind, what, loss, shape, weight_shape):
    rng = np.random.default_rng(9000 + index)
    prediction, target = draw_pair(rng, shape, what)
    weights = None if weight_shape is None else np.abs(draw(rng, *weight_shape))
    p = tf.constant(prediction)
    with tf.GradientTape() as tape:
        tape.watch(p)
        # Keras broadcasts the weights of examples from the left only if their rank is that of the losses.
        w = weights
        if weights is not None and len(weight_shape) < len(shape) - 1:
            w = np.broadcast_to(weights[:, None], shape[:-1])
        value = loss(tf.constant(target), p, sample_weight=None if w is None else tf.constant(np.array(w)))
    inputs = {"prediction": pack(prediction), "target": pack(target)}
    return {
        "name": f"{kind} {shape}" + (" weighted" if weights is not None else ""),
        "kind": kind,
        "inputs": inputs | ({} if weights is None else {"weights": pack(weights)}),
        "loss": pack(value)["values"][0],
        "gradient": pack(tape.gradient(value, p)),
    }


if __name__ == "__main__":
    cases = [(kind, what, loss, *sizes) for kind, what, loss in KINDS for sizes in SHAPES]
    write(
        "losses-keras",
        "python ci/peers/losses-keras.py",
        keras_layer.VERSIONS,
        [run(index, *case) for index, case in enumerate(cases)],
    )
