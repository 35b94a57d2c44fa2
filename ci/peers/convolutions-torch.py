"""Outputs and all gradients of PyTorch's convolutions and poolings in float64 -> lib/test/golden/{conv1d,conv-images,pooling,wavenet}-torch.json.

    .venv-peers/bin/python ci/peers/convolutions-torch.py

PyTorch has the features before the steps, and filters as [filters, features, kernel size]. It pads both ends alike; what
'same' and 'causal' ask for is padded by hand.
"""

import numpy as np
import torch
from golden import draw, pack, write
from torch.nn import functional

# [batch, ...space, features], filters, kernel size, stride, dilation, zeros before and after each axis, padding by name
CASES = {
    1: [
        ([2, 9, 3], 4, [3], [2], [2], [(0, 0)], "valid"),
        ([3, 10, 5], 6, [3], [1], [2], [(2, 2)], "same"),
        ([3, 12, 1], 7, [2], [1], [4], [(4, 0)], "causal"),
        ([2, 11, 4], 3, [3], [2], [3], [(6, 0)], "causal"),
    ],
    2: [
        ([2, 6, 7, 3], 5, [3, 3], [1, 1], [1, 1], [(1, 1), (1, 1)], "same"),
        ([2, 8, 7, 2], 4, [2, 3], [2, 1], [1, 1], [(0, 0), (1, 1)], "same"),
        ([3, 9, 9, 1], 6, [2, 2], [2, 2], [2, 3], [(0, 0), (0, 0)], "valid"),
    ],
    3: [
        ([2, 4, 5, 6, 2], 3, [3, 3, 3], [1, 1, 1], [1, 1, 1], [(1, 1)] * 3, "same"),
        ([1, 5, 7, 6, 3], 4, [2, 3, 2], [1, 2, 2], [1, 1, 1], [(0, 0)] * 3, "valid"),
    ],
}

# kind, [batch, ...space, features], pool size, strides
POOLING = [
    ("max", [3, 9, 5], [3], [2]),
    ("average", [3, 9, 5], [3], [2]),
    ("max", [2, 7, 6, 3], [2, 3], [2, 1]),
    ("average", [2, 7, 6, 3], [2, 3], [2, 1]),
    ("max", [2, 4, 5, 6, 2], [2, 2, 3], [2, 1, 2]),
    ("average", [2, 4, 5, 6, 2], [2, 2, 3], [2, 1, 2]),
]

CONVOLUTIONS = {1: functional.conv1d, 2: functional.conv2d, 3: functional.conv3d}
POOLINGS = {
    ("max", 1): functional.max_pool1d,
    ("max", 2): functional.max_pool2d,
    ("max", 3): functional.max_pool3d,
    ("average", 1): functional.avg_pool1d,
    ("average", 2): functional.avg_pool2d,
    ("average", 3): functional.avg_pool3d,
}
# [batch, steps, features, filters, skip filters], kernel size, dilation rate
WAVENET = [([2, 8, 3, 5, 4], 2, 2), ([3, 10, 6, 6, 9], 3, 1)]


def finish(rng, name, options, leaf, outputs):
    arriving = [draw(rng, *output.shape) for output in outputs]
    sum((output * torch.tensor(d)).sum() for output, d in zip(outputs, arriving)).backward()
    return {
        "name": name,
        "options": options,
        "inputs": {key: pack(value.detach()) for key, value in leaf.items()},
        "outputs": [pack(output.detach()) for output in outputs],
        "dOutputs": [pack(d) for d in arriving],
        "gradients": {key: pack(value.grad) for key, value in leaf.items()},
    }


def leaves(arrays):
    return {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in arrays.items()}


def convolve(x, kernel, bias, ends, stride, dilation):
    """x as [batch, ...space, features], kernel as [...size, features, filters]."""
    flat = [zeros for pair in reversed(ends) for zeros in pair]
    filters = kernel.movedim((-1, -2), (0, 1))
    y = CONVOLUTIONS[len(ends)](functional.pad(x.movedim(-1, 1), flat), filters, bias, stride, 0, dilation)
    return y.movedim(1, -1)


def convolution(seed, shape, filters, size, stride, dilation, ends, padding):
    rng = np.random.default_rng(seed)
    kernel = draw(rng, *size, shape[-1], filters, scale=0.5)
    leaf = leaves({"x": draw(rng, *shape), "kernel": kernel, "bias": draw(rng, filters, scale=0.3)})
    output = convolve(leaf["x"], leaf["kernel"], leaf["bias"], ends, stride, dilation)
    options = {"filters": filters, "kernelSize": size, "strides": stride, "dilationRate": dilation, "padding": padding}
    if len(size) == 1:
        options |= {"kernelSize": size[0], "strides": stride[0], "dilationRate": dilation[0]}
    name = f"conv{len(size)}d: {shape}, {filters} filters of {size}, stride {stride}, dilation {dilation}, {padding}"
    return finish(rng, name, options, leaf, [output])


def pooling(seed, kind, shape, size, strides):
    rng = np.random.default_rng(seed)
    leaf = leaves({"x": draw(rng, *shape)})
    output = POOLINGS[kind, len(size)](leaf["x"].movedim(-1, 1), size, strides).movedim(1, -1)
    layer = f"{kind}Pooling{len(size)}d"
    one = len(size) == 1
    options = {"layer": layer, "poolSize": size[0] if one else size, "strides": strides[0] if one else strides}
    return finish(rng, f"{layer}: {shape}, {size}, strides {strides}", options, leaf, [output])


def wavenet(seed, sizes, kernel_size, dilation):
    batch, steps, features, filters, skips = sizes
    rng = np.random.default_rng(seed)
    shapes = {
        "kernel": (kernel_size, features, 2 * filters),
        "bias": (2 * filters,),
        "residualKernel": (filters, features),
        "residualBias": (features,),
        "skipKernel": (filters, skips),
        "skipBias": (skips,),
    }
    arrays = {"x": draw(rng, batch, steps, features)} | {key: draw(rng, *s, scale=0.5) for key, s in shapes.items()}
    leaf = leaves(arrays)
    gates = convolve(leaf["x"], leaf["kernel"], leaf["bias"], [((kernel_size - 1) * dilation, 0)], [1], [dilation])
    filtered, gate = gates.chunk(2, dim=-1)
    z = filtered.tanh() * gate.sigmoid()
    residual = leaf["x"] + z @ leaf["residualKernel"] + leaf["residualBias"]
    skip = z @ leaf["skipKernel"] + leaf["skipBias"]
    options = {"filters": filters, "kernelSize": kernel_size, "dilationRate": dilation, "skipFilters": skips, "residual": True}
    return finish(rng, f"{sizes}, kernel {kernel_size}, dilation {dilation}", options, leaf, [residual, skip])


if __name__ == "__main__":
    command = "python ci/peers/convolutions-torch.py"
    versions = {"torch": torch.__version__.split("+")[0]}
    write("conv1d-torch", command, versions, [convolution(21000 + i, *one) for i, one in enumerate(CASES[1])])
    images = [convolution(22000 + i, *one) for i, one in enumerate(CASES[2] + CASES[3])]
    write("conv-images-torch", command, versions, images)
    write("pooling-torch", command, versions, [pooling(23000 + i, *one) for i, one in enumerate(POOLING)])
    write("wavenet-torch", command, versions, [wavenet(24000 + i, *one) for i, one in enumerate(WAVENET)])
