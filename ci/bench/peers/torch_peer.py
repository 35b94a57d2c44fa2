"""PyTorch as a contestant: eager mode, a plain training loop. `torch_peer.py THREADS`."""

import sys

import numpy as np
import torch
from contestant import noise, serve, timed, tokens
from torch_models import build


def prepare_steps(model, steps: int):
    inputs = torch.from_numpy(np.sin(np.arange(steps) / 5).astype("float32")).reshape(steps, 1, 1, 1)

    def run():
        output, states = None, None
        with torch.no_grad():
            for x in inputs:
                output, states = model.step(x, states)
        return output.item()

    return lambda: timed(run)


def prepare(workload: str, sizes: dict, batches: int):
    torch.manual_seed(42)
    model, kind = build(workload, sizes)
    parameters = sum(weight.numel() for weight in model.parameters())
    if workload == "one-step":
        return parameters, prepare_steps(model, batches)
    size = sizes["batch"]
    count = batches * size
    x = torch.from_numpy(tokens(sizes["vocabulary"], count, *kind.x) if kind.is_tokens else noise(count, *kind.x))
    y = torch.from_numpy(tokens(kind.classes, count) if kind.classes else noise(count, *kind.y))
    loss_of = torch.nn.CrossEntropyLoss() if kind.classes else torch.nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters())

    def run():
        total = 0.0
        for rows in torch.randperm(count).split(size):
            optimizer.zero_grad()
            loss = loss_of(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / batches

    return parameters, lambda: timed(run)


torch.set_num_threads(int(sys.argv[1]))
serve({"torch": torch.__version__, "numpy": np.__version__}, prepare)
