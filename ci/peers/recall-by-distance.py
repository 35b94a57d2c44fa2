"""Lesson 1.5 in Keras: who recalls the first number over 20 and 50 steps -> ci/peers/results/recall-by-distance.json.

    .venv-peers/bin/python ci/peers/recall-by-distance.py [--seeds 1,2,3]

The task of data.generateRecall (the same numbers, see task_twins.py), 2,000 sequences, 10 epochs, batch 32, Adam 0.003,
32 units, defaults of Keras; errors on 500 test sequences, divided by the variance of their targets.
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
from task_twins import recall  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "recall-by-distance.json"
UNITS, EPOCHS, RATE = 32, 10, 0.003


class GateBias(keras.initializers.Initializer):
    """One value for each gate; a second row (GRU) starts at zero."""

    def __init__(self, gates):
        self.gates = gates

    def __call__(self, shape, dtype=None):
        row = np.repeat(np.asarray(self.gates, "float32"), shape[-1] // len(self.gates))
        value = np.zeros(shape, "float32")
        value[..., :] = row if len(shape) == 1 else 0
        if len(shape) == 2:
            value[0] = row
        return keras.ops.convert_to_tensor(value)


def starts(steps):
    layers, log = keras.layers, float(np.log(steps))
    return {
        "SimpleRNN, orthogonal": lambda: layers.SimpleRNN(UNITS),
        "SimpleRNN, identity": lambda: layers.SimpleRNN(UNITS, recurrent_initializer="identity"),
        "LSTM, forget bias 0": lambda: layers.LSTM(UNITS, unit_forget_bias=False),
        "LSTM, forget bias 1": lambda: layers.LSTM(UNITS),
        "LSTM, forget bias log T": lambda: layers.LSTM(
            UNITS, unit_forget_bias=False, bias_initializer=GateBias([0, log, 0, 0])
        ),
        "GRU": lambda: layers.GRU(UNITS),
        "GRU, update bias log T": lambda: layers.GRU(UNITS, bias_initializer=GateBias([log, 0, 0])),
    }


def sequences(count, distance, seed):
    numbers = recall(count, distance, seed)
    marks = np.zeros_like(numbers)
    marks[:, 0] = 1
    return np.stack([numbers, marks], axis=-1).astype("float32"), numbers[:, :1].astype("float32")


def train(start, distance, seed):
    keras.utils.set_random_seed(seed)
    x, y = sequences(2000, distance, seed)
    test_x, test_y = sequences(500, distance, 1000)
    model = keras.Sequential([keras.Input((distance + 1, 2)), starts(distance + 1)[start](), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(RATE), loss="mse")
    model.fit(x, y, epochs=EPOCHS, batch_size=32, verbose=0)
    error = float(np.mean((model.predict(test_x, verbose=0) - test_y) ** 2) / np.var(test_y))
    return {"seed": seed, "error": float(f"{error:.6g}")}, model.count_params()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3")
    seeds = [int(seed) for seed in parser.parse_args().seeds.split(",")]
    begin = time.time()
    result = {}
    for name in starts(2):
        result[name] = {"parameters": 0, "runs": {}}
        for distance in (20, 50):
            runs = [train(name, distance, seed) for seed in seeds]
            result[name]["parameters"] = runs[0][1]
            result[name]["runs"][str(distance)] = [run for run, _ in runs]
            print(name, distance, [run["error"] for run, _ in runs], flush=True)
    out = {
        "command": f".venv-peers/bin/python ci/peers/recall-by-distance.py --seeds {','.join(map(str, seeds))}",
        "library": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "seeds": seeds,
        "seconds": round(time.time() - begin),
        "starts": result,
    }
    RESULT.write_text(json.dumps(out, indent=2) + "\n")


if __name__ == "__main__":
    main()
