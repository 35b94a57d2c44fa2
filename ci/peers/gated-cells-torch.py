"""Outputs and all gradients of PyTorch's LSTM and GRU in float64 -> lib/test/golden/{lstm,gru}-torch.json.

    .venv-peers/bin/python ci/peers/gated-cells-torch.py

PyTorch packs an LSTM's gates as Keras does (i f g o, g the candidate) and a GRU's as r z n (n the candidate), where Keras
has z r h; its GRU resets after the product. It has two biases: an LSTM's add up to Keras' one, a GRU's are Keras' two.
"""

import numpy as np
import torch
from golden import draw, pack, write

# [batch, steps, features, units], only the last output?
CASES = [
    ([1, 1, 1, 1], False),
    ([3, 6, 4, 12], False),
    ([3, 7, 1, 13], True),
    ([2, 9, 3, 5], True),
    ([4, 3, 6, 2], False),
]


def swap_gates(weight, units):
    """z r h <-> r z n along the first axis."""
    return torch.cat([weight[units : 2 * units], weight[:units], weight[2 * units :]])


def run(kind, index, sizes, last):
    batch, steps, features, units = sizes
    is_lstm = kind == "LSTM"
    gates = 4 if is_lstm else 3
    rng = np.random.default_rng((5000 if is_lstm else 6000) + index)
    arrays = {
        "x": draw(rng, batch, steps, features),
        "kernel": draw(rng, features, gates * units, scale=0.5),
        "recurrentKernel": draw(rng, units, gates * units, scale=0.4),
        "bias": draw(rng, gates * units, scale=0.3) if is_lstm else draw(rng, 2, gates * units, scale=0.3),
        "initialState": draw(rng, batch, units, scale=0.7),
    }
    if is_lstm:
        arrays["initialCellState"] = draw(rng, batch, units, scale=0.7)
    leaf = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}
    order = (lambda weight: weight) if is_lstm else (lambda weight: swap_gates(weight, units))
    biases = (leaf["bias"], torch.zeros_like(leaf["bias"])) if is_lstm else leaf["bias"]
    parameters = {
        "weight_ih_l0": order(leaf["kernel"].T),
        "weight_hh_l0": order(leaf["recurrentKernel"].T),
        "bias_ih_l0": order(biases[0]),
        "bias_hh_l0": order(biases[1]),
    }
    cell = getattr(torch.nn, kind)(features, units, batch_first=True, dtype=torch.float64)
    initial = leaf["initialState"].unsqueeze(0)
    if is_lstm:
        initial = (initial, leaf["initialCellState"].unsqueeze(0))
    outputs, states = torch.func.functional_call(cell, parameters, (leaf["x"], initial))
    states = [state[0] for state in (states if is_lstm else [states])]
    output = outputs[:, -1] if last else outputs
    d_output = draw(rng, *output.shape)
    d_states = [draw(rng, batch, units) for _ in states]
    loss = (output * torch.tensor(d_output)).sum()
    for state, d in zip(states, d_states):
        loss = loss + (state * torch.tensor(d)).sum()
    loss.backward()
    case = {
        "name": f"{sizes}" + (", last output" if last else ""),
        "options": {"units": units, "returnSequences": not last, "goBackwards": False, "useBias": True}
        | ({} if is_lstm else {"resetAfter": True}),
        "inputs": {key: pack(value) for key, value in arrays.items()},
        "output": pack(output.detach()),
        "state": pack(states[0].detach()),
        "dOutput": pack(d_output),
        "dState": pack(d_states[0]),
        "gradients": {key: pack(tensor.grad) for key, tensor in leaf.items()},
    }
    if is_lstm:
        case |= {"cellState": pack(states[1].detach()), "dCellState": pack(d_states[1])}
    return case


if __name__ == "__main__":
    for kind in ("LSTM", "GRU"):
        write(
            f"{kind.lower()}-torch",
            "python ci/peers/gated-cells-torch.py",
            {"torch": torch.__version__.split("+")[0]},
            [run(kind, index, *case) for index, case in enumerate(CASES)],
        )
