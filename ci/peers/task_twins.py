"""numpy twins of lib/src/data/tasks: the same sentences and numbers, written a second time."""

import numpy as np

from data_twin import Random, sine

POSITIVE = "good great lovely brilliant wonderful funny touching superb clever beautiful".split()
NEGATIVE = "bad awful boring terrible dull stupid weak ugly silly horrible".split()
NEUTRAL = "the film story actor scene was and music plot with".split()


def reviews(count, length=15, seed=42):
    """Sentences and labels, equal to data.generateReviews(count, {length, seed})."""
    draw = Random(seed)
    labels = [1 if place % 2 == 0 else 0 for place in draw.shuffle(range(count))]
    sentences = []
    for label in labels:
        words = draw.integer(int(np.ceil(length / 3)), length + 1)
        strong = draw.integer(1, max(2, words // 2 + 1))
        weak = draw.integer(0, strong)
        more, less = (POSITIVE, NEGATIVE) if label else (NEGATIVE, POSITIVE)
        lists = [more] * strong + [less] * weak + [NEUTRAL] * (words - strong - weak)
        sentences.append(" ".join(draw.shuffle([words_of[draw.integer(0, 10)] for words_of in lists])))
    return sentences, labels


ACTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1), "grow": (0, 0), "shrink": (0, 0)}


def covers(shape, x, y, r):
    box = (np.abs(x) <= r) & (np.abs(y) <= r)
    if shape == 1:
        return box
    return box & ((x * x + y * y <= r * (r + 0.5)) if shape == 0 else (2 * np.abs(x) <= y + r))


def videos(count, frames=12, size=16, noise=0.05, seed=42):
    """Clips and actions, equal to data.generateVideos(count, {frames, size, noise, seed})."""
    draw = Random(seed)
    out = np.zeros((count, frames, size, size))
    actions = []
    for clip in out:
        action, shape = draw.integer(0, 6), draw.integer(0, 3)
        length = draw.integer(-(-frames // 2), frames + 1)
        x0, y0, r0, speed = draw.integer(0, size), draw.integer(0, size), draw.integer(0, 4), draw.integer(1, 3)
        name = list(ACTIONS)[action]
        for t in range(length):
            x, y = (start + step * speed * t for start, step in zip((x0, y0), ACTIONS[name]))
            r = 2 + (r0 + {"grow": t, "shrink": -t}.get(name, 0)) % 4
            half = size / 2
            dx = (np.arange(size)[None, :] - x + half) % size - half
            dy = (np.arange(size)[:, None] - y + half) % size - half
            picture = covers(shape, dx, dy, r).astype(np.float64)
            u = draw.source.draw(size * size).reshape(size, size) if noise else 0
            clip[t] = picture + ((-noise + (noise - -noise) * u) if noise else 0)
        actions.append(action)
    return out, actions


BASES = "ACGT"
DONOR = [[33, 37, 18, 12], [60, 13, 13, 14], [8, 4, 81, 7], [0, 0, 100, 0], [0, 0, 0, 100], [49, 3, 45, 3]]
DONOR += [[71, 7, 12, 10], [6, 5, 84, 5], [15, 19, 20, 46]]
ACCEPTOR = [[11, 34, 12, 43]] * 14 + [[24, 29, 21, 26], [4, 65, 1, 30], [100, 0, 0, 0], [0, 0, 100, 0]]
ACCEPTOR += [[25, 14, 51, 10], [25, 20, 22, 33]]


def dna(count, length=60, unknown=0.0003, seed=42):
    """Windows and labels, equal to data.generateDna(count, {length, unknown, seed})."""
    draw = Random(seed)
    labels = [[0, 2, 1, 2][place % 4] for place in draw.shuffle(range(count))]
    middle, windows = length // 2, []
    for label in labels:
        letters = [BASES[draw.integer(0, 4)] for _ in range(length)]
        if label < 2:
            table, start = (DONOR, middle - 3) if label == 0 else (ACCEPTOR, middle - 18)
            for i, shares in enumerate(table):
                letters[start + i] = BASES[int(np.searchsorted(np.cumsum(shares), draw.integer(0, 100), side="right"))]
        else:
            decoy = draw.integer(0, 4)
            if decoy == 0:
                letters[middle : middle + 2] = "GT"
            if decoy == 1:
                letters[middle - 2 : middle] = "AG"
        windows.append("".join("N" if draw.next() < unknown else letter for letter in letters))
    return windows, labels


TURN = 2 * np.pi


def two_sines(count, steps, seed=42):
    """[count, steps], equal to data.generateTwoSines(count, steps, {seed})."""
    draw = Random(seed)
    out = np.empty((count, steps))
    s = (2 * TURN * np.arange(steps)) / (steps - 1)
    for row in out:
        f1, f2, p1, p2 = draw.uniform(0.5, 2), draw.uniform(0.1, 0.5), draw.uniform(0, TURN), draw.uniform(0, TURN)
        noise = np.array([draw.normal() for _ in range(steps)])
        row[:] = 0.5 * sine(f1 * s + p1) + 0.3 * sine(f2 * s + p2) + 0.1 * noise
    return out


def sines(count, steps, seed=42, frequencies=(0.02, 0.1), noise=0):
    """[count, steps], equal to data.generateSines(count, steps, {seed, frequencies, noise})."""
    draw = Random(seed)
    out = np.empty((count, steps))
    for row in out:
        f, p = draw.uniform(*frequencies), draw.uniform(0, TURN)
        row[:] = sine(TURN * f * np.arange(steps) + p)
        if noise > 0:
            row[:] += noise * np.array([draw.normal() for _ in range(steps)])
    return out


def trend_and_seasons(steps=500, seed=42):
    """[steps], equal to data.generateTrendAndSeasons(steps, {seed}).values."""
    draw, t = Random(seed), np.arange(steps)
    noise = 0.1 * np.array([draw.normal() for _ in range(steps)])
    return 0.001 * t + sine((TURN * t) / 50) + 0.5 * sine((TURN * t) / 200) + noise


def anomalies(seed=42):
    """[1000], equal to data.generateAnomalies({seed}).values."""
    draw, t = Random(seed), np.arange(1000)
    values = 50 + 0.01 * t + 10 * sine((TURN * t) / 50) + 2 * np.array([draw.normal() for _ in range(1000)])
    for start, end, shift in [(200, 250, 20), (600, 650, -15), (850, 900, 18)]:
        values[start:end] += shift
    return values


def long_dependencies(count, steps=100, seed=42):
    """x, sums and products, equal to data.generateLongDependencies(count, {steps, seed, kind})."""
    draw = Random(seed)
    x = np.array([draw.normal() for _ in range(count * steps)]).reshape(count, steps)
    early, late = np.cumsum(x[:, :10], axis=1)[:, -1], np.cumsum(x[:, 40:50], axis=1)[:, -1] / 10
    return x, early + late, early * late


def recall(count, distance, seed=42):
    """[count, distance + 1], equal to the numbers of data.generateRecall(count, distance, {seed})."""
    u = Random(seed).source.draw(count * (distance + 1)).reshape(count, -1)
    return -1 + (1 - -1) * u


def hold(count, steps, seed=42, share=0.1):
    """x [count, steps, 2], y [count, steps, 1] and age [count, steps], equal to data.generateHold(count, steps, {seed, share})."""
    u = Random(seed).source.draw(count * steps * 2).reshape(count, steps, 2)
    marked = u[..., 1] < share
    marked[:, 0] = True
    value = -1 + (1 - -1) * u[..., 0]
    last = np.maximum.accumulate(np.where(marked, np.arange(steps), 0), axis=1)
    x = np.stack([value, marked.astype(float)], axis=-1)
    return x, np.take_along_axis(value, last, axis=1)[..., None], np.arange(steps) - last
