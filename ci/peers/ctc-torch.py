"""CTC loss of PyTorch in float64, values and gradients of the logits -> lib/test/golden/ctc-torch.json.

    .venv-peers/bin/python ci/peers/ctc-torch.py

Labels are padded with -1. Where no alignment exists PyTorch says inf, and a gradient of 0 only with zero_infinity.
"""

import numpy as np
import torch
from golden import draw, pack, write

# name, [batch, steps, classes], blank, label lengths (None: drawn), logit lengths (None: all steps), scale of logits
CASES = [
    ("one step, one label", [1, 1, 2], 0, [1], None, 1),
    ("one step, no label", [1, 1, 3], 0, [0], None, 1),
    ("as many steps as labels", [2, 3, 7], 0, [3, 3], None, 1),
    ("blank last", [3, 6, 4], 3, [2, 3, 1], None, 1),
    ("blank in the middle, lengths", [4, 9, 5], 2, [2, 0, 4, 3], [9, 4, 8, 7], 1),
    ("repeated labels", [3, 9, 2], 0, [4, 2, 1], None, 1),
    ("certain logits", [2, 8, 5], 0, [3, 2], None, 30),
    ("no alignment", [4, 5, 3], 0, [3, 6, 2, 1], [5, 5, 1, 5], 1),
    ("long", [2, 60, 6], 0, [12, 25], [60, 55], 2),
    ("two classes, width a multiple of 4", [5, 12, 8], 0, None, None, 1),
]


def random_cases(count):
    rng = np.random.default_rng(21)
    for index in range(count):
        sizes = [int(rng.integers(1, high + 1)) for high in (5, 14, 9)]
        sizes[2] += 1
        lengths = rng.integers(1, sizes[1] + 1, sizes[0]).tolist()
        yield f"random {index}: {sizes}", sizes, int(rng.integers(sizes[2])), None, lengths, 1


def run(index, name, sizes, blank, label_lengths, logit_lengths, scale):
    batch, steps, classes = sizes
    rng = np.random.default_rng(8600 + index)
    logit_lengths = logit_lengths or [steps] * batch
    label_lengths = label_lengths or [int(rng.integers(0, length // 2 + 1)) for length in logit_lengths]
    others = [k for k in range(classes) if k != blank]
    labels = np.full((batch, max(1, *label_lengths)), -1)
    for row, length in zip(labels, label_lengths):
        row[:length] = rng.choice(others, length)
    logits = draw(rng, batch, steps, classes, scale=scale)
    d = draw(rng, batch)
    leaf = torch.tensor(logits, dtype=torch.float64, requires_grad=True)

    def loss(zero_infinity):
        return torch.nn.functional.ctc_loss(
            torch.log_softmax(leaf, 2).transpose(0, 1),
            torch.tensor(labels).clamp(min=0),
            torch.tensor(logit_lengths),
            torch.tensor(label_lengths),
            blank=blank,
            reduction="none",
            zero_infinity=zero_infinity,
        )

    values = loss(True)
    infinite = torch.isinf(loss(False))
    (values * torch.tensor(d)).sum().backward()
    return {
        "name": name,
        "blank": blank,
        "labels": pack(labels),
        "logits": pack(logits),
        "labelLengths": label_lengths,
        "logitLengths": logit_lengths,
        "losses": pack(values.detach()),
        "impossible": infinite.tolist(),
        "dLosses": pack(d),
        "dLogits": pack(leaf.grad),
    }


if __name__ == "__main__":
    write(
        "ctc-torch",
        "python ci/peers/ctc-torch.py",
        {"torch": torch.__version__.split("+")[0]},
        [run(index, *case) for index, case in enumerate([*CASES, *random_cases(8)])],
    )
