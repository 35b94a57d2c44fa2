"""The workloads' models in PyTorch, by the names of ../workloads.ts; layer by layer those of ../ours/models.ts."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import pad

DILATIONS = [1, 2, 4, 8] * 2
HORIZON = 10
VIDEO_SIDE, VIDEO_FILTERS, VIDEO_ACTIONS = 24, 16, 6


@dataclass
class Kind:
    """Form of the data, without the axis of examples."""

    x: tuple
    y: tuple = (1,)
    is_tokens: bool = False
    classes: int = 0


class Recurrent(nn.Module):
    def __init__(self, layer, units, outputs, last_only):
        super().__init__()
        self.layers = layer(1, units, num_layers=2, batch_first=True)
        self.dense = nn.Linear(units, outputs)
        self.last_only = last_only

    def forward(self, x):
        hidden, _ = self.layers(x)
        return self.dense(hidden[:, -1] if self.last_only else hidden)

    def step(self, x, states):
        hidden, states = self.layers(x, states)
        return self.dense(hidden[:, -1]), states


class TextClassifier(nn.Module):
    def __init__(self, sizes, outputs, bidirectional=False):
        super().__init__()
        self.embedding = nn.Embedding(sizes["vocabulary"], sizes["embedding"])
        self.lstm = nn.LSTM(sizes["embedding"], sizes["units"], batch_first=True, bidirectional=bidirectional)
        self.dense = nn.Linear(sizes["units"] * (2 if bidirectional else 1), outputs)

    def forward(self, x):
        _, (state, _) = self.lstm(self.embedding(x))
        return self.dense(torch.cat(list(state), dim=-1))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()

        def conv(inputs, filters, kernel):
            return [nn.Conv1d(inputs, filters, kernel, padding="same"), nn.ReLU()]

        stack = [*conv(1, 32, 5), *conv(32, 32, 5), nn.MaxPool1d(2), *conv(32, 64, 3), *conv(64, 64, 3)]
        self.convolutions = nn.Sequential(*stack)
        self.head = nn.Sequential(nn.Linear(64, 50), nn.ReLU(), nn.Linear(50, 1))

    def forward(self, x):
        return self.head(self.convolutions(x.transpose(1, 2)).amax(dim=2))


class Video(nn.Module):
    def __init__(self, conv, frames, sides):
        super().__init__()
        widths = [1, VIDEO_FILTERS, VIDEO_FILTERS, VIDEO_FILTERS]
        stack = []
        for i, stride in enumerate([1, 2, 2]):
            stack += [conv(widths[i], widths[i + 1], 3, stride=stride, padding=1), nn.ReLU()]
        self.convolutions = nn.Sequential(*stack)
        self.by_frame = conv is nn.Conv2d
        self.dense = nn.Linear(frames * sides * sides * VIDEO_FILTERS, VIDEO_ACTIONS)

    def forward(self, x):
        batch = x.shape[0]
        clips = x.flatten(0, 1).movedim(-1, 1) if self.by_frame else x.movedim(-1, 1)
        return self.dense(self.convolutions(clips).reshape(batch, -1))


class Causal(nn.Conv1d):
    """Sees the present step and those before it."""

    def forward(self, x):
        reach = (self.kernel_size[0] - 1) * self.dilation[0]
        return super().forward(pad(x, (reach, 0)))


class SimpleWaveNet(nn.Module):
    def __init__(self, filters):
        super().__init__()
        stack = []
        for i, dilation in enumerate(DILATIONS):
            stack += [Causal(1 if i == 0 else filters, filters, 2, dilation=dilation), nn.ReLU()]
        self.stack = nn.Sequential(*stack, nn.Conv1d(filters, HORIZON, 1))

    def forward(self, x):
        return self.stack(x.transpose(1, 2)).transpose(1, 2)


class WaveNet(nn.Module):
    def __init__(self, filters):
        super().__init__()

        def one(outputs=filters):
            return nn.Conv1d(filters, outputs, 1)

        self.first = Causal(1, filters, 2)
        self.filters = nn.ModuleList(Causal(filters, filters, 2, dilation=dilation) for dilation in DILATIONS)
        self.gates = nn.ModuleList(Causal(filters, filters, 2, dilation=dilation) for dilation in DILATIONS)
        self.skips = nn.ModuleList(one() for _ in DILATIONS)
        # the last block's residual would feed nothing
        self.residuals = nn.ModuleList(one() for _ in DILATIONS[1:])
        self.head = nn.Sequential(nn.ReLU(), one(), nn.ReLU(), one(HORIZON))

    def forward(self, x):
        through = self.first(x.transpose(1, 2))
        total = 0
        for i in range(len(DILATIONS)):
            gated = torch.tanh(self.filters[i](through)) * torch.sigmoid(self.gates[i](through))
            total = total + self.skips[i](gated)
            if i < len(self.residuals):
                through = through + self.residuals[i](gated)
        return self.head(total).transpose(1, 2)


def build(workload: str, sizes: dict):
    """The model, and the form of its data."""
    length, units = sizes["length"], sizes.get("units", 0)
    series, steps = Kind((length, 1)), Kind((length, 1), (length, HORIZON))
    clip = Kind((length, VIDEO_SIDE, VIDEO_SIDE, 1), classes=VIDEO_ACTIONS)

    def words(classes):
        return Kind((length,), is_tokens=True, classes=classes)

    builders = {
        "lstm": lambda: (Recurrent(nn.LSTM, units, 1, True), series),
        "simple-rnn": lambda: (Recurrent(nn.RNN, units, 1, True), series),
        "gru": lambda: (Recurrent(nn.GRU, units, 1, True), series),
        "copy-task": lambda: (TextClassifier(sizes, 10), words(10)),
        "bilstm": lambda: (TextClassifier(sizes, 2, bidirectional=True), words(2)),
        "lstm-256": lambda: (TextClassifier(sizes, sizes["vocabulary"]), words(sizes["vocabulary"])),
        "cnn": lambda: (Cnn(), series),
        "video-frames": lambda: (Video(nn.Conv2d, length, 6), clip),
        "video-3d": lambda: (Video(nn.Conv3d, length // 4, 6), clip),
        "seq2seq": lambda: (Recurrent(nn.LSTM, units, HORIZON, False), steps),
        "wavenet-simple": lambda: (SimpleWaveNet(units), steps),
        "wavenet": lambda: (WaveNet(units), steps),
        "one-step": lambda: (Recurrent(nn.LSTM, units, 1, True), series),
    }
    if workload not in builders:
        raise ValueError(f"PyTorch has no model '{workload}'")
    return builders[workload]()
