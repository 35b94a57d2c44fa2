"""Negative log-likelihood and Viterbi paths of a linear-chain CRF in PyTorch, float64 -> lib/test/golden/crf-torch.json.

    .venv-peers/bin/python ci/peers/crf-torch.py

Sums over paths are log-sum-exp on autograd, step by step; the best path is the best of the same recursion with max. Masked
steps (tag -1) are taken out of the sequence before.
"""

import numpy as np
import torch
from golden import draw, pack, write

# name, [batch, steps, units], which steps are masked: None, "end", "any"
CASES = [
    ("one step, one unit", [1, 1, 1], None, 1),
    ("one step", [3, 1, 5], None, 1),
    ("one unit", [2, 4, 1], None, 1),
    ("odd sizes", [3, 5, 3], None, 1),
    ("units a multiple of 4", [2, 6, 8], None, 1),
    ("padding at the end", [4, 7, 5], "end", 1),
    ("masks with gaps, and one sequence masked", [5, 6, 3], "any", 1),
    ("large scores", [2, 9, 6], "end", 40),
    ("long", [2, 60, 7], "end", 2),
]


def random_cases(count):
    rng = np.random.default_rng(31)
    for index in range(count):
        sizes = [int(rng.integers(1, high + 1)) for high in (5, 9, 13)]
        yield f"random {index}: {sizes}", sizes, [None, "end", "any"][index % 3], 1


def keep_mask(rng, batch, steps, kind):
    if kind is None:
        return np.ones((batch, steps), dtype=bool)
    if kind == "end":
        return np.arange(steps)[None] < rng.integers(1, steps + 1, batch)[:, None]
    mask = rng.integers(0, 2, (batch, steps)).astype(bool)
    mask[-1] = False
    return mask


def nll(e, y, transitions, start, end):
    """-ln P(y | e) of one sequence, e [steps, units]."""
    alpha = start + e[0]
    for step in e[1:]:
        alpha = torch.logsumexp(alpha[:, None] + transitions, 0) + step
    score = start[y[0]] + e[range(len(y)), y].sum() + transitions[y[:-1], y[1:]].sum() + end[y[-1]]
    return torch.logsumexp(alpha + end, 0) - score


def best(e, transitions, start, end):
    delta, back = start + e[0], []
    for step in e[1:]:
        value, which = (delta[:, None] + transitions).max(0)
        delta = value + step
        back.append(which)
    score, tag = (delta + end).max(0)
    path = [int(tag)]
    for which in reversed(back):
        path.append(int(which[path[-1]]))
    return float(score), path[::-1]


def run(index, name, sizes, masked, scale):
    batch, steps, units = sizes
    rng = np.random.default_rng(8700 + index)
    arrays = {
        "emissions": draw(rng, batch, steps, units, scale=scale),
        "transitions": draw(rng, units, units, scale=scale),
        "start": draw(rng, units, scale=scale),
        "end": draw(rng, units, scale=scale),
    }
    mask = keep_mask(rng, batch, steps, masked)
    tags = np.where(mask, rng.integers(0, units, (batch, steps)), -1)
    d = draw(rng, batch)
    leaf = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}
    weights = [leaf["transitions"], leaf["start"], leaf["end"]]
    losses, paths, scores = [], np.full((batch, steps), -1), []
    for b in range(batch):
        if not mask[b].any():
            losses.append(0 * sum(tensor.sum() for tensor in leaf.values()))
            scores.append(0.0)
            continue
        e, y = leaf["emissions"][b][torch.tensor(mask[b])], torch.tensor(tags[b][mask[b]])
        losses.append(nll(e, y, *weights))
        score, path = best(e.detach(), *(weight.detach() for weight in weights))
        scores.append(score)
        paths[b][mask[b]] = path
    losses = torch.stack(losses)
    (losses * torch.tensor(d)).sum().backward()
    return {
        "name": name,
        "inputs": {key: pack(value) for key, value in arrays.items()},
        "tags": pack(tags),
        "losses": pack(losses.detach()),
        "dLosses": pack(d),
        "gradients": {key: pack(tensor.grad) for key, tensor in leaf.items()},
        "bestTags": pack(paths),
        "bestScores": pack(scores),
    }


if __name__ == "__main__":
    write(
        "crf-torch",
        "python ci/peers/crf-torch.py",
        {"torch": torch.__version__.split("+")[0]},
        [run(index, *case) for index, case in enumerate([*CASES, *random_cases(8)])],
    )
