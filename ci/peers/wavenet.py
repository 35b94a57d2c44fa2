"""Lesson 4.2 in Keras, on exactly the same series -> ci/peers/results/wavenet.json.

    .venv-peers/bin/python ci/peers/wavenet.py [--seeds 1,2] [--epochs 15] [--few-only]

10,000 series of 60 steps (seed 42), the first 7,000 train, the next 2,000 validate, the last 1,000 test. Every one of the
50 given steps is taught the ten that follow it; the test error is that of the ten steps after the last given one. Adam
0.001, batch 32, MSE, defaults of Keras. The medium WaveNet is trained as in the lesson, on the first 700 series, with seeds 1, 2
and 3. With --few-only nothing else is trained, and the other networks keep their recorded results.
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

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "wavenet.json"
FEW = {"train": 700, "seeds": [1, 2, 3]}
TRAIN, VALID, LOOKBACK, HORIZON = 7000, 9000, 50, 10
layers = keras.layers


def causal(filters, size, **rest):
    return layers.Conv1D(filters, size, padding="causal", **rest)


def wavenet(blocks, stacks, filters):
    dilations = [2**i for i in range(blocks)] * stacks
    given = keras.Input((None, 1))
    h, skips = causal(filters, 2)(given), []
    for i, d in enumerate(dilations):
        signal = causal(filters, 2, dilation_rate=d, activation="tanh")(h)
        gate = causal(filters, 2, dilation_rate=d, activation="sigmoid")(h)
        z = layers.Multiply()([signal, gate])
        skips.append(layers.Conv1D(filters, 1)(z))
        if i < len(dilations) - 1:  # nothing would read the last residual
            h = layers.Add()([h, layers.Conv1D(filters, 1)(z)])
    head = layers.Dense(filters, activation="relu")(layers.ReLU()(layers.Add()(skips)))
    return keras.Model(given, layers.Dense(HORIZON)(head))


def stack(*inner):
    return keras.Sequential([keras.Input((None, 1)), *inner, layers.Dense(HORIZON)])


DESIGNS = {
    "simple": lambda: stack(*[causal(20, 2, dilation_rate=d, activation="relu") for d in (1, 2, 4, 8) * 2]),
    "small": lambda: wavenet(4, 2, 16),
    "cnn": lambda: stack(causal(32, 5, activation="relu"), causal(32, 5, activation="relu")),
    "lstm": lambda: stack(layers.LSTM(32, return_sequences=True), layers.LSTM(32, return_sequences=True)),
    "medium": lambda: wavenet(6, 2, 32),
}


def train(build, series, seed, epochs, count=TRAIN):
    keras.utils.set_random_seed(seed)
    series = series.astype(np.float32)
    x = series[:, :LOOKBACK, None]
    y = np.stack([series[:, t + 1 : t + 1 + HORIZON] for t in range(LOOKBACK)], axis=1)  # [series, 50, 10]
    model = build()
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    start = time.process_time()
    model.fit(x[:count], y[:count], epochs=epochs, batch_size=32, verbose=0)
    seconds = time.process_time() - start
    errors = (model.predict(x[VALID:], batch_size=500, verbose=0)[:, -1] - y[VALID:, -1]) ** 2
    return {
        "seed": seed,
        "testMse": float(f"{errors.mean():.6g}"),
        "byStep": [float(f"{value:.4g}") for value in errors.mean(axis=0)],
        "parameters": model.count_params(),
        "cpuSeconds": round(seconds, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--few-only", action="store_true")
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    series = generate_time_series(10000, 60, seed=42)
    result = {
        "generatedBy": f"python ci/peers/wavenet.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "series": {"count": 10000, "steps": 60, "seed": 42, "fnv1a64OfFirst100": fnv1a64(series[:100])},
        "epochs": options.epochs,
        "parameters": {name: build().count_params() for name, build in DESIGNS.items()},
        "networks": {},
    }
    print(result["parameters"], flush=True)
    if options.few_only:
        result = json.loads(RESULT.read_text())
    for name, build in DESIGNS.items():
        if options.few_only or name == "medium":
            continue
        runs = []
        for seed in seeds:
            runs.append(train(build, series, seed, options.epochs))
            print(name, runs[-1]["seed"], runs[-1]["testMse"], f"{runs[-1]['cpuSeconds']} s", flush=True)
        result["networks"][name] = runs
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n")
    runs = [train(DESIGNS["medium"], series, seed, options.epochs, FEW["train"]) for seed in FEW["seeds"]]
    print("medium, few series", [run["testMse"] for run in runs], flush=True)
    result["few"] = {**FEW, "networks": {"medium": runs}}
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
