"""Lesson 2.2 in Keras, on exactly the same series -> ci/peers/results/many-steps-ahead.json.

    .venv-peers/bin/python ci/peers/many-steps-ahead.py [--seeds 1,2] [--epochs 20]

10,000 series of 60 steps (seed 42), the first 7,000 train, the next 2,000 validate, the last 1,000 test; forecast steps
51 to 60 from steps 1 to 50. Two LSTM layers of 20 units: one step ahead, iterated; ten steps at once; ten steps at every
step. Also on 700 series for 10 epochs. Adam 0.001, batch 32, MSE, defaults of Keras. Baselines in float64.
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

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "many-steps-ahead.json"
LOOKBACK, HORIZON = 50, 10
SETS = {"full": (7000, 2000, 1000), "small": (700, 200, 100)}


def baselines(series, counts):
    """Test MSE over ten steps of what needs no training, and of least squares, direct and iterated."""
    x, y = series[:, :LOOKBACK], series[:, LOOKBACK:]
    train, test = slice(0, counts[0]), slice(counts[0] + counts[1], None)
    mse = lambda forecast: float(np.mean((y[test] - forecast) ** 2))  # noqa: E731
    design = lambda inputs: np.hstack([inputs, np.ones((len(inputs), 1))])  # noqa: E731
    weights = np.linalg.lstsq(design(x[train]), y[train], rcond=None)[0]
    window = x[test]
    for _ in range(HORIZON):
        window = np.hstack([window, design(window[:, -LOOKBACK:]) @ weights[:, :1]])
    return {
        "zero": mse(0.0),
        "naive": mse(x[test, -1:]),
        "leastSquares": mse(design(x[test]) @ weights),
        "leastSquaresIterated": mse(window[:, LOOKBACK:]),
    }


def build(way):
    outputs = 1 if way == "iterated" else HORIZON
    layers = [
        keras.Input((LOOKBACK, 1)),
        keras.layers.LSTM(20, return_sequences=True),
        keras.layers.LSTM(20, return_sequences=way == "seq2seq"),
        keras.layers.Dense(outputs),
    ]
    return keras.Sequential(layers)


def targets(series, way):
    if way == "seq2seq":
        return np.stack([series[:, t + 1 : t + 1 + HORIZON] for t in range(LOOKBACK)], axis=1)
    return series[:, LOOKBACK : LOOKBACK + (1 if way == "iterated" else HORIZON)]


def forecast(model, way, x):
    if way == "iterated":
        for _ in range(HORIZON):
            x = np.concatenate([x, model.predict(x[:, -LOOKBACK:], verbose=0)[:, :, None]], axis=1)
        return x[:, LOOKBACK:, 0]
    y = model.predict(x, verbose=0)
    return y[:, -1] if way == "seq2seq" else y


def train(series, counts, way, seed, epochs):
    keras.utils.set_random_seed(seed)
    series = series.astype(np.float32)
    x, y = series[:, :LOOKBACK, None], targets(series, way)
    fit, valid, test = np.split(np.arange(len(x)), [counts[0], counts[0] + counts[1]])
    model = build(way)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    start = time.perf_counter()
    history = model.fit(x[fit], y[fit], validation_data=(x[valid], y[valid]), epochs=epochs, batch_size=32, verbose=0)
    seconds = time.perf_counter() - start
    squares = (forecast(model, way, x[test]) - series[test, LOOKBACK:]) ** 2
    return {
        "seed": seed,
        "testMse": round(float(squares.mean()), 8),
        "byStep": [round(float(value), 8) for value in squares.mean(axis=0)],
        "validLoss": [round(value, 8) for value in history.history["val_loss"]],
        "parameters": model.count_params(),
        "seconds": round(seconds, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    result = {
        "generatedBy": f"python ci/peers/many-steps-ahead.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "epochs": {"full": options.epochs, "small": 10},
    }
    RESULT.parent.mkdir(exist_ok=True)
    for size, counts in reversed(SETS.items()):
        series = generate_time_series(sum(counts), LOOKBACK + HORIZON, seed=42)
        networks = {way: [] for way in ("iterated", "direct", "seq2seq")}
        first = fnv1a64(series[:100])
        result[size] = {"fnv1a64OfFirst100": first, "baselines": baselines(series, counts), "networks": networks}
        for seed in seeds:
            for way, runs in networks.items():
                runs.append(train(series, counts, way, seed, result["epochs"][size]))
                print(size, way, seed, runs[-1]["testMse"], f"{runs[-1]['seconds']} s", flush=True)
                RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
