"""Lesson 6.5 in Keras, on exactly the same windows -> ci/peers/results/dna.json.

    UNROLL_DATA_MIRROR=FOLDER .venv-peers/bin/python ci/peers/dna.py [--seeds 1,2]

Splice sites in windows of 60 letters; families of like windows on one side of the split. Embedding 32, 64 filters of 3
letters, pool 2, LSTM 64 with dropout 0.3, softmax; logistic regression; and the filters with all their places. Adam 0.003,
batch 32, weights of the epoch with the lowest validation loss.
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
from data_twin import Random  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "dna.json"
CLASSES = ["EI", "IE", "N"]


def load():
    """The windows as the library reads them: copies once, those of two classes not at all."""
    (file,) = pathlib.Path(os.environ["UNROLL_DATA_MIRROR"]).glob("drusk/*/*/data/splice.data")
    labels, torn = {}, set()
    for line in file.read_text().strip().splitlines():
        kind, _, window = [part.strip() for part in line.split(",")]
        if labels.get(window, kind) != kind:
            torn.add(window)
        labels[window] = kind
    kept = [(window, CLASSES.index(kind)) for window, kind in labels.items() if window not in torn]
    return [window for window, _ in kept], np.array([label for _, label in kept])


def families(windows, differences=20):
    """Numbers of groups, in the order in which they first come."""
    codes = np.array([[ord(letter) for letter in window] for window in windows], np.uint8)
    group = np.arange(len(codes))
    for i in range(1, len(codes)):
        near = np.nonzero((codes[:i] != codes[i]).sum(axis=1) <= differences)[0]
        if len(near):
            joined = np.append(group[near], group[i])
            group[np.isin(group, joined)] = joined.min()
    return group


def split(group, seed=1, valid=0.1, test=0.2):
    order = Random(seed).shuffle(list(dict.fromkeys(group.tolist())))
    n_valid, n_test = [int(np.floor(len(order) * part + 0.5)) for part in (valid, test)]
    parts = order[n_valid + n_test :], order[:n_valid], order[n_valid : n_valid + n_test]
    return [np.nonzero(np.isin(group, part))[0] for part in parts]


def networks():
    layers = keras.layers
    found = lambda: [layers.Embedding(6, 32), layers.Conv1D(64, 3, activation="relu")]  # noqa: E731
    softmax = lambda: layers.Dense(3, activation="softmax")  # noqa: E731
    return {
        "convolution + LSTM": (25, lambda: [*found(), layers.MaxPooling1D(2), layers.LSTM(64, dropout=0.3), softmax()]),
        "logistic regression": (20, lambda: [layers.Flatten(), softmax()]),
        "convolution, all places": (20, lambda: [*found(), layers.Flatten(), softmax()]),
        "convolution, strongest answer": (20, lambda: [*found(), layers.GlobalMaxPooling1D(), softmax()]),
    }


def train(build, epochs, parts, shape, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input(shape), *build()])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", jit_compile=False)
    (x, y), valid, (asked, truth) = parts
    best = keras.callbacks.EarlyStopping("val_loss", patience=epochs, restore_best_weights=True)
    model.fit(x, y, epochs=epochs, batch_size=32, verbose=0, validation_data=valid, callbacks=[best])
    accuracy = float(np.mean(model.predict(asked, verbose=0).argmax(axis=1) == truth))
    return model.count_params(), {"seed": seed, "accuracy": round(accuracy, 6)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2")
    seeds = [int(seed) for seed in parser.parse_args().seeds.split(",")]
    windows, labels = load()
    ids = np.array([["ACGT".find(letter) + 1 or 5 for letter in window] for window in windows], np.int32)
    meanings = {"A": "A", "C": "C", "G": "G", "T": "T", "N": "ACGT", "D": "AGT", "R": "AG", "S": "CG"}
    hot = np.array(
        [[[(b in meanings[c]) / len(meanings[c]) for b in "ACGT"] for c in window] for window in windows], np.float32
    )
    rows = split(families(windows))
    result = {}
    for name, (epochs, build) in networks().items():
        x = hot if name == "logistic regression" else ids
        parts = [(x[part], labels[part]) for part in rows]
        runs = [train(build, epochs, parts, x.shape[1:], seed) for seed in seeds]
        result[name] = {"parameters": runs[0][0], "runs": [run for _, run in runs]}
        print(name, [run["accuracy"] for _, run in runs], flush=True)
    out = {
        "generatedBy": f"python ci/peers/dna.py --seeds {','.join(map(str, seeds))}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "sizes": {name: len(part) for name, part in zip(("train", "valid", "test"), rows)},
        "networks": result,
    }
    RESULT.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
