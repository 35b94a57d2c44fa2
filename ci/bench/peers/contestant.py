"""What every Python contestant shares: the lines of ../protocol.ts, and noise as data."""

import json
import os
import resource
import sys
import time

import numpy as np

SEED = 42
WARM_UP_ROUNDS = 2


def peak_memory() -> float:
    """Most memory that the process ever held, in MB."""
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass  # no /proc
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(SEED).random(shape, dtype=np.float32)


def tokens(limit: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(SEED).integers(0, limit, shape)


def timed(run) -> dict:
    """For peers whose round is nothing but its batches."""
    begin = time.perf_counter()
    loss = run()
    return {"ms": (time.perf_counter() - begin) * 1000, "loss": loss}


def serve(versions: dict, prepare) -> None:
    """
    Answers until stdin ends.

    prepare(workload, sizes, batches) gives (parameters, run); run() trains one round and gives {"ms", "loss"}.
    """
    # Answers alone go to the real stdout; whatever a library prints goes to stderr.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(answer: dict) -> None:
        answers.write(json.dumps(answer) + "\n")

    say({"versions": {**versions, "python": sys.version.split()[0]}})
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "load":
                run = None  # the model before goes first
                parameters, run = prepare(request["workload"], request["sizes"], request["batches"])
                for _ in range(WARM_UP_ROUNDS):
                    run()
                say({"parameters": parameters})
            elif request["do"] == "round":
                say(run())
            else:
                say({"peakMb": peak_memory()})
        except Exception as error:  # the bench tells it in one line
            say({"error": (str(error) or type(error).__name__).split("\n")[0]})
