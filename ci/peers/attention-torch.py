"""Attention in PyTorch, float64, with all gradients -> lib/test/golden/attention-torch.json.

    .venv-peers/bin/python ci/peers/attention-torch.py

Scaled dot products are PyTorch's own; additive attention with W_q, W_k and v is written out (Bahdanau et al. 2014).
"""

import numpy as np
import torch
from golden import draw, pack, write

# name, [batch, queries, keys, width of a query, width of a key, features, units or None], masks?, causal?
CASES = [
    ("scaledDot", [1, 1, 1, 1, 1, 1, None], False, False),
    ("scaledDot", [3, 5, 7, 6, 6, 2, None], True, False),
    ("scaledDot", [2, 6, 6, 3, 3, 5, None], False, True),
    ("scaledDot", [4, 9, 5, 13, 13, 11, None], True, True),
    ("additive", [1, 1, 1, 1, 1, 1, 1], False, False),
    ("additive", [3, 1, 7, 4, 6, 5, 3], True, False),
    ("additive", [2, 5, 6, 3, 7, 2, 8], True, True),
    ("additive", [3, 4, 3, 9, 2, 6, 13], False, False),
]


def run(index, score, sizes, with_masks, causal):
    batch, queries, keys, width, key_width, features, units = sizes
    rng = np.random.default_rng(8500 + index)
    arrays = {
        "query": draw(rng, batch, queries, width),
        "value": draw(rng, batch, keys, features),
        "key": draw(rng, batch, keys, key_width),
    }
    if units:
        arrays |= {
            "scale": draw(rng, units),
            "queryKernel": draw(rng, width, units, scale=0.7),
            "keyKernel": draw(rng, key_width, units, scale=0.7),
        }
    masks = {}
    mask = np.ones((batch, queries, keys), dtype=bool)
    if with_masks:
        masks = {"queryMask": rng.integers(0, 2, (batch, queries)), "valueMask": rng.integers(0, 2, (batch, keys))}
        masks["valueMask"][:, 0] = 1
        mask &= masks["valueMask"][:, None, :].astype(bool)
    if causal:
        mask &= np.tril(np.ones((queries, keys), dtype=bool))
    leaf = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}
    allowed = torch.tensor(mask)
    if score == "scaledDot":
        output = torch.nn.functional.scaled_dot_product_attention(leaf["query"], leaf["key"], leaf["value"], allowed)
    else:
        q, k = leaf["query"] @ leaf["queryKernel"], leaf["key"] @ leaf["keyKernel"]
        scores = torch.tanh(q[:, :, None] + k[:, None]) @ leaf["scale"]
        output = torch.softmax(scores.masked_fill(~allowed, -torch.inf), -1) @ leaf["value"]
    if with_masks:
        output = output * torch.tensor(masks["queryMask"])[:, :, None]
    d_output = draw(rng, *output.shape)
    (output * torch.tensor(d_output)).sum().backward()
    return {
        "name": f"{score} {sizes[:6]}{f', {units} units' if units else ''}{', masks' if with_masks else ''}"
        + (", causal" if causal else ""),
        "options": {"score": score, "causal": causal},
        "inputs": {key: pack(value) for key, value in (arrays | masks).items()},
        "output": pack(output.detach()),
        "dOutput": pack(d_output),
        "gradients": {key: pack(tensor.grad) for key, tensor in leaf.items()},
    }


if __name__ == "__main__":
    write(
        "attention-torch",
        "python ci/peers/attention-torch.py",
        {"torch": torch.__version__.split("+")[0]},
        [run(index, *case) for index, case in enumerate(CASES)],
    )
