"""What Keras' fit makes of weights, class weights and masks, and its learning-rate schedules.

    .venv-peers/bin/python ci/peers/training-keras.py

Writes lib/test/golden/training-keras.json (losses of each epoch and the weights at the end), windows-keras.json (the
same of a stateful model, window after window) and schedules-keras.json.
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
from golden import draw, pack, write  # noqa: E402
from keras import layers  # noqa: E402

COMMAND = "python ci/peers/training-keras.py"
EXAMPLES, STEPS, FEATURES, CLASSES = 10, 5, 2, 3


def masked_x(rng):
    """Sequences of different lengths, padded with zeros; one has no step at all."""
    x = draw(rng, EXAMPLES, STEPS, FEATURES)
    for i, length in enumerate([5, 3, 1, 4, 2, 0, 5, 2, 3, 4]):
        x[i, length:] = 0
    return x


def words(rng):
    x = rng.integers(1, 6, (EXAMPLES, STEPS))
    for i, length in enumerate([5, 3, 1, 4, 2, 5, 5, 2, 3, 4]):
        x[i, length:] = 0
    return x.astype("float32")


def sequence_of(*body):
    return keras.Sequential([keras.Input((STEPS, FEATURES)), *body])


def two_outputs():
    x = keras.Input((STEPS, FEATURES))
    h = layers.LSTM(3)(x)
    return keras.Model(x, [layers.Dense(1)(h), layers.Dense(2)(h)])


MODELS = {
    "dense": lambda: keras.Sequential([keras.Input((FEATURES,)), layers.Dense(4, activation="tanh"), layers.Dense(1)]),
    "steps": lambda: sequence_of(layers.LSTM(3, return_sequences=True), layers.Dense(2)),
    "classes": lambda: keras.Sequential([keras.Input((FEATURES,)), layers.Dense(CLASSES, activation="softmax")]),
    "classes of steps": lambda: sequence_of(
        layers.GRU(3, return_sequences=True), layers.Dense(CLASSES, activation="softmax")
    ),
    "masked steps": lambda: sequence_of(layers.Masking(), layers.LSTM(3, return_sequences=True), layers.Dense(2)),
    "masked vector": lambda: sequence_of(layers.Masking(), layers.LSTM(3), layers.Dense(1)),
    "words": lambda: keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(6, 3, mask_zero=True),
            layers.GRU(4, return_sequences=True),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    ),
    "two outputs": two_outputs,
}


def pack_weights(model):
    return [pack(weight) for weight in model.get_weights()]


def run(name, model_name, seed, data, loss, metrics=None, sample_weight=None, class_weight=None, valid=None):
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    model = MODELS[model_name]()
    model.set_weights([draw(rng, *weight.shape, scale=0.5) for weight in model.get_weights()])
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss=loss, metrics=metrics)
    start = pack_weights(model)
    x, y = data(rng)
    weights = sample_weight(rng) if sample_weight else None
    history = model.fit(
        x,
        y,
        sample_weight=weights,
        class_weight=class_weight,
        validation_data=(x, y, weights) if valid else None,
        batch_size=4,
        epochs=3,
        shuffle=False,
        verbose=0,
    ).history
    many = isinstance(y, list)
    return {
        "name": name,
        "model": model_name,
        "loss": loss,
        "metrics": metrics,
        "x": pack(x),
        "y": [pack(one) for one in (y if many else [y])],
        "weights": None if weights is None else [pack(one) for one in (weights if many else [weights])],
        "classWeights": class_weight,
        "valid": bool(valid),
        "start": start,
        "end": pack_weights(model),
        "losses": history["loss"],
        "validLosses": history.get("val_loss"),
    }


def flat(rng):
    return draw(rng, EXAMPLES, FEATURES), draw(rng, EXAMPLES, 1)


def sequences(rng):
    return draw(rng, EXAMPLES, STEPS, FEATURES), draw(rng, EXAMPLES, STEPS, 2)


def one_hot(rng):
    return draw(rng, EXAMPLES, FEATURES), np.eye(CLASSES)[rng.integers(0, CLASSES, EXAMPLES)]


def numbered(rng):
    return draw(rng, EXAMPLES, FEATURES), rng.integers(0, CLASSES, (EXAMPLES, 1)).astype("float32")


def masked(rng):
    return masked_x(rng), draw(rng, EXAMPLES, STEPS, 2)


def masked_vector(rng):
    return masked_x(rng), draw(rng, EXAMPLES, 1)


def tagged(rng):
    return words(rng), rng.integers(0, CLASSES, (EXAMPLES, STEPS, 1)).astype("float32")


def per_example(rng):
    return np.round(rng.uniform(0, 3, EXAMPLES), 4) * (np.arange(EXAMPLES) != 3)


def per_sequence(rng):
    """Keras needs an axis of 1 where losses are [examples, time steps]."""
    return per_example(rng)[:, None]


def per_step(rng):
    return np.round(rng.uniform(0, 3, (EXAMPLES, STEPS)), 4)


def fits():
    squares, numbers, hot = "mean_squared_error", "sparse_categorical_crossentropy", "categorical_crossentropy"
    class_weight = {0: 1, 1: 5}
    return [
        run("weights of examples", "dense", 1, flat, squares, sample_weight=per_example, valid=True),
        run("weights of examples of sequences", "steps", 2, sequences, squares, sample_weight=per_sequence),
        run("weights of time steps", "steps", 3, sequences, "mean_absolute_error", sample_weight=per_step, valid=True),
        run("class weights, one-hot", "classes", 4, one_hot, hot, class_weight=class_weight),
        run("class weights, numbers", "classes", 5, numbered, numbers, class_weight=class_weight),
        run("a mask", "masked steps", 6, masked, squares, valid=True),
        run("a mask and weights of examples", "masked steps", 7, masked, squares, sample_weight=per_sequence),
        run("a mask and weights of time steps", "masked steps", 8, masked, "log_cosh", sample_weight=per_step),
        run("a mask that ends in the recurrent layer", "masked vector", 9, masked_vector, squares),
        run("a mask of words", "words", 10, tagged, numbers, valid=True),
    ]


def windows():
    """A stateful model, trained window after window: each window is a step of the optimizer."""
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(3)
    examples, steps, size = 4, 11, 4
    x, y = draw(rng, examples, steps, FEATURES), draw(rng, examples, steps, 2)
    model = keras.Sequential(
        [
            keras.Input(batch_shape=(examples, None, FEATURES)),
            layers.LSTM(3, return_sequences=True, stateful=True),
            layers.GRU(4, return_sequences=True, stateful=True),
            layers.Dense(2),
        ]
    )
    model.set_weights([draw(rng, *weight.shape, scale=0.5) for weight in model.get_weights()])
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="mean_squared_error")
    start = pack_weights(model)
    losses = []
    for _ in range(3):
        model.layers[0].reset_states()
        model.layers[1].reset_states()
        total = 0
        for first in range(0, steps, size):
            part = slice(first, min(steps, first + size))
            model.reset_metrics()
            total += float(model.train_on_batch(x[:, part], y[:, part])) * (part.stop - part.start)
        losses.append(total / steps)
    case = {"size": size, "x": pack(x), "y": pack(y), "start": start, "end": pack_weights(model), "losses": losses}
    return [case]


SCHEDULES = [
    ("exponentialDecay", "ExponentialDecay", dict(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.9)),
    (
        "exponentialDecay",
        "ExponentialDecay",
        dict(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.5, staircase=True),
    ),
    ("inverseTimeDecay", "InverseTimeDecay", dict(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.5)),
    (
        "inverseTimeDecay",
        "InverseTimeDecay",
        dict(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.5, staircase=True),
    ),
    ("polynomialDecay", "PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=30)),
    (
        "polynomialDecay",
        "PolynomialDecay",
        dict(initial_learning_rate=0.1, decay_steps=20, end_learning_rate=0.01, power=2.0),
    ),
    ("cosineDecay", "CosineDecay", dict(initial_learning_rate=0.1, decay_steps=30)),
    ("cosineDecay", "CosineDecay", dict(initial_learning_rate=0.1, decay_steps=30, alpha=0.2)),
    (
        "cosineDecay",
        "CosineDecay",
        dict(initial_learning_rate=0.01, decay_steps=20, warmup_target=0.1, warmup_steps=9, alpha=0.1),
    ),
    ("piecewiseConstantDecay", "PiecewiseConstantDecay", dict(boundaries=[5, 20], values=[0.1, 0.05, 0.01])),
]
PLATEAUS = [
    dict(patience=2),
    dict(patience=1, factor=0.5, min_lr=0.002),
    dict(patience=2, cooldown=3, factor=0.3),
    dict(patience=1, min_delta=0.5),
    dict(patience=0),
]
LOSSES = [3, 2, 2, 2, 1.99995, 1.5, 1.6, 1.7, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.3, 1.3, 1.3, 1.3]


def camel(options):
    return {
        "".join([word if i == 0 else word.title() for i, word in enumerate(key.split("_"))]): value
        for key, value in options.items()
    }


def schedules():
    cases = []
    for ours, theirs, options in SCHEDULES:
        schedule = getattr(keras.optimizers.schedules, theirs)(**options)
        rates = [float(schedule(step)) for step in range(40)]
        cases.append({"schedule": ours, "options": camel(options), "rates": rates})
    for options in PLATEAUS:
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse")
        callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", **options)
        callback.set_model(model)
        callback.on_train_begin()
        rates = []
        for epoch, loss in enumerate(LOSSES):
            callback.on_epoch_end(epoch, {"loss": loss})
            rates.append(float(model.optimizer.learning_rate))
        named = camel({key.replace("min_lr", "min_learning_rate"): value for key, value in options.items()})
        cases.append({"schedule": "reduceOnPlateau", "options": named, "losses": LOSSES, "rates": rates})
    return cases


if __name__ == "__main__":
    write("training-keras", COMMAND, {"keras": keras.__version__}, fits())
    write("windows-keras", COMMAND, {"keras": keras.__version__}, windows())
    write("schedules-keras", COMMAND, {"keras": keras.__version__}, schedules())
