"""Whole Keras models: their weights as files, as a learner would write them, and what they predict
-> lib/test/golden/weights-keras.json and lib/test/golden/weights-keras/.

    .venv-peers/bin/python ci/peers/weights-keras.py
"""

import json

import keras_layer
from golden import GOLDEN, draw, pack, write

keras, np = keras_layer.keras, keras_layer.np
layers = keras.layers
FILES = GOLDEN / "weights-keras"


def recurrent():
    return keras.Sequential(
        [
            keras.Input([5, 3]),
            layers.LSTM(4, return_sequences=True),
            layers.SimpleRNN(3, return_sequences=True),
            layers.GRU(3),
            layers.Dense(2),
        ]
    )


def words():
    return keras.Sequential(
        [
            keras.Input([6]),
            layers.Embedding(7, 5, mask_zero=True),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.Bidirectional(layers.GRU(2), merge_mode="sum"),
            layers.Dense(4, activation="softmax"),
        ]
    )


def normalised():
    return keras.Sequential(
        [
            keras.Input([8, 2]),
            layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"),
            layers.BatchNormalization(),
            layers.Conv1D(3, 2),
            layers.LayerNormalization(),
            layers.TimeDistributed(layers.Dense(3, activation="tanh")),
            layers.Flatten(),
            layers.BatchNormalization(scale=False),
            layers.Dense(1),
        ]
    )


def branches():
    inner = keras.Sequential([keras.Input([4, 3]), layers.BatchNormalization(), layers.LSTM(3)])
    x = keras.Input([4, 3])
    a = inner(x)
    b = layers.Dense(3)(layers.GRU(5)(x))
    return keras.Model(x, layers.Dense(2)(layers.Concatenate()([a, b])))


def images():
    return keras.Sequential(
        [
            keras.Input([7, 6, 2]),
            layers.Conv2D(3, (3, 2), strides=(2, 1), padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(4, 2, use_bias=False),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )


def video():
    return keras.Sequential(
        [
            keras.Input([4, 5, 6, 2]),
            layers.Conv3D(3, (2, 3, 2), activation="tanh"),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )


def attending():
    x = keras.Input([5, 6])
    a = layers.MultiHeadAttention(3, 4, value_dim=2, name="inner")(x, x)
    b = layers.MultiHeadAttention(2, 3, output_shape=5, use_bias=False, name="outer")(layers.LayerNormalization()(a), x)
    return keras.Model(x, layers.Dense(2)(b))


def numbers(*shape):
    return lambda rng: draw(rng, *shape)


# how the model is made, its inputs, what the weights are written to
CASES = [
    (recurrent, numbers(3, 5, 3), "npz"),
    (words, lambda rng: rng.integers(0, 7, [3, 6]), "json"),
    (normalised, numbers(3, 8, 2), "compressed.npz"),
    (branches, numbers(3, 4, 3), "named.npz"),
    (images, numbers(2, 7, 6, 2), "npz"),
    (video, numbers(2, 4, 5, 6, 2), "compressed.npz"),
    (attending, numbers(2, 5, 6), "json"),
]


def run(index, make, inputs, kind):
    rng = np.random.default_rng(7000 + index)
    model = make()
    drawn = [draw(rng, *weight.shape, scale=0.6) for weight in model.weights]
    model.set_weights([np.abs(w) + 0.2 if "variance" in v.name else w for w, v in zip(drawn, model.weights)])
    file = FILES / f"{make.__name__}.{kind}"
    weights = model.get_weights()
    if kind == "npz":
        np.savez(file, *weights)
    elif kind == "json":
        file.write_text(json.dumps([np.round(w.astype(float), 7).tolist() for w in weights]) + "\n")
    elif kind == "compressed.npz":
        np.savez_compressed(file, *weights)
    else:
        np.savez(file, **{v.path.replace("/", "."): np.asfortranarray(w) for v, w in zip(model.weights, weights)})
    x = inputs(rng)
    return {"name": make.__name__, "file": file.name, "x": pack(x), "prediction": pack(model(x, training=False))}


if __name__ == "__main__":
    FILES.mkdir(parents=True, exist_ok=True)
    write(
        "weights-keras",
        "python ci/peers/weights-keras.py",
        keras_layer.VERSIONS,
        [run(index, *case) for index, case in enumerate(CASES)],
    )
