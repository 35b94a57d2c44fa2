"""Runs on every worker of the cluster: keeps the Node program that marks submissions, and carries jobs to it.

This module travels to the workers by value, so that a worker needs nothing but the course folder and its environment.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

from distributed import get_worker
from distributed.diagnostics.plugin import WorkerPlugin

NAME = "unroll-keeper"


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
            number = self.next
            self.next += 1
            self.waiting[number] = future
            try:
                self.process.stdin.write(json.dumps({"id": number, "job": job}) + "\n")
                self.process.stdin.flush()
            except OSError:
                pass  # its end is told by the thread that reads
        return future.result()

    def close(self):
        process = self.process
        if process:
            process.kill()
            process.wait()


class KeepMarking(WorkerPlugin):
    """Gives every worker that there is, or that comes later, a keeper."""

    name = NAME

    def __init__(self, sandbox, trust):
        self.sandbox = sandbox
        self.trust = trust

    def setup(self, worker):
        worker.unroll_keeper = Keeper(worker.state.nthreads, self.sandbox, self.trust)

    def teardown(self, worker):
        worker.unroll_keeper.close()


def mark(job):
    """Marks one submission on whichever worker this runs.

    Returns {"result": …}, {"failure": …} or {"refused": …}, with the name of the worker.
    """
    worker = get_worker()
    return {**worker.unroll_keeper.mark(job), "worker": worker.address}
