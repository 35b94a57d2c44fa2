"""Lesson 6.2 in Keras, on the same recordings -> ci/peers/results/speech.json.

    UNROLL_DATA_MIRROR=../shared/data .venv-peers/bin/python ci/peers/speech.py [--seeds 1,2]

MFCC by numpy (frames of 256 samples every 160, centred, 24 mel bands on Slaney's scale, 13 coefficients), scaled by the
training frames, 48 frames; recordings 0 to 2 of each digit and voice are the test. The lesson's small classifier: 32
convolutions of kernel 3, pooling by 2, a bidirectional LSTM of 32 units with dropout 0.2, Adam 0.002, 20 epochs.
"""

import argparse
import json
import os
import pathlib
import wave

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "speech.json"
FRAME, HOP, MELS, COEFFICIENTS, FRAMES, RATE = 256, 160, 24, 13, 48, 8000


def hertz(mel):
    return np.where(mel < 15, 200 * mel / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))


def mel_filters():
    top = 15 + np.log(RATE / 2 / 1000) / (np.log(6.4) / 27)
    edges = hertz(np.linspace(0, top, MELS + 2))[:, None]
    bins = np.arange(FRAME // 2 + 1) * RATE / FRAME
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    heights = np.minimum((bins - left) / (middle - left), (right - bins) / (right - middle))
    return np.maximum(heights, 0) * 2 / (right - left)


FILTERS = mel_filters()
WAVES = np.cos(np.pi * np.arange(COEFFICIENTS)[:, None] * (np.arange(MELS) + 0.5) / MELS)
WAVES *= np.sqrt(np.where(np.arange(COEFFICIENTS) == 0, 1, 2) / MELS)[:, None]
HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)


def mfcc(samples):
    padded = np.pad(samples, FRAME // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]
    power = np.abs(np.fft.rfft(frames * HANN)) ** 2
    level = 10 * np.log10(np.maximum(power @ FILTERS.T, 1e-10))
    return np.maximum(level, level.max() - 80) @ WAVES.T


def recordings():
    mirror = pathlib.Path(os.environ["UNROLL_DATA_MIRROR"])
    for path in sorted(mirror.glob("Jakobovski/**/*_*_*.wav")):
        digit, _, take = path.stem.split("_")
        with wave.open(str(path)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768
        yield int(digit), int(take), mfcc(samples)


def train(train_set, test_set, seed):
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((FRAMES, COEFFICIENTS)),
            layers.Conv1D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling1D(2),
            layers.Bidirectional(layers.LSTM(32, dropout=0.2)),
            layers.Dense(10, activation="softmax"),
        ]
    )
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss=loss, jit_compile=False)
    model.fit(*train_set, epochs=20, batch_size=32, verbose=0)
    said = model.predict(test_set[0], verbose=0).argmax(-1)
    return model.count_params(), {"seed": seed, "share": round(float(np.mean(said == test_set[1])), 6)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2")
    seeds = [int(word) for word in parser.parse_args().seeds.split(",")]
    found = list(recordings())
    known = np.concatenate([sound for _, take, sound in found if take > 2])
    mean, deviation = known.mean(0), known.std(0)

    def examples(is_test):
        part = [one for one in found if (one[1] < 3) == is_test]
        x = np.zeros((len(part), FRAMES, COEFFICIENTS), np.float32)
        for row, (_, _, sound) in zip(x, part):
            row[: len(sound)] = ((sound - mean) / deviation)[:FRAMES]
        return x, np.array([digit for digit, _, _ in part])

    train_set, test_set = examples(False), examples(True)
    runs = []
    for seed in seeds:
        parameters, run = train(train_set, test_set, seed)
        runs.append(run)
        print(run, flush=True)
    result = {
        "command": "UNROLL_DATA_MIRROR=../shared/data .venv-peers/bin/python ci/peers/speech.py",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
        "sizes": {"train": len(train_set[0]), "test": len(test_set[0])},
        "firstFrame": [round(float(value), 9) for value in found[0][2][10]],
        "small": {"parameters": parameters, "runs": runs},
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
