"""Dense, embedding, normalisation, bidirectional and multi-head attention layers, and losses, of PyTorch in float64
-> lib/test/golden/{everyday-layers,losses}-torch.json. Weights are in Keras' form and order.

    .venv-peers/bin/python ci/peers/everyday-layers-torch.py
"""

import numpy as np
import torch
from golden import draw, pack, write

F = torch.nn.functional
SIZES = ([1, 1, 1, 1], [3, 5, 2, 3], [2, 1, 7, 5], [4, 6, 4, 8], [5, 3, 9, 13])  # batch, steps, features, units


def leaf(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def case(rng, name, class_name, options, inputs, weights, run, frozen=0, mask=None):
    """run(inputs, weights) gives the output; the last `frozen` weights are not trained."""
    given, variables = [leaf(x) for x in inputs], [leaf(w) for w in weights]
    output = run(given, variables)
    d_output = draw(rng, *output.shape)
    (output * torch.tensor(d_output)).sum().backward()
    trained = variables[: len(variables) - frozen]
    return {
        "name": name,
        "className": class_name,
        "options": options,
        "inputs": [pack(x) for x in inputs],
        "weights": [pack(w) for w in weights],
        "output": pack(output.detach()),
        "dOutput": pack(d_output),
        "gradients": [pack(t.grad) for t in [*given, *trained]],
    } | ({} if mask is None else {"mask": pack(mask)})


def dense_cases(rng):
    acts = {
        "linear": lambda z: z,
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softmax": lambda z: torch.softmax(z, -1),
    }
    for (batch, steps, features, units), (name, act) in zip(SIZES, acts.items()):
        for shape in ([batch, features], [batch, steps, features]):
            weights = [draw(rng, features, units, scale=0.7), draw(rng, units, scale=0.3)]
            yield case(
                rng, f"dense {shape} {units}, {name}", "Dense", {"units": units, "activation": name},
                [draw(rng, *shape)], weights, lambda x, w, act=act: act(F.linear(x[0], w[0].T, w[1])),
            )  # fmt: skip


def embedding_cases(rng):
    for batch, steps, features, units in SIZES:
        words = rng.integers(0, features + 1, (batch, steps))
        one = case(
            rng, f"embedding {[batch, steps]} of {features + 1} words", "Embedding",
            {"inputDim": features + 1, "outputDim": units}, [], [draw(rng, features + 1, units)],
            lambda _, w, words=words: F.embedding(torch.tensor(words), w[0]),
        )  # fmt: skip
        yield one | {"words": pack(words)}


def norm_cases(rng):
    for batch, steps, features, _ in SIZES:
        for shape in ([batch, features], [batch, steps, features]):
            x, both = draw(rng, *shape, scale=2.0) + 0.5, [draw(rng, features), draw(rng, features)]
            yield case(
                rng, f"layer norm {shape}", "LayerNormalization", {"epsilon": 1e-3}, [x], both,
                lambda x, w: F.layer_norm(x[0], w[0].shape, w[0], w[1], 1e-3),
            )  # fmt: skip
            moved = [draw(rng, features), np.abs(draw(rng, features)) + 0.2]
            last = lambda t: t.movedim(-1, 1)  # noqa: E731, PyTorch counts channels second
            for training in (True, False):
                if training and x.size == features:
                    continue  # PyTorch refuses the statistics of a single value
                yield case(
                    rng, f"batch norm {shape}, {'training' if training else 'prediction'}", "BatchNormalization",
                    {"epsilon": 1e-3}, [x], [*both, *moved],
                    lambda x, w, training=training, last=last: F.batch_norm(
                        last(x[0]), w[2].detach().clone(), w[3].detach().clone(), w[0], w[1], training, 0.01, 1e-3
                    ).movedim(1, -1), frozen=2,
                ) | {"training": training}  # fmt: skip


def swap(weight, units, gates):
    """z r h -> r z n along the first axis, for three gates."""
    if gates != 3:
        return weight
    return torch.cat([weight[units : 2 * units], weight[:units], weight[2 * units :]])


def bidirectional_cases(rng):
    for kind, gates, torch_kind in (("LSTM", 4, torch.nn.LSTM), ("GRU", 3, torch.nn.GRU), ("SimpleRNN", 1, torch.nn.RNN)):
        for batch, steps, features, units in SIZES[: 4 if kind == "LSTM" else 3]:
            bias = [2, gates * units] if kind == "GRU" else [gates * units]
            one = lambda: [  # noqa: E731
                draw(rng, features, gates * units, scale=0.5), draw(rng, units, gates * units, scale=0.4), draw(rng, *bias, scale=0.3)
            ]  # fmt: skip
            cell = torch_kind(features, units, batch_first=True, bidirectional=True, dtype=torch.float64)

            def run(x, w, cell=cell, units=units, gates=gates, kind=kind):
                parameters = {}
                for k, end in ((0, ""), (3, "_reverse")):
                    first, second = w[k + 2] if kind == "GRU" else (w[k + 2], torch.zeros_like(w[k + 2]))
                    for name, value in (("weight_ih", w[k].T), ("weight_hh", w[k + 1].T), ("bias_ih", first), ("bias_hh", second)):
                        parameters[f"{name}_l0{end}"] = swap(value, units, gates)
                return torch.func.functional_call(cell, parameters, (x[0],))[0]

            yield case(
                rng, f"bidirectional {kind} {[batch, steps, features, units]}", "Bidirectional",
                {"cell": kind, "units": units}, [draw(rng, batch, steps, features)], one() + one(), run,
            )  # fmt: skip


def multi_head_cases(rng):
    # batch, queries, keys, heads, key size: PyTorch splits its features among the heads
    for batch, queries, keys, heads, size in ([1, 1, 1, 1, 1], [2, 3, 5, 2, 3], [3, 4, 4, 3, 5], [2, 1, 6, 4, 2], [2, 7, 3, 1, 9]):
        width = heads * size
        q, k = draw(rng, batch, queries, width), draw(rng, batch, keys, width)
        shapes = [[width, heads, size], [heads, size]] * 3 + [[heads, size, width], [width]]
        weights = [draw(rng, *shape, scale=0.5) for shape in shapes]
        mask = rng.integers(0, 2, (batch, keys))
        mask[:, 0] = 1

        def run(x, w, heads=heads, width=width, mask=mask):
            square = [w[i].reshape(width, width).T for i in (0, 2, 4)]
            return F.multi_head_attention_forward(
                x[0].transpose(0, 1), x[1].transpose(0, 1), x[1].transpose(0, 1), width, heads, torch.cat(square),
                torch.cat([w[i].reshape(-1) for i in (1, 3, 5)]), None, None, False, 0.0,
                w[6].reshape(width, width).T, w[7], key_padding_mask=torch.tensor(mask == 0), need_weights=False,
            )[0].transpose(0, 1)  # fmt: skip

        yield case(
            rng, f"multi-head {[batch, queries, keys]}, {heads} heads of {size}, value mask", "MultiHeadAttention",
            {"numHeads": heads, "keyDim": size}, [q, k], weights, run, mask=mask,
        )  # fmt: skip


def loss_cases(rng):
    means = {
        "meanSquaredError": F.mse_loss,
        "meanAbsoluteError": F.l1_loss,
        "huber": F.huber_loss,
        "binaryCrossentropyFromLogits": F.binary_cross_entropy_with_logits,
        "binaryCrossentropy": F.binary_cross_entropy,
    }
    for shape in ([1, 1], [5, 3], [2, 7, 5], [6, 1, 4]):
        for kind, loss in means.items():
            prediction, target = draw(rng, *shape, scale=2.0), draw(rng, *shape)
            if "binary" in kind:
                target = (target > 0).astype(float)
            if kind == "binaryCrossentropy":
                prediction = np.round(1 / (1 + np.exp(-prediction)), 4).clip(0.01, 0.99)
            p = leaf(prediction)
            value = loss(p, torch.tensor(target))
            yield kind, prediction, target, value, p
        classes = shape[-1] + 1
        prediction, numbers = draw(rng, *shape[:-1], classes, scale=2.0), rng.integers(0, classes, shape[:-1])
        for kind, target in (
            ("sparseCategoricalCrossentropyFromLogits", numbers[..., None]),
            ("categoricalCrossentropyFromLogits", np.eye(classes)[numbers]),
        ):
            p = leaf(prediction)
            value = F.cross_entropy(p.reshape(-1, classes), torch.tensor(numbers.reshape(-1)))
            yield kind, prediction, target, value, p
        prediction = np.round(np.exp(prediction) / np.exp(prediction).sum(-1, keepdims=True), 4).clip(0.001, None)
        p = leaf(prediction)
        scaled = p / p.sum(-1, keepdim=True)  # as Keras does with probabilities
        value = F.nll_loss(torch.log(scaled).reshape(-1, classes), torch.tensor(numbers.reshape(-1)))
        yield "categoricalCrossentropy", prediction, np.eye(classes)[numbers], value, p


def loss_case(kind, prediction, target, value, leaf):
    value.backward()
    return {
        "name": f"{kind} {list(prediction.shape)}",
        "kind": kind,
        "inputs": {"prediction": pack(prediction), "target": pack(target)},
        "loss": pack(value.detach())["values"][0],
        "gradient": pack(leaf.grad),
    }


if __name__ == "__main__":
    rng = np.random.default_rng(9500)
    command = "python ci/peers/everyday-layers-torch.py"
    versions = {"torch": torch.__version__.split("+")[0]}
    made = (dense_cases, embedding_cases, norm_cases, bidirectional_cases, multi_head_cases)
    write("everyday-layers-torch", command, versions, [one for cases in made for one in cases(rng)])
    write("losses-torch", command, versions, [loss_case(*one) for one in loss_cases(rng)])
