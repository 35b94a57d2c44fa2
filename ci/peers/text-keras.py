"""Padding of Keras on seeded sequences -> lib/test/golden/text-keras.json.

    .venv-peers/bin/python ci/peers/text-keras.py
"""

import keras
import numpy as np
from golden import write

PLACES = {"pre": "before", "post": "after"}


def cases(rng):
    for length in [1, 4, 9]:
        lists = [rng.integers(1, 50, rng.integers(1, 9)).tolist() for _ in range(6)]
        for padding in PLACES:
            for truncating in PLACES:
                padded = keras.utils.pad_sequences(lists, maxlen=length, padding=padding, truncating=truncating)
                yield {
                    "sequences": lists,
                    "length": length,
                    "padding": PLACES[padding],
                    "truncating": PLACES[truncating],
                    "padded": padded.tolist(),
                }


if __name__ == "__main__":
    command = ".venv-peers/bin/python ci/peers/text-keras.py"
    write("text-keras", command, {"keras": keras.__version__}, list(cases(np.random.default_rng(5))))
