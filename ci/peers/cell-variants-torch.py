"""LSTM with peepholes, and LSTM, GRU and simple recurrent layer with layer normalisation, written out in PyTorch: outputs and all gradients by
autograd in float64 -> lib/test/golden/cell-variants-torch.json.

    .venv-peers/bin/python ci/peers/cell-variants-torch.py

Neither Keras 3 nor torch.nn has these cells. A masked step repeats state and output, as in Keras; the output before the
first step that is not masked is zero.
"""

import numpy as np
import torch
from golden import draw, pack, write
from torch.nn.functional import layer_norm

EPSILON = 1e-3

# name, [batch, steps, features, units], all outputs?, from the end?, mask
CASES = [
    ("one step, one unit", [2, 1, 1, 1], False, False, None),
    ("all outputs, odd sizes", [3, 6, 2, 5], True, False, None),
    ("last output, units a multiple of 4", [4, 5, 3, 8], False, False, None),
    ("backwards", [3, 4, 5, 6], True, True, None),
    ("mask after and before", [3, 5, 2, 3], True, False, [[1, 1, 1, 0, 0], [0, 0, 1, 1, 1], [1, 1, 1, 1, 1]]),
    ("mask with gaps, last output", [3, 5, 3, 2], False, False, [[1, 0, 1, 0, 1], [0, 1, 1, 0, 0], [0, 0, 0, 0, 0]]),
    ("mask, backwards", [3, 4, 2, 9], True, True, [[1, 1, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1]]),
]


def random_cases(count):
    rng = np.random.default_rng(11)
    for index in range(count):
        sizes = [int(rng.integers(1, high + 1)) for high in (5, 7, 5, 13)]
        mask = rng.integers(0, 2, sizes[:2]).tolist() if index % 2 else None
        yield f"random {index}: {sizes}", sizes, bool(rng.integers(2)), bool(rng.integers(2)), mask


def peephole_step(x, states, w):
    h, c = states
    a_i, a_f, a_c, a_o = (x @ w["kernel"] + h @ w["recurrentKernel"] + w["bias"]).chunk(4, 1)
    p_i, p_f, p_o = w["peepholes"]
    c_new = torch.sigmoid(a_f + p_f * c) * c + torch.sigmoid(a_i + p_i * c) * torch.tanh(a_c)
    return [torch.sigmoid(a_o + p_o * c_new) * torch.tanh(c_new), c_new]


def norm(values, gamma, beta):
    return layer_norm(values, values.shape[-1:], gamma, beta, EPSILON)


def layer_norm_lstm_step(x, states, w):
    h, c = states
    from_x = norm(x @ w["kernel"], w["kernelGamma"], w["kernelBeta"])
    from_h = norm(h @ w["recurrentKernel"], w["recurrentGamma"], w["recurrentBeta"])
    a_i, a_f, a_c, a_o = (from_x + from_h + w["bias"]).chunk(4, 1)
    raw = torch.sigmoid(a_f) * c + torch.sigmoid(a_i) * torch.tanh(a_c)
    c_new = norm(raw, w["stateGamma"], w["stateBeta"])
    return [torch.sigmoid(a_o) * torch.tanh(c_new), c_new]


def layer_norm_gru_step(x, states, w):
    (h,) = states
    units = h.shape[1]

    def norms(values, gamma, beta):
        both, own = values.split([2 * units, units], 1)
        (g2, g1), (b2, b1) = gamma.split([2 * units, units]), beta.split([2 * units, units])
        return (*norm(both, g2, b2).chunk(2, 1), norm(own, g1, b1))

    x_z, x_r, x_h = norms(x @ w["kernel"], w["kernelGamma"], w["kernelBeta"])
    h_z, h_r, h_h = norms(h @ w["recurrentKernel"], w["recurrentGamma"], w["recurrentBeta"])
    b_z, b_r, b_h = w["bias"].chunk(3)
    z, r = torch.sigmoid(x_z + h_z + b_z), torch.sigmoid(x_r + h_r + b_r)
    candidate = torch.tanh(x_h + b_h + r * h_h)
    return [z * h + (1 - z) * candidate]


def layer_norm_simple_rnn_step(x, states, w):
    (h,) = states
    return [torch.tanh(norm(x @ w["kernel"] + h @ w["recurrentKernel"] + w["bias"], w["gamma"], w["beta"]))]


LSTM_STATES = ["initialState", "initialCellState"]
KINDS = {
    "peepholeLstm": (peephole_step, 4, LSTM_STATES),
    "layerNormLstm": (layer_norm_lstm_step, 4, LSTM_STATES),
    "layerNormGru": (layer_norm_gru_step, 3, ["initialState"]),
    "layerNormSimpleRnn": (layer_norm_simple_rnn_step, 1, ["initialState"]),
}


def draw_inputs(kind, rng, sizes):
    batch, steps, features, units = sizes
    _, gates, states = KINDS[kind]
    arrays = {
        "x": draw(rng, batch, steps, features),
        "kernel": draw(rng, features, gates * units, scale=0.6),
        "recurrentKernel": draw(rng, units, gates * units, scale=0.4),
        "bias": draw(rng, gates * units, scale=0.3),
    }
    if kind == "peepholeLstm":
        arrays["peepholes"] = draw(rng, 3, units, scale=0.5)
    elif kind == "layerNormSimpleRnn":
        arrays |= {"gamma": 1 + draw(rng, units, scale=0.2), "beta": draw(rng, units, scale=0.2)}
    else:
        for name, columns in [("kernel", gates * units), ("recurrent", gates * units), ("state", units)]:
            if name != "state" or kind == "layerNormLstm":
                arrays[f"{name}Gamma"] = 1 + draw(rng, columns, scale=0.2)
                arrays[f"{name}Beta"] = draw(rng, columns, scale=0.2)
    return arrays | {name: draw(rng, batch, units, scale=0.7) for name in states}


def run(kind, index, name, sizes, sequences, backwards, mask):
    step, _, state_names = KINDS[kind]
    batch, steps, _, units = sizes
    rng = np.random.default_rng(7000 + index)
    arrays = draw_inputs(kind, rng, sizes)
    leaf = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}
    states = [leaf[key] for key in state_names]
    output, outputs = torch.zeros(batch, units, dtype=torch.float64), []
    for t in reversed(range(steps)) if backwards else range(steps):
        made = step(leaf["x"][:, t], states, leaf)
        if mask is not None:
            kept = torch.tensor([row[t] for row in mask], dtype=torch.bool)[:, None]
            output = torch.where(kept, made[0], output)
            states = [torch.where(kept, new, old) for new, old in zip(made, states)]
        else:
            output, states = made[0], made
        outputs.append(output)
    output = torch.stack(outputs, 1) if sequences else outputs[-1]
    d_output = draw(rng, *output.shape)
    d_states = [draw(rng, batch, units) for _ in states]
    loss = (output * torch.tensor(d_output)).sum()
    for state, d in zip(states, d_states):
        loss = loss + (state * torch.tensor(d)).sum()
    loss.backward()
    return {
        "name": f"{kind}: {name}",
        "kind": kind,
        "options": {"returnSequences": sequences, "goBackwards": backwards},
        "inputs": {key: pack(value) for key, value in arrays.items()} | ({"mask": pack(mask)} if mask else {}),
        "output": pack(output.detach()),
        "states": [pack(state.detach()) for state in states],
        "dOutput": pack(d_output),
        "dStates": [pack(d) for d in d_states],
        "gradients": {key: pack(tensor.grad) for key, tensor in leaf.items()},
    }


if __name__ == "__main__":
    write(
        "cell-variants-torch",
        "python ci/peers/cell-variants-torch.py",
        {"torch": torch.__version__.split("+")[0]},
        [
            run(kind, 100 * number + index, *case)
            for number, kind in enumerate(KINDS)
            for index, case in enumerate([*CASES, *random_cases(5)])
        ],
    )
