"""Lesson 4.1 in Keras, on exactly the same series -> ci/peers/results/convolution-over-time.json.

    .venv-peers/bin/python ci/peers/convolution-over-time.py [--seeds 1,2] [--networks NAME,NAME]

10,000 series of 51 steps (seed 42), the first 7,000 train, the next 2,000 validate, the last 1,000 test; predict step 51
from steps 1 to 50. Adam 0.001, batch 32, MSE, defaults of Keras. The two slowest networks are trained with the first
seed only. With --networks only those are trained, and the stored results of the others stay.
"""

import argparse
import json
import os
import pathlib
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from data_twin import fnv1a64, generate_time_series  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "convolution-over-time.json"
TRAIN, VALID = 7000, 9000
EPOCHS = 10
SLOW = {"conv5Lstm", "lstm32_32_32"}


def networks():
    layers = keras.layers
    head = lambda: [layers.Dense(50, activation="relu"), layers.Dense(1)]  # noqa: E731
    conv = lambda filters, size, **rest: layers.Conv1D(filters, size, activation="relu", **rest)  # noqa: E731
    dilated = lambda: [conv(32, 2, padding="causal", dilation_rate=d) for d in (1, 2, 4, 8)]  # noqa: E731
    lstms = lambda *units: [layers.LSTM(u, return_sequences=i < len(units) - 1) for i, u in enumerate(units)]  # noqa: E731
    pool = layers.GlobalMaxPooling1D
    return {
        "conv3Max": lambda: [conv(32, 3), conv(32, 3), pool(), *head()],
        "dilatedMax": lambda: [*dilated(), pool(), *head()],
        "dilatedLast": lambda: [*dilated(), layers.Lambda(lambda y: y[:, -1]), *head()],
        "lstm32_32": lambda: [*lstms(32, 32), layers.Dense(1)],
        "conv5Conv3Max": lambda: [
            conv(32, 5),
            conv(32, 5),
            layers.MaxPooling1D(2),
            conv(64, 3),
            conv(64, 3),
            pool(),
            *head(),
        ],
        "conv5Lstm": lambda: [conv(32, 5), conv(32, 5), layers.MaxPooling1D(2), *lstms(50, 50), layers.Dense(1)],
        "lstm32_32_32": lambda: [*lstms(32, 32, 32), layers.Dense(1)],
    }


def train(build, series, seed, epochs):
    keras.utils.set_random_seed(seed)
    x, y = series[:, :50, None].astype(np.float32), series[:, 50:].astype(np.float32)
    model = keras.Sequential([keras.Input((50, 1)), *build()])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    start = time.process_time()
    data = {"validation_data": (x[TRAIN:VALID], y[TRAIN:VALID]), "epochs": epochs, "batch_size": 32, "verbose": 0}
    history = model.fit(x[:TRAIN], y[:TRAIN], **data)
    seconds = time.process_time() - start
    mse = model.evaluate(x[VALID:], y[VALID:], verbose=0)
    return {
        "seed": seed,
        "testMse": round(float(mse), 8),
        "validLoss": [round(v, 8) for v in history.history["val_loss"]],
        "parameters": model.count_params(),
        "cpuSeconds": round(seconds, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--networks", default=",".join(networks()))
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    series = generate_time_series(10000, 51, seed=42)
    result = {
        "generatedBy": f"python ci/peers/convolution-over-time.py --seeds {options.seeds}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "series": {"count": 10000, "steps": 51, "seed": 42, "fnv1a64OfFirst100": fnv1a64(series[:100])},
        "epochs": EPOCHS,
        "networks": json.loads(RESULT.read_text())["networks"] if RESULT.exists() else {},
    }
    for name in options.networks.split(","):
        build, runs = networks()[name], []
        for seed in seeds[:1] if name in SLOW else seeds:
            runs.append(train(build, series, seed, EPOCHS))
            print(name, runs[-1]["seed"], runs[-1]["testMse"], f"{runs[-1]['cpuSeconds']} s", flush=True)
        result["networks"][name] = runs
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
