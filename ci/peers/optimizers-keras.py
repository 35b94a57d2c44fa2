"""Weights after each of 50 steps of Keras' optimizers under given gradients -> lib/test/golden/optimizers-keras.json.

    .venv-peers/bin/python ci/peers/optimizers-keras.py
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
from golden import draw, pack, write  # noqa: E402

STEPS = 50


CAMEL = {
    "learning_rate": "learningRate",
    "beta_1": "beta1",
    "beta_2": "beta2",
    "weight_decay": "weightDecay",
}


def run(optimizer_class, name, seed, options, scale):
    rng = np.random.default_rng(seed)
    start = draw(rng, 2, 3)
    gradients = np.stack([draw(rng, 2, 3, scale=scale) for _ in range(STEPS)])
    gradients[::7] = 0  # a gradient of zero still moves the weights
    variable = keras.Variable(start, dtype="float32")
    optimizer = getattr(keras.optimizers, optimizer_class)(**options)
    optimizer.build([variable])
    weights = []
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float32")])
        weights.append(variable.numpy().copy())
    return {
        "optimizer": optimizer_class,
        "name": name,
        "options": {CAMEL.get(key, key): value for key, value in options.items()},
        "start": pack(start),
        "gradients": pack(gradients),
        "weights": pack(np.stack(weights)),
    }


if __name__ == "__main__":
    write(
        "optimizers-keras",
        "python ci/peers/optimizers-keras.py",
        {"keras": keras.__version__},
        [
            run("Adam", "defaults", 1, {}, 1.0),
            run("Adam", "tiny gradients, where epsilon counts", 2, {}, 1e-7),
            run("Adam", "all options", 3, {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-4}, 0.5),
            run("Adam", "weight decay", 4, {"learning_rate": 0.005, "weight_decay": 0.1}, 1.0),
            run("AdamW", "defaults", 5, {}, 1.0),
            run("SGD", "defaults", 6, {}, 1.0),
            run("SGD", "momentum", 7, {"momentum": 0.9}, 1.0),
            run("SGD", "Nesterov", 8, {"learning_rate": 0.02, "momentum": 0.8, "nesterov": True}, 1.0),
            run("SGD", "weight decay", 9, {"weight_decay": 0.1}, 1.0),
            run("RMSprop", "defaults", 10, {}, 1.0),
            run("RMSprop", "tiny gradients, where epsilon counts", 11, {}, 1e-4),
            run("RMSprop", "momentum", 12, {"learning_rate": 0.002, "rho": 0.8, "momentum": 0.7}, 1.0),
            run("RMSprop", "centred", 13, {"centered": True, "epsilon": 1e-3}, 1.0),
            run("RMSprop", "all options", 14, {"centered": True, "momentum": 0.5, "epsilon": 1e-3, "weight_decay": 0.1}, 1.0),
        ],
    )
