"""Lesson 1.2 in Keras and numpy, on exactly the same series -> ci/peers/results/preparing-sequences.json.

    .venv-peers/bin/python ci/peers/preparing-sequences.py [--scaling 20] [--gaps 5] [--epochs 40]

Scalers: a rising wave of 1,000 steps, windows of 24, 576 train, 300 test. Gaps: an oscillation of 6,000 steps that lost half
of them, windows of 20, the first 70 % train. SimpleRNN 20 and a dense layer, Adam 0.001, batch 32, MSE; unrolled, which
changes the time alone. The scalers' errors differ much from seed to seed, so they take more seeds. Least squares by numpy;
the best possible by a Kalman filter in matrices. Padding: fresh readers.
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
from data_twin import Mulberry32, Random, fnv1a64, sine  # noqa: E402

RESULT = pathlib.Path(__file__).resolve().parent / "results" / "preparing-sequences.json"
PADS = [0, 1, 2, 3, 5, 10, 20, 40]
READERS = 10


def normals(source, count, deviation):
    """As data.random(seed).normal(0, deviation), many a call: twelve uniforms in their order, minus six."""
    uniforms = source.draw(12 * count).reshape(count, 12)
    total = uniforms[:, 0].copy()
    for j in range(1, 12):
        total += uniforms[:, j]
    return 0 + deviation * (total - 6)


def rising_wave(steps, seed):
    """Equal to data.generateRisingWave(steps, {seed})."""
    t = np.arange(steps, dtype=np.float64)
    return 10 + 2 * sine(2 * np.pi * t / 25) + 0.006 * t + normals(Mulberry32(seed), steps, 0.4)


def gappy(steps, seed):
    """The whole series and the steps that were measured, equal to data.generateGappy(steps, {seed})."""
    source = Mulberry32(seed)
    noise = normals(source, steps - 2, 0.3)
    s = [0.0, 0.0]
    for t in range(2, steps):
        s.append(1.7 * s[t - 1] - 0.95 * s[t - 2] + float(noise[t - 2]))
    return np.array(s), np.flatnonzero(source.draw(steps) < 0.5)


def windows(series, lookback):
    return np.lib.stride_tricks.sliding_window_view(series, lookback)


def scaling_sets():
    wave = rising_wave(1000, 7)
    known = wave[:600]
    fits = {
        "standard, training part": (known.mean(), known.std(), False),
        "standard, all (leak)": (wave.mean(), wave.std(), False),
        "min-max, training part": (known.min(), np.ptp(known), False),
        "min-max, all (leak)": (wave.min(), np.ptp(wave), False),
        "standard, training part, change": (known.mean(), known.std(), True),
    }
    sets = {}
    for name, (centre, scale, change) in fits.items():
        scaled = (wave - centre) / scale
        x, y = windows(scaled[:-1], 24), scaled[24:]
        if change:
            x, y = x - x[:, -1:], y - x[:, -1]
        sets[name] = {"x": x[:, :, None], "y": y, "train": slice(0, 576), "test": slice(676, 976), "units": scale**2}
    return wave, sets


def gap_sets():
    s, seen = gappy(6000, 1)
    ends = seen[19:-1]
    mask = np.zeros(len(s))
    mask[seen] = 1
    last = np.maximum.accumulate(np.where(mask == 1, np.arange(len(s)), -1))
    since = np.arange(len(s)) - last
    kept, zeros = np.where(last >= 0, s[last], 0), s * mask
    grid = lambda *features: np.stack([windows(one, 20)[ends - 19] for one in features], axis=-1)  # noqa: E731
    ways = {
        "glued together": windows(s[seen], 20)[: len(ends), :, None],
        "zeros": grid(zeros),
        "zeros, mask": grid(zeros, mask),
        "last value": grid(kept),
        "last value, mask, time since": grid(kept, mask, since),
    }
    # half up, as Math.round; numpy rounds half to even
    count = int(np.floor(0.7 * len(ends) + 0.5))
    sets = {
        way: {"x": x, "y": s[ends + 1], "train": slice(0, count), "test": slice(count + 1, None), "units": 1 / 0.3**2}
        for way, x in ways.items()
    }
    tested = ends[count + 1 :] + 1
    best = float(np.mean((kalman(s, mask)[tested] - s[tested]) ** 2) / 0.3**2)
    return s[seen], sets, best


def kalman(s, mask):
    """Forecast of each step from the measurements before it: the textbook filter in matrices."""
    transition, noise, look = np.array([[1.7, -0.95], [1.0, 0.0]]), np.diag([0.09, 0.0]), np.array([[1.0, 0.0]])
    state, cover, out = np.zeros(2), np.eye(2), np.zeros(len(s))
    for t in range(len(s)):
        state, cover = transition @ state, transition @ cover @ transition.T + noise
        out[t] = state[0]
        if mask[t]:
            gain = cover @ look.T / (look @ cover @ look.T)
            state = state + gain[:, 0] * (s[t] - state[0])
            cover = cover - gain @ look @ cover
    return out


def least_squares(one, ridge):
    x = one["x"].reshape(len(one["x"]), -1)
    train, test = x[one["train"]], x[one["test"]]
    rows = np.vstack([train, np.sqrt(ridge) * np.eye(x.shape[1])]) if ridge else train
    bias = np.concatenate([np.ones(len(train)), np.zeros(len(rows) - len(train))])[:, None]
    right = np.concatenate([one["y"][one["train"]], np.zeros(len(rows) - len(train))])
    weights = np.linalg.lstsq(np.hstack([rows, bias]), right, rcond=None)[0]
    return rounded(np.mean((test @ weights[:-1] + weights[-1] - one["y"][one["test"]]) ** 2) * one["units"])


def rounded(value, digits=6):
    return float(f"{value:.{digits}g}")


def network(one, seed, epochs):
    keras.utils.set_random_seed(seed)
    x, y = one["x"].astype(np.float32), one["y"].astype(np.float32)[:, None]
    layers = [keras.layers.SimpleRNN(20, unroll=True), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse", jit_compile=False)
    model.fit(x[one["train"]], y[one["train"]], epochs=epochs, batch_size=32, verbose=0)
    missed = model.predict(x[one["test"]], verbose=0) - y[one["test"]]
    return model.count_params(), {"seed": seed, "testMse": rounded(np.mean(missed**2) * one["units"])}


def over_seeds(name, one, seeds, epochs):
    result = {"parameters": 0, "runs": []}
    for seed in range(1, seeds + 1):
        result["parameters"], run = network(one, seed, epochs)
        result["runs"].append(run)
    print(name, result["parameters"], [run["testMse"] for run in result["runs"]], flush=True)
    return result


def drift(mask_zero, before):
    """[readers][pads] as in the experiment: ten random tokens, a fresh reader each."""
    keras.utils.set_random_seed(1)
    rows = []
    for reader in range(1, READERS + 1):
        draw = Random(reader)
        tokens = [draw.integer(1, 50) for _ in range(10)]
        layers = [keras.layers.Embedding(50, 8, mask_zero=mask_zero), keras.layers.SimpleRNN(16)]
        model = keras.Sequential([keras.Input((None,), dtype="int32"), *layers])
        padded = [[0] * count + tokens if before else tokens + [0] * count for count in PADS]
        states = [model(np.array([ids], np.int32)).numpy()[0] for ids in padded]
        rows.append([rounded(np.linalg.norm(h - states[0]) / np.linalg.norm(states[0]), 5) for h in states])
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scaling", type=int, default=20, help="seeds 1, 2 ... of each scaler")
    parser.add_argument("--gaps", type=int, default=5, help="seeds 1, 2 ... of each way to tell gaps")
    parser.add_argument("--epochs", type=int, default=40)
    options = parser.parse_args()
    (wave, scaled), (measured, gaps, best) = scaling_sets(), gap_sets()
    plain = {**scaled["standard, training part"], "x": windows(wave[:-1], 24)[:, :, None], "y": wave[24:], "units": 1}
    test = plain["test"]
    result = {
        "generatedBy": f"python ci/peers/preparing-sequences.py --scaling {options.scaling} --gaps {options.gaps} "
        f"--epochs {options.epochs}",
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "fnv1a64OfRisingWave": fnv1a64(wave),
        "fnv1a64OfMeasurements": fnv1a64(measured),
        "scaling": {
            "naive": rounded(np.mean((plain["y"][test] - plain["x"][test][:, -1, 0]) ** 2)),
            "leastSquares": least_squares(plain, 0),
            "networks": {name: over_seeds(name, one, options.scaling, options.epochs) for name, one in scaled.items()},
        },
        "gaps": {
            "best": rounded(best),
            "ways": {
                way: {"leastSquares": least_squares(one, 1e-6), **over_seeds(way, one, options.gaps, options.epochs)}
                for way, one in gaps.items()
            },
        },
        "padding": {
            "pads": PADS,
            "drifts": {"after": drift(False, False), "before": drift(False, True), "masked": drift(True, False)},
        },
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
