"""Lesson 2.1 in Keras, on exactly the same series -> ci/peers/results/one-step-ahead.json.

    .venv-peers/bin/python ci/peers/one-step-ahead.py [--seeds 1,2,3] [--epochs 20]

10,000 series of 51 steps (seed 42), the first 7,000 train, the next 2,000 validate, the last 1,000 test; predict step 51
from steps 1 to 50. Baselines in float64 on the same split; networks: Adam 0.001, batch 32, MSE, defaults of Keras.
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

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "one-step-ahead.json"
TRAIN, VALID = 7000, 9000


def baselines(series):
    """Test MSE of the predictions that need no training; test set only, except for the fit of the regression."""
    x, y = series[:, :50], series[:, 50]
    test = slice(VALID, None)
    mse = lambda prediction: float(np.mean((y[test] - prediction) ** 2))  # noqa: E731
    design = np.hstack([x, np.ones((len(x), 1))])
    weights = np.linalg.lstsq(design[:TRAIN], y[:TRAIN], rcond=None)[0]
    return {
        "zero": mse(0.0),
        "naive": mse(x[test, -1]),
        **{f"movingAverage{k}": mse(x[test, -k:].mean(axis=1)) for k in (3, 5, 10)},
        "linearRegression": mse(design[test] @ weights),
    }


def networks():
    layers = keras.layers
    return {
        "dense": lambda: [layers.Flatten(), layers.Dense(1)],
        "simpleRnn1": lambda: [layers.SimpleRNN(1)],
        "simpleRnn20_20_1": lambda: [
            layers.SimpleRNN(20, return_sequences=True),
            layers.SimpleRNN(20, return_sequences=True),
            layers.SimpleRNN(1),
        ],
        "simpleRnn20_20Dense1": lambda: [
            layers.SimpleRNN(20, return_sequences=True),
            layers.SimpleRNN(20),
            layers.Dense(1),
        ],
    }


def train(build, series, seed, epochs):
    keras.utils.set_random_seed(seed)
    x, y = series[:, :50, None].astype(np.float32), series[:, 50:].astype(np.float32)
    model = keras.Sequential([keras.Input((50, 1)), *build()])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", metrics=["mae"], jit_compile=False)
    start = time.perf_counter()
    history = model.fit(x[:TRAIN], y[:TRAIN], validation_data=(x[TRAIN:VALID], y[TRAIN:VALID]), epochs=epochs, batch_size=32, verbose=0)
    seconds = time.perf_counter() - start
    mse, mae = model.evaluate(x[VALID:], y[VALID:], verbose=0)
    return {
        "seed": seed,
        "testMse": round(float(mse), 8),
        "testMae": round(float(mae), 8),
        "trainLoss": [round(v, 8) for v in history.history["loss"]],
        "validLoss": [round(v, 8) for v in history.history["val_loss"]],
        "parameters": model.count_params(),
        "seconds": round(seconds, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    series = generate_time_series(10000, 51, seed=42)
    result = {
        "generatedBy": f"python ci/peers/one-step-ahead.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "series": {"count": 10000, "steps": 51, "seed": 42, "fnv1a64OfFirst100": fnv1a64(series[:100])},
        "epochs": options.epochs,
        "baselines": baselines(series),
        "networks": {},
    }
    for name, build in networks().items():
        runs = []
        for seed in seeds:
            runs.append(train(build, series, seed, options.epochs))
            print(name, runs[-1]["seed"], runs[-1]["testMse"], f"{runs[-1]['seconds']} s", flush=True)
        result["networks"][name] = runs
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
