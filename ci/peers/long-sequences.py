"""Lesson 2.3 in Keras, on exactly the same series -> ci/peers/results/long-sequences.json.

    .venv-peers/bin/python ci/peers/long-sequences.py [--seeds 1,2] [--epochs 15]

1,000 series of 101 steps (seed 42), the first 700 train, the next 200 validate, the last 100 test; forecast step 101 from
the 100 before it. SimpleRNN 20-20 and LSTM 20-20 with Dense 1; the LSTM with clipnorm 1, and with dropout 0.2 and
recurrent dropout 0.2; a SimpleRNN 20-20 with layer normalisation, also with clipnorm 1. Adam 0.001, batch 32, MSE,
defaults of Keras; the norm of each batch's whole gradient is noted before clipping. Baselines in float64.
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

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "long-sequences.json"
LOOKBACK, COUNTS, BATCH = 100, (700, 200, 100), 32


class LayerNormCell(keras.layers.Layer):
    """tanh(LN(x W + h U + b)), the cell of Ba et al. 2016."""

    def __init__(self, units):
        super().__init__()
        self.state_size = self.output_size = units
        self.inner = keras.layers.SimpleRNNCell(units, activation=None)
        self.norm = keras.layers.LayerNormalization()

    def build(self, input_shape):
        self.inner.build(input_shape)
        self.norm.build((None, self.state_size))
        self.built = True

    def call(self, inputs, states):
        outputs, _ = self.inner(inputs, states)
        state = keras.ops.tanh(self.norm(outputs))
        return state, [state]


def stack(make):
    layers = [keras.Input((LOOKBACK, 1)), make(True), make(False), keras.layers.Dense(1)]
    return keras.Sequential(layers)


def lstm(rate=0.0):
    return stack(
        lambda every: keras.layers.LSTM(20, return_sequences=every, dropout=rate, recurrent_dropout=rate)
    )


def norm_rnn():
    return stack(lambda every: keras.layers.RNN(LayerNormCell(20), return_sequences=every))


NETWORKS = {
    "simpleRnn": (lambda: stack(lambda every: keras.layers.SimpleRNN(20, return_sequences=every)), {}),
    "lstm": (lstm, {}),
    "lstmClip": (lstm, {"clipnorm": 1.0}),
    "lstmDropout": (lambda: lstm(0.2), {}),
    "layerNorm": (norm_rnn, {}),
    "layerNormClip": (norm_rnn, {"clipnorm": 1.0}),
}


def baselines(x, y, train, test):
    """Test MSE of what needs no training, and of least squares."""
    mse = lambda forecast: float(np.mean((y[test] - forecast) ** 2))  # noqa: E731
    design = lambda rows: np.hstack([x[rows], np.ones((len(x[rows]), 1))])  # noqa: E731
    weights = np.linalg.lstsq(design(train), y[train], rcond=None)[0]
    return {"zero": mse(0.0), "naive": mse(x[test, -1]), "leastSquares": mse(design(test) @ weights)}


def train_network(x, y, sets, name, seed, epochs):
    keras.utils.set_random_seed(seed)
    build, clipping = NETWORKS[name]
    model, optimizer = build(), keras.optimizers.Adam(0.001, **clipping)
    train, valid, test = sets

    @tf.function
    def step(xs, ys):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(xs, training=True)[:, 0] - ys) ** 2)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return tf.linalg.global_norm(gradients)

    mse = lambda rows: float(np.mean((model.predict(x[rows], verbose=0)[:, 0] - y[rows]) ** 2))  # noqa: E731
    order, norms, valid_loss = np.random.default_rng(seed), [], []
    start = time.perf_counter()
    for _ in range(epochs):
        rows = order.permutation(train)
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            norms.append(float(step(tf.constant(x[batch]), tf.constant(y[batch]))))
        valid_loss.append(float(f"{mse(valid):.4g}"))
    short = lambda value: float(f"{value:.4g}")  # noqa: E731
    return {
        "seed": seed,
        "testMse": float(f"{mse(test):.6g}"),
        "validLoss": valid_loss,
        "norms": {
            "median": short(np.median(norms)),
            "largest": short(np.max(norms)),
            "above1": int(np.sum(np.array(norms) > 1)),
            "batches": len(norms),
        },
        "parameters": model.count_params(),
        "seconds": round(time.perf_counter() - start, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--networks", default=",".join(NETWORKS))
    options = parser.parse_args()
    series = generate_time_series(sum(COUNTS), LOOKBACK + 1, seed=42)
    x, y = series[:, :LOOKBACK], series[:, LOOKBACK]
    sets = np.split(np.arange(len(x)), [COUNTS[0], COUNTS[0] + COUNTS[1]])
    result = {
        "generatedBy": f"python ci/peers/long-sequences.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfFirst100": fnv1a64(series[:100]),
        "baselines": baselines(x, y, sets[0], sets[2]),
        "networks": {},
    }
    xs, ys = x[:, :, None].astype(np.float32), y.astype(np.float32)
    for name in options.networks.split(","):
        result["networks"][name] = []
        for seed in map(int, options.seeds.split(",")):
            result["networks"][name].append(train_network(xs, ys, sets, name, seed, options.epochs))
            print(name, seed, result["networks"][name][-1], flush=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
