"""Lesson 3.4 in Keras, on exactly the same sequences -> ci/peers/results/choosing-a-cell.json.

    .venv-peers/bin/python ci/peers/choosing-a-cell.py [--seeds 1,2] [--epochs 25]

'hold 20' (the input tells where what matters stands) and 'product' (it stands at fixed steps) of data.generateChoiceTask:
2,000 sequences train, 500 test, Adam 0.003, batch 32, widths of models.buildCandidate, else defaults of Keras. Errors are
divided by the variance of the test targets.
"""

import argparse
import functools
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
from task_twins import hold, long_dependencies  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "choosing-a-cell.json"
CHOSEN = {"hold 20": ["SimpleRNN", "LSTM", "GRU", "convolution"], "product": ["GRU", "convolution"]}


@functools.cache
def examples(task, count, seed):
    if task == "hold 20":
        x, y, _ = hold(count, 20, seed)
        return x.astype(np.float32), y[:, -1].reshape(count, 1).astype(np.float32)
    x, _, products = long_dependencies(count, 60, seed)
    return x.reshape(count, 60, 1).astype(np.float32), np.reshape(products, (count, 1)).astype(np.float32)


def build(candidate, steps, features):
    layers = keras.layers
    h = inputs = keras.Input((steps, features))
    if candidate == "convolution":
        rate = 1
        while rate < steps:
            h = layers.Conv1D(10, 2, dilation_rate=rate, padding="causal", activation="relu")(h)
            rate *= 2
        h = h[:, -1]
    else:
        layer, units = {"SimpleRNN": (layers.SimpleRNN, 32), "LSTM": (layers.LSTM, 16), "GRU": (layers.GRU, 18)}[candidate]
        h = layer(units)(h)
    return keras.Model(inputs, layers.Dense(1)(h))


def train(task, candidate, seed, epochs):
    keras.utils.set_random_seed(seed)
    x, y = examples(task, 2000, seed)
    test_x, test_y = examples(task, 500, 1000)
    model = build(candidate, *x.shape[1:])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse", jit_compile=False)
    model.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    mse = np.mean((model.predict(test_x, verbose=0) - test_y) ** 2)
    return model.count_params(), {"seed": seed, "error": float(f"{mse / np.var(test_y):.6g}")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--epochs", type=int, default=25)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    result = {
        "generatedBy": f"python ci/peers/choosing-a-cell.py --seeds {options.seeds} --epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfTestInputs": fnv1a64(hold(500, 20, 1000)[0]),
        "epochs": options.epochs,
        "tasks": {},
    }
    for task, candidates in CHOSEN.items():
        result["tasks"][task] = {}
        for candidate in candidates:
            runs = []
            for seed in seeds:
                parameters, run = train(task, candidate, seed, options.epochs)
                runs.append(run)
                print(task, candidate, parameters, run, flush=True)
            result["tasks"][task][candidate] = {"parameters": parameters, "runs": runs}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
