"""Outputs and all gradients of Keras' convolutions and poolings in float64 -> lib/test/golden/{conv1d,conv-images,pooling,wavenet}-keras.json.

    .venv-peers/bin/python ci/peers/convolutions-keras.py

The block of WaveNet is put together from Keras' own layers; filter and gate are two of its convolutions side by side.
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from golden import draw, pack, write  # noqa: E402

VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__}
COMMAND = "python ci/peers/convolutions-keras.py"
NAMES = {"kernelSize": "kernel_size", "dilationRate": "dilation_rate", "poolSize": "pool_size", "useBias": "use_bias"}

# name, [batch, steps, features], options
CONV1D = [
    ("one step, one filter", [1, 1, 1], {"filters": 1, "kernelSize": 1}),
    ("one step, same", [2, 1, 3], {"filters": 2, "kernelSize": 3, "padding": "same"}),
    ("one step, causal", [2, 1, 3], {"filters": 5, "kernelSize": 4, "padding": "causal", "dilationRate": 2}),
    ("valid, odd sizes", [3, 7, 5], {"filters": 6, "kernelSize": 3}),
    ("valid, sigmoid, 3 filters", [3, 7, 5], {"filters": 3, "kernelSize": 2, "activation": "sigmoid"}),
    ("same, even kernel, relu", [4, 9, 3], {"filters": 7, "kernelSize": 4, "padding": "same", "activation": "relu"}),
    ("same, stride", [2, 10, 4], {"filters": 5, "kernelSize": 3, "padding": "same", "strides": 2}),
    ("same, stride beyond the kernel", [2, 11, 1], {"filters": 9, "kernelSize": 2, "padding": "same", "strides": 3}),
    ("same, dilated, tanh", [3, 12, 2], {"filters": 4, "kernelSize": 3, "padding": "same", "dilationRate": 3, "activation": "tanh"}),
    ("causal, dilated", [5, 13, 6], {"filters": 8, "kernelSize": 2, "padding": "causal", "dilationRate": 4, "activation": "relu"}),
    ("causal, dilated beyond the sequence", [2, 5, 3], {"filters": 4, "kernelSize": 3, "padding": "causal", "dilationRate": 8}),
    ("causal, stride", [3, 9, 2], {"filters": 3, "kernelSize": 5, "padding": "causal", "strides": 2}),
    ("no bias, 33 examples", [33, 6, 2], {"filters": 17, "kernelSize": 3, "padding": "same", "useBias": False}),
]

# name, [batch, ...space, features], options
IMAGES = [
    ("conv2d: one pixel", [1, 1, 1, 1], {"filters": 1, "kernelSize": [1, 1]}),
    ("conv2d: one pixel, same", [2, 1, 1, 3], {"filters": 5, "kernelSize": [3, 3], "padding": "same"}),
    ("conv2d: valid, odd sizes, relu", [3, 7, 6, 3], {"filters": 5, "kernelSize": [3, 2], "activation": "relu"}),
    ("conv2d: same, sigmoid", [2, 5, 8, 2], {"filters": 6, "kernelSize": [4, 3], "padding": "same", "activation": "sigmoid"}),
    ("conv2d: same, stride 2, tanh", [3, 8, 9, 4], {"filters": 7, "kernelSize": [3, 3], "padding": "same", "strides": [2, 2], "activation": "tanh"}),
    ("conv2d: valid, strides 3 and 1", [2, 9, 7, 1], {"filters": 4, "kernelSize": [2, 4], "strides": [3, 1]}),
    ("conv2d: dilated, same", [2, 9, 8, 3], {"filters": 4, "kernelSize": [3, 3], "padding": "same", "dilationRate": [2, 3]}),
    ("conv2d: no bias", [2, 6, 6, 2], {"filters": 17, "kernelSize": [3, 3], "useBias": False}),
    ("conv3d: one voxel", [1, 1, 1, 1, 1], {"filters": 1, "kernelSize": [1, 1, 1]}),
    ("conv3d: valid, relu", [2, 4, 5, 6, 3], {"filters": 5, "kernelSize": [2, 3, 4], "activation": "relu"}),
    ("conv3d: same", [2, 3, 5, 4, 1], {"filters": 6, "kernelSize": [3, 3, 3], "padding": "same", "activation": "tanh"}),
    ("conv3d: same, strides", [2, 5, 6, 7, 2], {"filters": 3, "kernelSize": [3, 3, 3], "padding": "same", "strides": [1, 2, 3]}),
    ("conv3d: same, stride 2, no bias", [1, 6, 5, 5, 4], {"filters": 4, "kernelSize": [3, 3, 3], "padding": "same", "strides": [2, 2, 2], "useBias": False}),
    ("conv3d: dilated, valid", [1, 6, 5, 7, 2], {"filters": 2, "kernelSize": [2, 2, 3], "dilationRate": [3, 2, 2]}),
]

POOLING = [
    ("maxPooling1d", [3, 7, 5], {"poolSize": 2}),
    ("maxPooling1d", [2, 8, 4], {"poolSize": 3, "strides": 2, "padding": "same"}),
    ("maxPooling1d", [2, 1, 1], {"poolSize": 2, "padding": "same"}),
    ("maxPooling1d", [2, 9, 3], {"poolSize": 4, "strides": 1}),
    ("averagePooling1d", [3, 7, 5], {"poolSize": 2}),
    ("averagePooling1d", [2, 8, 4], {"poolSize": 3, "strides": 2, "padding": "same"}),
    ("averagePooling1d", [2, 7, 3], {"poolSize": 5, "strides": 1, "padding": "same"}),
    ("globalMaxPooling1d", [3, 6, 5], {}),
    ("globalMaxPooling1d", [2, 1, 1], {}),
    ("globalAveragePooling1d", [3, 6, 5], {}),
    ("globalAveragePooling1d", [3, 5, 2], {"mask": [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [0, 1, 0, 0, 1]]}),
    ("maxPooling2d", [2, 6, 7, 3], {"poolSize": [2, 2]}),
    ("maxPooling2d", [2, 7, 5, 5], {"poolSize": [3, 2], "strides": [2, 1], "padding": "same"}),
    ("averagePooling2d", [2, 6, 7, 3], {"poolSize": [2, 3]}),
    ("averagePooling2d", [2, 7, 5, 5], {"poolSize": [3, 3], "strides": [2, 2], "padding": "same"}),
    ("globalMaxPooling2d", [2, 4, 5, 3], {}),
    ("globalAveragePooling2d", [2, 4, 5, 3], {}),
    ("maxPooling3d", [2, 4, 6, 5, 3], {"poolSize": [2, 2, 2]}),
    ("maxPooling3d", [1, 5, 4, 6, 2], {"poolSize": [2, 3, 2], "strides": [1, 2, 2], "padding": "same"}),
    ("averagePooling3d", [2, 4, 6, 5, 3], {"poolSize": [2, 2, 2]}),
    ("averagePooling3d", [1, 5, 4, 6, 2], {"poolSize": [3, 3, 3], "strides": [2, 2, 2], "padding": "same"}),
]

# [batch, steps, features, filters, skip filters], kernel size, dilation rate, condition ('local', 'global' or none), residual?
WAVENET = [
    ([1, 1, 1, 1, 1], 1, 1, None, True),
    ([2, 1, 3, 2, 4], 2, 2, None, True),
    ([3, 9, 5, 6, 7], 2, 4, None, True),
    ([3, 9, 4, 4, 8], 3, 2, None, False),
    ([5, 11, 16, 16, 16], 2, 1, None, True),
    ([2, 7, 3, 5, 2], 2, 2, "local", True),
    ([4, 6, 2, 3, 5], 2, 1, "global", True),
]


def gradients(make, sources, outputs_of, rng):
    """Outputs, random gradients that arrive at them, and what arrives at the sources."""
    with tf.GradientTape() as tape:
        tape.watch([value for value in sources.values() if not isinstance(value, tf.Variable)])
        outputs = outputs_of(make)
        arriving = [draw(rng, *output.shape) for output in outputs]
        loss = sum(tf.reduce_sum(output * tf.cast(d, output.dtype)) for output, d in zip(outputs, arriving))
    found = tape.gradient(loss, list(sources.values()), unconnected_gradients="zero")
    return outputs, arriving, dict(zip(sources, found))


def case(name, options, inputs, outputs, arriving, found):
    return {
        "name": name,
        "options": options,
        "inputs": {key: pack(value) for key, value in inputs.items()},
        "outputs": [pack(output) for output in outputs],
        "dOutputs": [pack(d) for d in arriving],
        "gradients": {key: pack(value) for key, value in found.items()},
    }


def convolution(layer_class, seed, name, shape, options):
    rng = np.random.default_rng(seed)
    layer = layer_class(**{NAMES.get(key, key): value for key, value in options.items()}, dtype="float64")
    layer.build(tuple(shape))
    scales = {"kernel": 0.5, "bias": 0.3}
    weights = {}
    for key, variable in zip(("kernel", "bias"), layer.trainable_weights):
        weights[key] = draw(rng, *variable.shape, scale=scales[key])
        variable.assign(weights[key])
    x = draw(rng, *shape)
    source = tf.constant(x)
    sources = {"x": source} | {key: variable.value for key, variable in zip(weights, layer.trainable_weights)}
    outputs, arriving, found = gradients(layer, sources, lambda make: [make(source)], rng)
    return case(name, options, {"x": x} | weights, outputs, arriving, found)


def pooling(seed, kind, shape, options):
    rng = np.random.default_rng(seed)
    given = dict(options)
    mask = given.pop("mask", None)
    name = kind[0].upper() + kind[1:-1] + "D"
    dtype = "float32" if len(shape) == 5 else "float64"  # TensorFlow pools volumes in float32 only
    layer = getattr(keras.layers, name)(**{NAMES.get(key, key): value for key, value in given.items()}, dtype=dtype)
    x = draw(rng, *shape)
    source = tf.constant(x, dtype=dtype)
    call = (lambda make: [make(source, mask=tf.constant(np.array(mask, dtype=bool)))]) if mask else lambda make: [make(source)]
    outputs, arriving, found = gradients(layer, {"x": source}, call, rng)
    inputs = {"x": x} | ({"mask": mask} if mask else {})
    return case(f"{kind}: {shape} {given}", {"layer": kind} | given, inputs, outputs, arriving, found)


def wavenet(seed, sizes, kernel_size, dilation, condition, residual):
    batch, steps, features, filters, skips = sizes
    rng = np.random.default_rng(seed)
    shapes = {"kernel": (kernel_size, features, 2 * filters), "bias": (2 * filters,)}
    if condition:
        shapes["conditionKernel"] = (3, 2 * filters)
    if residual:
        shapes |= {"residualKernel": (filters, features), "residualBias": (features,)}
    shapes |= {"skipKernel": (filters, skips), "skipBias": (skips,)}
    arrays = {"x": draw(rng, batch, steps, features)}
    if condition:
        arrays["condition"] = draw(rng, *((batch, steps, 3) if condition == "local" else (batch, 3)))
    arrays |= {key: draw(rng, *shape, scale=0.5) for key, shape in shapes.items()}
    sources = {key: tf.constant(value) for key, value in arrays.items()}

    def causal(x, kernel, bias):
        layer = keras.layers.Conv1D(filters, kernel_size, padding="causal", dilation_rate=dilation, dtype="float64")
        layer.build((batch, steps, features))
        output, _ = layer.stateless_call([kernel, bias], [], x)
        return output

    def block(_):
        parts = {key: tf.split(sources[key], 2, axis=-1) for key in ("kernel", "bias")}
        opened = []
        for side in range(2):
            gate = causal(sources["x"], parts["kernel"][side], parts["bias"][side])
            if condition:
                projected = sources["condition"] @ tf.split(sources["conditionKernel"], 2, axis=-1)[side]
                gate += projected if condition == "local" else projected[:, None]
            opened.append(gate)
        z = tf.tanh(opened[0]) * tf.sigmoid(opened[1])
        skip = z @ sources["skipKernel"] + sources["skipBias"]
        if not residual:
            return [skip]
        return [sources["x"] + z @ sources["residualKernel"] + sources["residualBias"], skip]

    outputs, arriving, found = gradients(None, sources, block, rng)
    options = {"filters": filters, "kernelSize": kernel_size, "dilationRate": dilation, "skipFilters": skips, "residual": residual}
    name = f"{sizes}, kernel {kernel_size}, dilation {dilation}" + (f", {condition} condition" if condition else "")
    return case(name, options, arrays, outputs, arriving, found)


if __name__ == "__main__":
    cases = [convolution(keras.layers.Conv1D, 11000 + i, *one) for i, one in enumerate(CONV1D)]
    write("conv1d-keras", COMMAND, VERSIONS, cases)
    images = [
        convolution(keras.layers.Conv2D if len(one[1]) == 4 else keras.layers.Conv3D, 12000 + i, *one)
        for i, one in enumerate(IMAGES)
    ]
    write("conv-images-keras", COMMAND, VERSIONS, images)
    write("pooling-keras", COMMAND, VERSIONS, [pooling(13000 + i, *one) for i, one in enumerate(POOLING)])
    write("wavenet-keras", COMMAND, VERSIONS, [wavenet(14000 + i, *one) for i, one in enumerate(WAVENET)])
