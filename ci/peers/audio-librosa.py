"""Spectrograms, mel filters, MFCC and mu-law of librosa, WAV files of soundfile -> lib/test/golden/audio-librosa.json.

    .venv-peers-audio/bin/python ci/peers/audio-librosa.py

All in float64. librosa has time last, the course has it first: arrays are written transposed.
"""

import base64
import importlib.metadata
import io

import librosa
import numpy as np
import scipy.signal
import soundfile
from golden import pack, write

LIBRARIES = ["librosa", "numpy", "scipy", "soundfile"]


def sound(rng, count, rate):
    """Two gliding tones that swell, and noise; four decimals, so that the JSON text holds what was computed with."""
    t = np.arange(count) / rate
    tones = 0.5 * np.sin(2 * np.pi * (300 + 900 * t) * t) + 0.2 * np.sin(2 * np.pi * 1700 * t)
    return np.round(tones * np.minimum(1, 8 * t) + 0.02 * rng.normal(size=count), 4)


def spectra(rng):
    for rate, frame, fft, hop, center, mels, low, high, htk, coefficients in [
        (8000, 256, 256, 128, False, 40, 0, None, False, 13),
        (8000, 200, 256, 80, False, 23, 100, 3800, True, 13),
        (8000, 201, 256, 77, True, 20, 0, 4000, False, 20),
        (16000, 400, 512, 160, True, 26, 20, None, True, 12),
    ]:
        x = sound(rng, 1100, rate)
        parts = {"n_fft": fft, "hop_length": hop, "win_length": frame, "center": center}
        power = np.abs(librosa.stft(x, **parts)) ** 2
        bank = {"n_mels": mels, "fmin": low, "fmax": high, "htk": htk, "dtype": np.float64}
        mel = librosa.feature.melspectrogram(y=x, sr=rate, power=2.0, **parts, **bank)
        decibels = librosa.power_to_db(mel)
        yield {
            "kind": "spectra",
            "options": {"frameLength": frame, "fftLength": fft, "hopLength": hop, "center": center},
            "mel": {"sampleRate": rate, "mels": mels, "lowest": low, "highest": high or rate / 2}
            | {"scale": "htk" if htk else "slaney"},
            "coefficients": coefficients,
            "samples": x.tolist(),
            "amplitude": pack(np.sqrt(power[:, :3]).T),
            "power": pack(power[:, -2:].T),
            "filters": pack(librosa.filters.mel(sr=rate, n_fft=fft, **bank)[::5]),
            "melPower": pack(mel.T),
            "decibels": pack(decibels.T),
            "mfcc": pack(librosa.feature.mfcc(S=decibels, n_mfcc=coefficients).T),
        }


def windows():
    for length in [1, 2, 7, 256]:
        yield {"kind": "window", "length": length, "window": scipy.signal.get_window("hann", length).tolist()}


def mu_law(rng):
    for levels in [256, 16]:
        x = np.concatenate([np.round(rng.uniform(-1, 1, 40), 4), [0, 1, -1, 0.0001, -0.0001]])
        y = librosa.mu_compress(x, mu=levels - 1, quantize=False)
        ids = np.floor((y + 1) / 2 * (levels - 1) + 0.5).astype(int)
        back = librosa.mu_expand(2 * ids / (levels - 1) - 1, mu=levels - 1, quantize=False)
        yield {"kind": "mu-law", "levels": levels, "samples": x.tolist(), "ids": ids.tolist(), "back": back.tolist()}


def wav_files(rng):
    for subtype in ["PCM_16", "PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW"]:
        for channels in [1, 2]:
            x = np.round(rng.uniform(-0.9, 0.9, (25, channels)), 4)
            file = io.BytesIO()
            soundfile.write(file, x, 8000, format="WAV", subtype=subtype)
            read, rate = soundfile.read(io.BytesIO(file.getvalue()), always_2d=True)
            yield {
                "kind": "wav",
                "subtype": subtype,
                "channels": channels,
                "sampleRate": rate,
                "file": base64.b64encode(file.getvalue()).decode(),
                "samples": read.mean(axis=1).tolist(),
            }


if __name__ == "__main__":
    rng = np.random.default_rng(11)
    versions = {name: importlib.metadata.version(name) for name in LIBRARIES}
    command = ".venv-peers-audio/bin/python ci/peers/audio-librosa.py"
    write("audio-librosa", command, versions, [*spectra(rng), *windows(), *mu_law(rng), *wav_files(rng)])
