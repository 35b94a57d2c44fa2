"""Runs on every worker of the cluster: keeps the Node program that marks submissions, and carries jobs to it.

This module travels by value, so that a worker needs nothing but the course folder with its environment, and a scheduler
not even that.
"""

import json
import operator
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import cloudpickle
from distributed import get_worker
from distributed.diagnostics.plugin import WorkerPlugin

# A grader that was killed cannot tell its workers; their marking programs end after this many seconds without a job.
IDLE = 120


class ByValue:
    """A function or class of this module that the other side unpickles without having the module.

    Dask pickles what it can import here by name, whatever the other side can import.
    """

    def __init__(self, thing):
        self.thing = thing

    def __call__(self, *values):
        return self.thing(*values)

    def __reduce__(self):
        return cloudpickle.loads, (cloudpickle.dumps(self.thing),)


def course_folder():
    """The course that this Python belongs to: its environment lies in it."""
    named = os.environ.get("UNROLL_COURSE")
    folder = Path(named) if named else Path(sys.prefix).parent
    if not (folder / "ci/grading/workers/serve.ts").is_file():
        raise RuntimeError(
            f"{folder} is no course folder; start 'dask worker' from the course's .venv, or set UNROLL_COURSE"
        )
    return folder


class Keeper:
    """The Node program of one worker, and the jobs that it has not answered."""

    def __init__(self, slots, sandbox, trust):
        self.options = ["--slots", str(slots), "--sandbox", sandbox, *(["--trust"] if trust else [])]
        self.lock = threading.Lock()
        self.process = None
        self.waiting = {}
        self.next = 0
        self.refused = None
        self.idle = None

    def start(self):
        node = os.environ.get("UNROLL_NODE") or shutil.which("node")
        if node is None:
            raise RuntimeError("node was not found on this worker's PATH")
        self.process = subprocess.Popen(
            [node, "--import", "tsx", "ci/grading/workers/serve.ts", *self.options],
            cwd=course_folder(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()

    def read(self, process):
        for line in process.stdout:
            said = json.loads(line)
            if "id" in said:
                future = self.waiting.pop(said.pop("id"), None)
                if future:
                    future.set_result(said)
            elif "refused" in said:
                self.refused = said
        with self.lock:
            left, self.waiting, self.process = self.waiting, {}, None
        for future in left.values():
            if self.refused:
                future.set_result(self.refused)
            else:
                future.set_exception(RuntimeError("the marking program of a worker ended"))

    def mark(self, job):
        future = Future()
        with self.lock:
            if self.refused:
                return self.refused
            if self.process is None:
                self.start()
            if self.idle:
                self.idle.cancel()
            number = self.next
            self.next += 1
            self.waiting[number] = future
            try:
                self.process.stdin.write(json.dumps({"id": number, "job": job}) + "\n")
                self.process.stdin.flush()
            except OSError:
                pass  # its end is told by the thread that reads
        try:
            return future.result()
        finally:
            with self.lock:
                if not self.waiting:
                    self.idle = threading.Timer(IDLE, self.close_idle)
                    self.idle.daemon = True
                    self.idle.start()

    def close_idle(self):
        with self.lock:
            if not self.waiting and self.process:
                self.process.kill()

    def close(self):
        if self.idle:
            self.idle.cancel()
        process = self.process
        if process:
            process.kill()
            process.wait()


class KeepMarking(WorkerPlugin):
    """Gives every worker that there is, or that comes later, a keeper."""

    def __init__(self, name, sandbox, trust):
        self.name = name
        self.sandbox = sandbox
        self.trust = trust

    def __reduce__(self):
        return operator.call, (ByValue(KeepMarking), self.name, self.sandbox, self.trust)

    def setup(self, worker):
        if not hasattr(worker, "unroll_keepers"):
            worker.unroll_keepers = {}
        worker.unroll_keepers[self.name] = Keeper(worker.state.nthreads, self.sandbox, self.trust)

    def teardown(self, worker):
        worker.unroll_keepers.pop(self.name).close()


def mark(name, job):
    """Marks one submission on whichever worker this runs, by the keeper of the grader that asks.

    Returns {"result": …}, {"failure": …} or {"refused": …}, with the name of the worker.
    """
    worker = get_worker()
    return {**worker.unroll_keepers[name].mark(job), "worker": worker.address}
