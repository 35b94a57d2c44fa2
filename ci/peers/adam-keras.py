"""Weights after each of 50 steps of Keras' Adam under given gradients -> lib/test/golden/adam-keras.json.

    .venv-peers/bin/python ci/peers/adam-keras.py
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
from golden import draw, pack, write  # noqa: E402

STEPS = 50


def run(name, seed, options, scale):
    rng = np.random.default_rng(seed)
    start = draw(rng, 2, 3)
    gradients = np.stack([draw(rng, 2, 3, scale=scale) for _ in range(STEPS)])
    gradients[::7] = 0  # a gradient of zero still moves the weights
    variable = keras.Variable(start, dtype="float32")
    optimizer = keras.optimizers.Adam(**options)
    optimizer.build([variable])
    weights = []
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float32")])
        weights.append(variable.numpy().copy())
    camel = {"learning_rate": "learningRate", "beta_1": "beta1", "beta_2": "beta2", "epsilon": "epsilon"}
    return {
        "name": name,
        "options": {camel[key]: value for key, value in options.items()},
        "start": pack(start),
        "gradients": pack(gradients),
        "weights": pack(np.stack(weights)),
    }


if __name__ == "__main__":
    write(
        "adam-keras",
        "python ci/peers/adam-keras.py",
        {"keras": keras.__version__},
        [
            run("defaults", 1, {}, 1.0),
            run("tiny gradients, where epsilon counts", 2, {}, 1e-7),
            run("all options", 3, {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-4}, 0.5),
        ],
    )
