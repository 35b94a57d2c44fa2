"""numpy twin of lib/src/data/random.ts and generate.ts: the same float64 numbers, bit for bit."""

import numpy as np

U32 = np.uint32
S = [-1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
     2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10]  # fmt: skip
C = [4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
     -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11]  # fmt: skip


class Mulberry32:
    """The generator mulberry32, many numbers a call: its state only counts, so draws are independent of each other."""

    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFF

    def draw(self, count):
        steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x6D2B79F5) + np.uint64(self.state)
        s = (steps & np.uint64(0xFFFFFFFF)).astype(U32)
        self.state = int(s[-1]) if count else self.state
        with np.errstate(over="ignore"):
            t = (s ^ (s >> U32(15))) * (s | U32(1))
            t = (t + (t ^ (t >> U32(7))) * (t | U32(61))) ^ t
            return (t ^ (t >> U32(14))).astype(np.float64) / 4294967296.0


def sine(x):
    """The course's own sine (np.sin and Math.sin differ in the last bit)."""
    n = np.floor(x * 6.36619772367581382433e-01 + 0.5)
    r = (x - n * 1.57079632673412561417) - n * 6.07710050650619224932e-11
    z = r * r
    ks = r + r * z * (S[0] + z * (S[1] + z * (S[2] + z * (S[3] + z * (S[4] + z * S[5])))))
    kc = 1.0 - (0.5 * z - z * z * (C[0] + z * (C[1] + z * (C[2] + z * (C[3] + z * (C[4] + z * C[5]))))))
    return np.choose((n - 4 * np.floor(n / 4)).astype(int), [ks, kc, -ks, -kc])


def generate_time_series(count, steps, seed=42):
    """[count, steps] float64, equal to data.generateTimeSeries(count, steps, {seed})."""
    u = Mulberry32(seed)
    f1, f2, o1, o2 = (u.draw(count)[:, None] for _ in range(4))
    t = np.arange(steps, dtype=np.float64)[None, :] / (steps - 1)
    noise = u.draw(count * steps).reshape(count, steps)
    waves = 0.5 * sine((t - o1) * (f1 * 10 + 10)) + 0.2 * sine((t - o2) * (f2 * 20 + 20))
    return waves + 0.1 * (noise - 0.5)


class Random:
    """The draws of data.random(seed), one at a time."""

    def __init__(self, seed):
        self.source = Mulberry32(seed)

    def next(self):
        return float(self.source.draw(1)[0])

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * self.next()

    def normal(self, mean=0.0, deviation=1.0):
        total = self.next()
        for _ in range(11):
            total += self.next()
        return mean + deviation * (total - 6)

    def integer(self, low, high):
        return int(np.floor(self.uniform(low, high)))

    def shuffle(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = int(np.floor((i + 1) * self.next()))
            items[i], items[j] = items[j], items[i]
        return items


def fnv1a64(values):
    """Hash of the bytes of a text, or of float64 numbers, to compare with JavaScript."""
    h = 0xCBF29CE484222325
    for byte in values.encode() if isinstance(values, str) else np.ascontiguousarray(values, dtype=np.float64).tobytes():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


if __name__ == "__main__":
    series = generate_time_series(10000, 51)
    print(fnv1a64(series[:100]), repr(float(series[-1, -1])))
