"""Outputs and all gradients of PyTorch's RNN in float64 -> lib/test/golden/simple-rnn-torch.json.

    .venv-peers/bin/python ci/peers/simple-rnn-torch.py

PyTorch has two biases; their sum is Keras' one bias.
"""

import numpy as np
import torch
from golden import draw, pack, write

# [batch, steps, features, units], nonlinearity, only the last output?
CASES = [
    ([1, 1, 1, 1], "tanh", False),
    ([3, 6, 4, 20], "tanh", False),
    ([3, 8, 1, 13], "tanh", True),
    ([3, 5, 6, 2], "relu", False),
    ([2, 7, 3, 10], "relu", True),
]


def run(index, sizes, nonlinearity, last):
    batch, steps, features, units = sizes
    rng = np.random.default_rng(2000 + index)
    arrays = {
        "x": draw(rng, batch, steps, features),
        "kernel": draw(rng, features, units, scale=0.5),
        "recurrentKernel": draw(rng, units, units, scale=0.4),
        "bias": draw(rng, units, scale=0.3),
        "initialState": draw(rng, batch, units, scale=0.7),
    }
    leaf = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}
    cell = torch.nn.RNN(features, units, nonlinearity=nonlinearity, batch_first=True, dtype=torch.float64)
    parameters = {
        "weight_ih_l0": leaf["kernel"].T,
        "weight_hh_l0": leaf["recurrentKernel"].T,
        "bias_ih_l0": leaf["bias"],
        "bias_hh_l0": torch.zeros(units, dtype=torch.float64),
    }
    outputs, state = torch.func.functional_call(cell, parameters, (leaf["x"], leaf["initialState"].unsqueeze(0)))
    output = outputs[:, -1] if last else outputs
    d_output = draw(rng, *output.shape)
    d_state = draw(rng, batch, units)
    ((output * torch.tensor(d_output)).sum() + (state[0] * torch.tensor(d_state)).sum()).backward()
    return {
        "name": f"{nonlinearity} {sizes}" + (", last output" if last else ""),
        "options": {
            "units": units,
            "activation": nonlinearity,
            "returnSequences": not last,
            "goBackwards": False,
            "useBias": True,
        },
        "inputs": {key: pack(value) for key, value in arrays.items()},
        "output": pack(output.detach()),
        "state": pack(state[0].detach()),
        "dOutput": pack(d_output),
        "dState": pack(d_state),
        "gradients": {key: pack(tensor.grad) for key, tensor in leaf.items()},
    }


if __name__ == "__main__":
    write(
        "simple-rnn-torch",
        "python ci/peers/simple-rnn-torch.py",
        {"torch": torch.__version__.split("+")[0]},
        [run(index, *case) for index, case in enumerate(CASES)],
    )
