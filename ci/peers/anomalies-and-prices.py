"""The two traps of lesson 2.4 in Keras, on the same numbers -> ci/peers/results/anomalies-and-prices.json.

    UNROLL_DATA_MIRROR=FOLDER .venv-peers/bin/python ci/peers/anomalies-and-prices.py [--seeds 1,2,3]

An LSTM of 32 units with dropout 0.2 reads 50 steps of a series with three anomalies and forecasts the next one; a step of the
last fifth is called where its error exceeds 3 * 1.4826 times the median absolute error of the training part. LSTM 64 and a
dense layer of 32 read 30 days of Apple's corrected closing price, as levels scaled to 0 to 1 or as changes in percent. Adam
0.001, batch 32, MSE, defaults of Keras.
"""

import argparse
import csv
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from task_twins import anomalies  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "anomalies-and-prices.json"
TRAINED, ANOMALY = 800, (850, 900)


def windows(values, lookback):
    count = len(values) - lookback
    x = values[np.arange(count)[:, None] + np.arange(lookback)]
    return x[:, :, None].astype(np.float32), values[lookback:, None].astype(np.float32)


def fit(stack, x, y, epochs, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input(x.shape[1:]), *stack(), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    model.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    return model


def watch(seed):
    series = anomalies()
    centre, scale = series[:TRAINED].mean(), series[:TRAINED].std()
    x, y = windows((series - centre) / scale, 50)
    model = fit(lambda: [keras.layers.LSTM(32, dropout=0.2)], x[: TRAINED - 50], y[: TRAINED - 50], 50, seed)
    error = np.abs(model.predict(x, verbose=0) - y)[:, 0]
    called = np.flatnonzero(error > 3 * 1.4826 * np.median(error[: TRAINED - 50])) + 50
    called = called[called >= TRAINED]
    right = int(((called >= ANOMALY[0]) & (called < ANOMALY[1])).sum())
    return {
        "seed": seed,
        "parameters": model.count_params(),
        "testMse": round(float((error[TRAINED - 50 :] ** 2).mean()), 6),
        "called": len(called),
        "precision": round(right / len(called), 6) if len(called) else 0,
        "recall": right / (ANOMALY[1] - ANOMALY[0]),
    }


def read_prices():
    (path,) = pathlib.Path(os.environ["UNROLL_DATA_MIRROR"]).glob("**/AAPL.csv")
    with path.open() as file:
        return np.array([float(row["Adj Close"]) for row in csv.DictReader(file)])


def cut(values, days, lost=0):
    x, y = windows(values, 30)
    first, last = (int(np.floor(part * days)) - 30 - lost for part in (0.7, 0.8))
    return (x[:first], y[:first]), x[last:]


def prices(close, seed):
    stack = lambda: [keras.layers.LSTM(64), keras.layers.Dense(32, activation="relu")]  # noqa: E731
    days = len(close)
    price = close[int(np.floor(0.8 * days)) :]
    today = close[int(np.floor(0.8 * days)) - 1 : -1]
    trained = close[: int(np.floor(0.7 * days))]
    low, high = trained.min(), trained.max()
    (x, y), test = cut((close - low) / (high - low), days)
    model = fit(stack, x, y, 10, seed)
    levels = model.predict(test, verbose=0)[:, 0] * (high - low) + low
    (x, y), test = cut(100 * np.diff(np.log(close)), days, 1)
    changes = today * np.exp(fit(stack, x, y, 10, seed).predict(test, verbose=0)[:, 0] / 100)
    leads = (price - today) ** 2 - (price - changes) ** 2
    return {
        "seed": seed,
        "parameters": model.count_params(),
        "levelsMae": round(float(np.abs(price - levels).mean()), 5),
        "changesMae": round(float(np.abs(price - changes).mean()), 5),
        "changesLead": round(float(leads.mean()), 5),
        "standardError": round(float(leads.std(ddof=1) / np.sqrt(len(leads))), 5),
    }, round(float(np.abs(price - today).mean()), 5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2,3")
    options = parser.parse_args()
    close = read_prices()
    result = {
        "generatedBy": f"python ci/peers/anomalies-and-prices.py --seeds {options.seeds}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "randomWalkMae": 0,
        "watchers": [],
        "prices": [],
    }
    for seed in (int(seed) for seed in options.seeds.split(",")):
        result["watchers"].append(watch(seed))
        run, result["randomWalkMae"] = prices(close, seed)
        result["prices"].append(run)
        print(result["watchers"][-1], run, flush=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
