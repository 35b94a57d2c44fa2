"""Keras 3 on TensorFlow as a contestant: `fit` on arrays, everything else as Keras sets it."""

import os
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from contestant import noise, serve, timed, tokens  # noqa: E402
from keras_models import build  # noqa: E402


class EpochClock(keras.callbacks.Callback):
    """Time of the epoch alone: what `fit` does once before its first epoch is left out, in favour of Keras."""

    ms = 0.0
    loss = 0.0

    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.ms = (time.perf_counter() - self.begin) * 1000
        self.loss = float(logs["loss"])


def prepare_steps(model: keras.Model, steps: int):
    inputs = np.sin(np.arange(steps) / 5).astype("float32").reshape(steps, 1, 1, 1)

    def run():
        output = 0.0
        for x in inputs:
            output = float(model.predict(x, verbose=0)[0, 0])
        return output

    return lambda: timed(run)


def prepare(workload: str, sizes: dict, batches: int):
    keras.backend.clear_session()
    keras.utils.set_random_seed(42)
    model, loss = build(workload, sizes)
    if workload == "one-step":
        return model.count_params(), prepare_steps(model, batches)
    model.compile(optimizer="adam", loss=loss)
    count = batches * sizes["batch"]
    is_tokens = isinstance(model.layers[0], keras.layers.Embedding)
    inner, outer = model.input_shape[1:], model.output_shape[1:]
    x = tokens(sizes["vocabulary"], count, *inner) if is_tokens else noise(count, *inner)
    is_classes = loss == "sparse_categorical_crossentropy"
    y = tokens(outer[-1], count, *outer[:-1]) if is_classes else noise(count, *outer)
    clock = EpochClock()

    def run():
        model.fit(x, y, batch_size=sizes["batch"], epochs=1, verbose=0, callbacks=[clock])
        return {"ms": clock.ms, "loss": clock.loss}

    return model.count_params(), run


serve({"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}, prepare)
