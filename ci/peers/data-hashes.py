"""Prints the hashes of the seeded generators from their numpy twins; they stand in lib/test/data.

    .venv-peers/bin/python ci/peers/data-hashes.py
"""

import numpy as np

from data_twin import Mulberry32, fnv1a64, generate_time_series, sine
from task_twins import (
    anomalies,
    dna,
    hold,
    long_dependencies,
    recall,
    reviews,
    sines,
    trend_and_seasons,
    two_sines,
    videos,
)

TURN = 6.283185307179586


def normals(u):
    """[days] bell-curve numbers out of [days, 12] uniforms, added in the order in which they are drawn."""
    total = u[:, 0]
    for j in range(1, 12):
        total = total + u[:, j]
    return total - 6


def generate_daily(count, days, seed=42):
    """[count, days] float64, equal to data.generateDaily(count, days, {seed})."""
    draws = Mulberry32(seed).draw(count * (6 + 24 * days)).reshape(count, -1)
    day = np.arange(days)
    out = np.empty((count, days))
    for i, u in enumerate(draws):
        slope = -0.01 + (0.01 - -0.01) * u[0]
        week, week_phase = 0.5 + 1.5 * u[1], TURN * u[2]
        month, month_phase = 0.2 + (1 - 0.2) * u[3], TURN * u[4]
        step = normals(u[5 : 5 + 12 * days].reshape(days, 12))
        noise = normals(u[5 + 12 * days : 5 + 24 * days].reshape(days, 12))
        base = 10 + 40 * u[-1]
        walk = np.cumsum(0.1 * step)
        waves = slope * day + week * sine(TURN * day / 7 + week_phase) + month * sine(TURN * day / 30 + month_phase)
        out[i] = waves + walk + 0.2 * noise + base
    return out


def copy_task(count, length, seed, symbols=10, noise=5):
    """Tokens [count, length] and symbols [count], equal to data.copyTask(count, length, {seed, symbols, noise})."""
    source = Mulberry32(seed)
    y = np.floor(symbols * source.draw(count))
    x = np.floor(symbols + noise * source.draw(count * length)).reshape(count, length)
    x[:, 0] = y
    return x, y


if __name__ == "__main__":
    tokens, first = copy_task(500, 25, 100)
    sentences, labels = reviews(200, seed=7)
    clips, actions = videos(12, seed=3)
    far, sums, products = long_dependencies(20, 60, seed=4)
    windows, sites = dna(60, unknown=0.01, seed=5)
    for name, values in {
        "time series 100 x 51": generate_time_series(100, 51),
        "time series 7 x 13, seed -3": generate_time_series(7, 13, -3),
        "daily 20 x 100": generate_daily(20, 100),
        "daily 3 x 31, seed 7": generate_daily(3, 31, 7),
        "copy task, tokens": tokens,
        "copy task, symbols": first,
        "reviews, 200, seed 7": "\n".join([*sentences, *map(str, labels)]),
        "videos, 12, seed 3": clips,
        "their actions": np.array(actions, dtype=np.float64),
        "dna, 60, unknown 0.01, seed 5": "\n".join([*windows, *map(str, sites)]),
        "two sines 30 x 50": two_sines(30, 50),
        "sines 30 x 60": sines(30, 60),
        "sines 20 x 40, noise": sines(20, 40, 7, (0.05, 0.2), 0.1),
        "trend and seasons": trend_and_seasons(),
        "anomalies": anomalies(),
        "long dependencies 20 x 60, seed 4": far,
        "their sums": sums,
        "their products": products,
        "recall 15 x 20": recall(15, 20),
        "hold 15 x 20, x": hold(15, 20)[0],
        "hold 15 x 20, y": hold(15, 20)[1],
        "first 100 of 10000 x 51": generate_time_series(10000, 51)[:100],
    }.items():
        print(f"{name}: {fnv1a64(values)}")
