"""Lesson 2.4 in Keras, on the same rides -> ci/peers/results/real-series.json.

    UNROLL_DATA_MIRROR=FOLDER .venv-peers/bin/python ci/peers/real-series.py [--seeds 1,2] [--epochs 40]

Two weeks of rides on Chicago's trains from the last 28 days: LSTM 50-50-25 with dropout 0.2, five quantiles a day, pinball
loss, with and without the timetable of the days ahead. Adam 0.001, batch 32, defaults of Keras. Trained on 2012 to 2016;
mean absolute error and coverage over all origins of 2017, 2018, 2019. Baselines in float64.
"""

import argparse
import csv
import datetime
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

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "real-series.json"
LOOKBACK, HORIZON = 28, 14
SHARES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
YEARS = [2017, 2018, 2019]


def read():
    """Thousand rides a day and whether a day of Monday to Saturday runs the Sunday timetable, by date."""
    pattern = "ageron/data/*/ridership/CTA_-_Ridership_-_Daily_Boarding_Totals.csv"
    (path,) = pathlib.Path(os.environ["UNROLL_DATA_MIRROR"]).glob(pattern)
    with path.open() as file:
        rows = {datetime.datetime.strptime(row["service_date"], "%m/%d/%Y").date(): row for row in csv.DictReader(file)}
    days = sorted(rows)
    rides = np.array([int(rows[day]["rail_boardings"]) / 1000 for day in days])
    sunday = np.array([float(rows[day]["day_type"] == "U" and day.weekday() != 6) for day in days])
    return days, rides, sunday


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--epochs", type=int, default=40)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    days, rides, sunday = read()
    at = lambda year: days.index(datetime.date(year, 1, 1))  # noqa: E731
    known = rides[at(2012) : at(2017)]
    centre, scale = known.mean(), known.std()
    z = (rides - centre) / scale

    def windows(first, end, told):
        """All windows whose 14 forecast days lie in first ... end - 1."""
        origins = np.arange(first, end - HORIZON + 1)
        past = origins[:, None] + np.arange(-LOOKBACK, 0)
        x = np.stack([z[past], sunday[past + HORIZON]], axis=2) if told else z[past][:, :, None]
        return x, z[origins[:, None] + np.arange(HORIZON)]

    def errors(forecast):
        mae = {}
        for year in YEARS:
            _, y = windows(at(year), at(year + 1), False)
            mae[year] = round(float(np.abs(y - forecast(year)).mean() * scale), 4)
        return mae

    def line(told):
        x, y = windows(at(2012) + LOOKBACK, at(2017), told)
        design = lambda inputs: np.hstack([inputs.reshape(len(inputs), -1), np.ones((len(inputs), 1))])  # noqa: E731
        weights = np.linalg.lstsq(design(x), y, rcond=None)[0]
        return lambda year: design(windows(at(year), at(year + 1), told)[0]) @ weights

    week = lambda year: np.tile(windows(at(year), at(year + 1), False)[0][:, -7:, 0], (1, 2))  # noqa: E731
    result = {
        "generatedBy": f"python ci/peers/real-series.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "epochs": options.epochs,
        "rules": {
            "seasonalNaive": errors(week),
            "leastSquares": errors(line(False)),
            "leastSquaresTold": errors(line(True)),
        },
        "networks": {"direct": [], "untold": []},
    }
    print(json.dumps(result["rules"]), flush=True)
    tau = tf.constant(np.tile(SHARES, HORIZON), tf.float32)

    def pinball(y, q):
        return tf.reduce_mean(tf.maximum(tau * (y - q), (tau - 1) * (y - q)), axis=-1)

    for seed in seeds:
        for name, runs in result["networks"].items():
            told = name == "direct"
            keras.utils.set_random_seed(seed)
            x, y = windows(at(2012) + LOOKBACK, at(2017), told)
            layers = [keras.layers.LSTM(units, return_sequences=units > 25, dropout=0.2) for units in (50, 50, 25)]
            outputs = keras.layers.Dense(HORIZON * len(SHARES))
            model = keras.Sequential([keras.Input(x.shape[1:]), *layers, outputs])
            model.compile(optimizer=keras.optimizers.Adam(0.001), loss=pinball, jit_compile=False)
            start = time.perf_counter()
            targets = np.repeat(y, len(SHARES), axis=1).astype(np.float32)
            model.fit(x.astype(np.float32), targets, epochs=options.epochs, batch_size=32, verbose=0)
            seconds = time.perf_counter() - start

            def quantiles(year, model=model, told=told):
                inputs = windows(at(year), at(year + 1), told)[0].astype(np.float32)
                return np.sort(model.predict(inputs, verbose=0).reshape(-1, HORIZON, len(SHARES)), axis=2)

            inside = {}
            for year in YEARS:
                q, truth = quantiles(year), windows(at(year), at(year + 1), told)[1]
                inside[year] = round(float(((q[:, :, 0] <= truth) & (truth <= q[:, :, -1])).mean()), 4)
            run = {"seed": seed, "mae": errors(lambda year: quantiles(year)[:, :, 2]), "inside": inside}
            runs.append({**run, "parameters": model.count_params(), "seconds": round(seconds, 1)})
            print(name, runs[-1], flush=True)
            RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
