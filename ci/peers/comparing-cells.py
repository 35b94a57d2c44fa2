"""Lesson 3.2 in Keras, on exactly the same series and symbols -> ci/peers/results/comparing-cells.json.

    .venv-peers/bin/python ci/peers/comparing-cells.py [--seeds 1] [--epochs 15] [--updates 150] [--networks "NAME; NAME"]

Waves: 7,000 series of 51 steps train, 2,000 validate, 1,000 test; Adam 0.001, batch 32, MSE. Copy task: the first of 25
symbols, 500 sequences in one batch, 200 test; Adam 0.01, clipped at a global norm of 5. Layers are unrolled, which changes the
time alone. Copying starts from Keras' own embedding, or from one of deviation 1, PyTorch's default. With --networks, only
these are trained (names with semicolons between); the copy task and the other networks keep their recorded results.
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
from data_twin import Mulberry32, fnv1a64, generate_time_series  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "comparing-cells.json"
TRAIN, VALID = 7000, 9000
LENGTH, SYMBOLS, NOISE = 25, 10, 5


class OneMaskLstmCell(keras.layers.LSTMCell):
    """All gates read the same masked input and state, as in our library; Keras draws a mask for each gate."""

    def _create_dropout_mask(self, step_input, dropout_rate):
        ones = keras.ops.ones_like(step_input)
        return [keras.random.dropout(ones, dropout_rate, seed=self.seed_generator)] * 4


def one_mask_lstm(units, return_sequences=False, unroll=False, **options):
    return keras.layers.RNN(OneMaskLstmCell(units, **options), return_sequences=return_sequences, unroll=unroll)


LAYERS = {
    "SimpleRNN": keras.layers.SimpleRNN,
    "GRU": keras.layers.GRU,
    "LSTM": keras.layers.LSTM,
    "one mask": one_mask_lstm,
}
NETWORKS = {
    "LSTM 20": ("LSTM", 1, {}),
    "GRU 20": ("GRU", 1, {}),
    "LSTM 20-20-20": ("LSTM", 3, {}),
    "GRU 20-20-20": ("GRU", 3, {}),
    "LSTM 20-20 dropout": ("one mask", 2, {"dropout": 0.2, "recurrent_dropout": 0.2}),
    "LSTM 20-20 dropout, a mask for each gate": ("LSTM", 2, {"dropout": 0.2, "recurrent_dropout": 0.2}),
}
STARTS = [("SimpleRNN", "", "small"), ("SimpleRNN", "", "unit")]


def waves(name, series, seed, epochs):
    keras.utils.set_random_seed(seed)
    x, y = series[:, :50, None].astype(np.float32), series[:, 50:].astype(np.float32)
    cell, depth, options = NETWORKS[name]
    stack = [LAYERS[cell](20, return_sequences=i < depth - 1, unroll=True, **options) for i in range(depth)]
    model = keras.Sequential([keras.Input((50, 1)), *stack, keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    valid = (x[TRAIN:VALID], y[TRAIN:VALID])
    history = model.fit(x[:TRAIN], y[:TRAIN], validation_data=valid, epochs=epochs, batch_size=32, verbose=0)
    run = {
        "seed": seed,
        "validMse": [round(float(v), 8) for v in history.history["val_loss"]],
        "testMse": round(float(model.evaluate(x[VALID:], y[VALID:], verbose=0)), 8),
    }
    return model.count_params(), run


def copy_task(count, seed):
    """Tokens [count, LENGTH] and symbols [count], equal to data.copyTask(count, LENGTH, {seed})."""
    source = Mulberry32(seed)
    y = np.floor(SYMBOLS * source.draw(count))
    x = np.floor(SYMBOLS + NOISE * source.draw(count * LENGTH)).reshape(count, LENGTH)
    x[:, 0] = y
    return x, y


def copy(cell, embedding, seed, updates):
    keras.utils.set_random_seed(seed)
    (x, y), (test_x, test_y) = copy_task(500, seed), copy_task(200, 1000)
    table = {} if embedding == "small" else {"embeddings_initializer": keras.initializers.RandomNormal(0.0, 1.0)}
    model = keras.Sequential([
        keras.Input((LENGTH,), dtype="int32"),
        keras.layers.Embedding(SYMBOLS + NOISE, 32, **table),
        LAYERS[cell](64, unroll=True),
        keras.layers.Dense(SYMBOLS, activation="softmax"),
    ])  # fmt: skip
    optimizer = keras.optimizers.Adam(0.01, global_clipnorm=5)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"], jit_compile=False)
    model.fit(x, y, epochs=updates, batch_size=500, verbose=0)
    score = lambda a, b: round(float(model.evaluate(a, b, batch_size=500, verbose=0)[1]), 4)  # noqa: E731
    return model.count_params(), {"seed": seed, "trainAccuracy": score(x, y), "testAccuracy": score(test_x, test_y)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--updates", type=int, default=150)
    parser.add_argument("--networks", default="")
    options = parser.parse_args()
    named = [name.strip() for name in options.networks.split(";") if name.strip()]
    for name in named:
        if name not in NETWORKS:
            parser.error(f"--networks: no network {name!r}; there are {', '.join(NETWORKS)}")
    seeds = [int(seed) for seed in options.seeds.split(",")]
    series = generate_time_series(10000, 51, seed=42)
    result = {
        "generatedBy": f"python ci/peers/comparing-cells.py --seeds {options.seeds} --epochs {options.epochs} --updates {options.updates}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfFirst100Series": fnv1a64(series[:100]),
        "fnv1a64OfTestTokens": fnv1a64(copy_task(200, 1000)[0]),
        "copy": [],
        "networks": {},
    }
    if named:
        result = {**result, **{key: json.loads(RESULT.read_text())[key] for key in ("generatedBy", "copy", "networks")}}
    for cell, gate, embedding in [] if named else STARTS:
        runs = []
        for seed in seeds:
            parameters, run = copy(cell, embedding, seed, options.updates)
            runs.append(run)
            print(cell, gate, embedding, run, round(time.process_time()), flush=True)
        start = {"cell": cell, "recurrent": "orthogonal", "gate": gate, "embedding": embedding}
        result["copy"].append({**start, "parameters": parameters, "runs": runs})
    for name in named or NETWORKS:
        runs = []
        for seed in seeds:
            parameters, run = waves(name, series, seed, options.epochs)
            runs.append(run)
            print(name, seed, run["testMse"], round(time.process_time()), flush=True)
        result["networks"][name] = {"parameters": parameters, "runs": runs}
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
