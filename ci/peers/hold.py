"""Lesson 3.1 in Keras, on exactly the same sequences -> ci/peers/results/hold.json.

    .venv-peers/bin/python ci/peers/hold.py [--seeds 1,2,3] [--epochs 10]

The hold task: 2,000 sequences of 20 steps train, 500 test, and 200 of 100 steps with rarer marks; cells of equally many
weights, a dense layer at each step, Adam 0.003, batch 32, MSE over all steps; else defaults of Keras (forget bias 1).
"""

import argparse
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from data_twin import fnv1a64  # noqa: E402
from task_twins import hold  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "hold.json"


def cells():
    layers = keras.layers
    io = {"return_sequences": True}
    return {
        "SimpleRNN": lambda: layers.SimpleRNN(32, **io),
        "GRU": lambda: layers.GRU(18, **io),
        "LSTM, forget bias 0": lambda: layers.LSTM(16, unit_forget_bias=False, **io),
        "LSTM, forget bias 1": lambda: layers.LSTM(16, **io),
        "LSTM, forget bias 5": lambda: layers.LSTM(16, unit_forget_bias=False, bias_initializer=ForgetBias(5.0), **io),
    }


class ForgetBias(keras.initializers.Initializer):
    """Zeros, and a value for the forget gates, the second quarter."""

    def __init__(self, value):
        self.value = value

    def __call__(self, shape, dtype=None):
        bias = np.zeros(shape, np.float32)
        bias[shape[0] // 4 : shape[0] // 2] = self.value
        return keras.ops.convert_to_tensor(bias, dtype=dtype)


def train(build, tasks, seed, epochs):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((None, 2)), build(), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    (x, y), *tests = [(x.astype(np.float32), y.astype(np.float32)) for x, y, _ in tasks]
    model.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    mse, long_mse = [round(float(np.mean((model.predict(a, verbose=0) - b) ** 2)), 8) for a, b in tests]
    return model.count_params(), {"seed": seed, "mse": mse, "longMse": long_mse}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    tasks = [hold(2000, 20, 1), hold(500, 20, 2), hold(200, 100, 3, 0.02)]
    result = {
        "generatedBy": f"python ci/peers/hold.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfTestInputs": fnv1a64(tasks[1][0]),
        "epochs": options.epochs,
        "cells": {},
    }
    for name, build in cells().items():
        runs = []
        for seed in seeds:
            parameters, run = train(build, tasks, seed, options.epochs)
            runs.append(run)
            print(name, parameters, run, flush=True)
        result["cells"][name] = {"parameters": parameters, "runs": runs}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
