"""Lesson 3.3 in Keras, on exactly the same data -> ci/peers/results/deep-bidirectional-stateful.json.

    .venv-peers/bin/python ci/peers/deep-bidirectional-stateful.py [--seeds 1,2]

Parameters of all models of the lesson. The task of two ends (2,000 sequences of 20 steps, 10 epochs, Adam 0.003): one
LSTM of 16 units, two stacked, two directions. Next values of 2,000 series of 50 steps, at every step, from one direction
and from two (5 epochs, Adam 0.003, error by step). Depth: 2,000 series, 10 epochs, Adam 0.001: 1 and 4 LSTM of 20 units, 4
with residual connections. Batch 32, MSE, defaults of Keras.
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
from data_twin import fnv1a64, generate_time_series  # noqa: E402
from task_twins import hold  # noqa: E402

L = keras.layers
RESULT = pathlib.Path(__file__).resolve().parent / "results" / "deep-bidirectional-stateful.json"


def between(count, steps, seed):
    """x, y, equal to data.generateBetween(count, steps, {seed})."""
    x, y, _ = hold(count, steps, seed, 0.2)
    x[:, -1, 1] = 1
    following = x[:, -1, 0].copy()
    for t in range(steps - 1, -1, -1):
        marked = x[:, t, 1] == 1
        following = np.where(marked, x[:, t, 0], following)
        y[:, t, 0] = np.where(marked, following, (y[:, t, 0] + following) / 2)
    return x, y


def parameters():
    """All weights, those that are not trained included."""
    wide, book = keras.Input((50, 10)), keras.Input((50,), dtype="int32")

    def stack(cell, units, hidden, wrap=lambda layer: layer, after=lambda x: x):
        x = wide
        for i, width in enumerate(units):
            x = after(wrap(cell(width, return_sequences=i < len(units) - 1))(x))
        return keras.Model(wide, L.Dense(1)(L.Dense(hidden)(x))).count_params()

    def classify(layer):
        return keras.Model(book, L.Dense(2)(layer(L.Embedding(10000, 128)(book)))).count_params()

    h, *states = L.LSTM(256, return_state=True)(wide)
    decoded = L.LSTM(256, return_sequences=True)(L.RepeatVector(10)(h), initial_state=states)
    return {
        "SimpleRNN 50-25": stack(L.SimpleRNN, [50, 25], 32),
        "LSTM 128-64-32": stack(L.LSTM, [128, 64, 32], 16),
        "GRU 128-64-32, batch norm": stack(L.GRU, [128, 64, 32], 16, after=lambda x: L.BatchNormalization()(x)),
        "BiLSTM 64-32": stack(L.LSTM, [64, 32], 32, wrap=L.Bidirectional),
        "encoder-decoder 256": keras.Model(wide, L.Dense(1)(decoded)).count_params(),
        "classifier RNN": classify(L.SimpleRNN(256)),
        "classifier LSTM": classify(L.LSTM(256)),
        "classifier GRU": classify(L.GRU(256)),
        "classifier BiLSTM": classify(L.Bidirectional(L.LSTM(256))),
    }


def fit(make, x, y, seed, epochs, rate):
    keras.utils.set_random_seed(seed)
    model = make()
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse", jit_compile=False)
    model.fit(x.astype(np.float32), y.astype(np.float32), epochs=epochs, batch_size=32, verbose=0)
    return model


def errors_by_step(model, x, y):
    return np.mean((model.predict(x.astype(np.float32), verbose=0) - y) ** 2, axis=(0, 2))


def step_model(features, *recurrent):
    return keras.Sequential([keras.Input((None, features)), *recurrent, L.Dense(1)])


def residual(count):
    x = inputs = keras.Input((50, 1))
    for _ in range(count):
        h = L.LSTM(20, return_sequences=True)(x)
        x = L.Add()([x, h]) if x.shape[2] == h.shape[2] else h
    return keras.Model(inputs, L.Dense(1)(x[:, -1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    lstm = lambda units, **more: L.LSTM(units, return_sequences=True, **more)  # noqa: E731
    (x, y), (x_test, y_test) = between(2000, 20, 1), between(500, 20, 2)
    waves = generate_time_series(4000, 51)[..., None]
    train, test = waves[:2000], waves[3000:]
    result = {
        "generatedBy": f"python ci/peers/deep-bidirectional-stateful.py --seeds {options.seeds}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfTestInputs": fnv1a64(x_test),
        "parameters": parameters(),
        "between": {},
        "nextValue": {},
        "depth": {},
    }

    def note(kind, name, seed, value):
        result[kind].setdefault(name, []).append(value)
        print(kind, name, seed, value, flush=True)

    for seed in seeds:
        for name, make in {
            "one LSTM": lambda: step_model(2, lstm(16)),
            "two stacked": lambda: step_model(2, lstm(16), lstm(16)),
            "two directions": lambda: step_model(2, L.Bidirectional(lstm(16))),
        }.items():
            errors = errors_by_step(fit(make, x, y, seed, 10, 0.003), x_test, y_test)
            note("between", name, seed, round(float(errors.mean()), 8))
        for name, make in {
            "one direction": lambda: step_model(1, lstm(20)),
            "two directions": lambda: step_model(1, L.Bidirectional(lstm(20))),
        }.items():
            model = fit(make, train[:, :50], train[:, 1:], seed, 5, 0.003)
            errors = errors_by_step(model, test[:, :50], test[:, 1:])
            note("nextValue", name, seed, [round(float(error), 8) for error in errors])
        for name, make in {
            "lstm 1 plain": lambda: keras.Sequential([keras.Input((50, 1)), L.LSTM(20), L.Dense(1)]),
            "lstm 4 plain": lambda: keras.Sequential(
                [keras.Input((50, 1)), lstm(20), lstm(20), lstm(20), L.LSTM(20), L.Dense(1)]
            ),
            "lstm 4 residual": lambda: residual(4),
        }.items():
            model = fit(make, train[:, :50], train[:, 50], seed, 10, 0.001)
            error = float(np.mean((model.predict(test[:, :50], verbose=0) - test[:, 50]) ** 2))
            note("depth", name, seed, round(error, 8))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
