"""The workloads' models in Keras, by the names of ../workloads.ts; layer by layer those of ../ours/models.ts."""

import keras
from keras import layers

DILATIONS = [1, 2, 4, 8] * 2
HORIZON = 10
VIDEO_SIDE, VIDEO_FILTERS, VIDEO_ACTIONS = 24, 16, 6
MSE = "mse"
CLASSES = "sparse_categorical_crossentropy"


def recurrent(layer, sizes, **options):
    units, length = sizes["units"], sizes["length"]
    shape = {"batch_shape": (1, 1, 1)} if options.get("stateful") else {"shape": (length, 1)}
    first = layer(units, return_sequences=True, **options)
    return keras.Sequential([keras.Input(**shape), first, layer(units, **options), layers.Dense(1)]), MSE


def text_classifier(reader, sizes, outputs):
    embedding = layers.Embedding(sizes["vocabulary"], sizes["embedding"])
    head = layers.Dense(outputs, activation="softmax")
    return keras.Sequential([keras.Input((sizes["length"],)), embedding, reader, head]), CLASSES


def cnn(sizes):
    def conv(filters, kernel):
        return layers.Conv1D(filters, kernel, padding="same", activation="relu")

    stack = [conv(32, 5), conv(32, 5), layers.MaxPooling1D(2), conv(64, 3), conv(64, 3), layers.GlobalMaxPooling1D()]
    head = [layers.Dense(50, activation="relu"), layers.Dense(1)]
    return keras.Sequential([keras.Input((sizes["length"], 1)), *stack, *head]), MSE


def video(conv, sizes):
    def one(strides):
        return conv(VIDEO_FILTERS, 3, strides=strides, padding="same", activation="relu")

    clip = keras.Input((sizes["length"], VIDEO_SIDE, VIDEO_SIDE, 1))
    head = [layers.Flatten(), layers.Dense(VIDEO_ACTIONS, activation="softmax")]
    return keras.Sequential([clip, one(1), one(2), one(2), *head]), CLASSES


def frame_by_frame(*args, **options):
    return layers.TimeDistributed(layers.Conv2D(*args, **options))


def seq2seq(sizes):
    units = sizes["units"]
    stack = [layers.LSTM(units, return_sequences=True) for _ in range(2)]
    head = layers.TimeDistributed(layers.Dense(HORIZON))
    return keras.Sequential([keras.Input((sizes["length"], 1)), *stack, head]), MSE


def causal(filters, dilation, **options):
    return layers.Conv1D(filters, 2, padding="causal", dilation_rate=dilation, **options)


def simple_wavenet(sizes):
    stack = [causal(sizes["units"], dilation, activation="relu") for dilation in DILATIONS]
    return keras.Sequential([keras.Input((sizes["length"], 1)), *stack, layers.Conv1D(HORIZON, 1)]), MSE


def wavenet(sizes):
    filters = sizes["units"]
    series = keras.Input((sizes["length"], 1))
    through = causal(filters, 1)(series)
    skips = []
    for i, dilation in enumerate(DILATIONS):
        filtered = causal(filters, dilation, activation="tanh")(through)
        gate = causal(filters, dilation, activation="sigmoid")(through)
        gated = layers.Multiply()([filtered, gate])
        skips.append(layers.Conv1D(filters, 1)(gated))
        if i < len(DILATIONS) - 1:  # the last block's residual would feed nothing
            through = layers.Add()([through, layers.Conv1D(filters, 1)(gated)])
    output = layers.Activation("relu")(layers.Add()(skips))
    output = layers.Conv1D(filters, 1, activation="relu")(output)
    return keras.Model(series, layers.Conv1D(HORIZON, 1)(output)), MSE


def build(workload: str, sizes: dict):
    """The model, not compiled, and its loss."""
    builders = {
        "lstm": lambda: recurrent(layers.LSTM, sizes),
        "simple-rnn": lambda: recurrent(layers.SimpleRNN, sizes),
        "gru": lambda: recurrent(layers.GRU, sizes),
        "copy-task": lambda: text_classifier(layers.LSTM(sizes["units"]), sizes, 10),
        "bilstm": lambda: text_classifier(layers.Bidirectional(layers.LSTM(sizes["units"])), sizes, 2),
        "lstm-256": lambda: text_classifier(layers.LSTM(sizes["units"]), sizes, sizes["vocabulary"]),
        "cnn": lambda: cnn(sizes),
        "video-frames": lambda: video(frame_by_frame, sizes),
        "video-3d": lambda: video(layers.Conv3D, sizes),
        "seq2seq": lambda: seq2seq(sizes),
        "wavenet-simple": lambda: simple_wavenet(sizes),
        "wavenet": lambda: wavenet(sizes),
        "one-step": lambda: recurrent(layers.LSTM, sizes, stateful=True),
    }
    if workload not in builders:
        raise ValueError(f"Keras has no model '{workload}'")
    return builders[workload]()
