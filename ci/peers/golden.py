"""Shared by the scripts that write golden numbers: seeded inputs, rounding, one JSON file a script."""

import json
import pathlib

import numpy as np

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "lib" / "test" / "golden"


def draw(rng, *shape, scale=1.0):
    """Normal numbers with four decimals, so that the JSON text holds exactly what was computed with."""
    return np.round(rng.normal(0, scale, shape), 4)


def pack(values):
    """An array as {shape, values} with nine significant digits."""
    array = np.asarray(values, dtype=np.float64)
    return {"shape": list(array.shape), "values": [float(f"{v:.9g}") for v in array.ravel()]}


def write(name, command, versions, cases):
    """Writes lib/test/golden/<name>.json, one case a line; the first field says which command made it."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    head = {"generatedBy": command, "versions": versions}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = json.dumps(head)[:-1] + f', "cases": [\n{lines}\n]}}\n'
    (GOLDEN / f"{name}.json").write_text(text)
    print(f"{name}.json: {len(cases)} cases, {len(text) // 1024} KB")
