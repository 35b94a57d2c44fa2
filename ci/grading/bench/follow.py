"""Runs a command and tells what it and all that it starts need; Linux, since it reads /proc.

    python follow.py REPORT NAME COMMAND...

REPORT gets JSON: seconds, processor seconds of the whole tree and how they grew (the clock and the seconds, every two
seconds), its largest resident memory (sampled), and the largest one of the first process whose command line holds NAME (told
by the kernel).

Sandboxes are ended from outside, and the kernel forgets what processes in them had used: a control group of our own counts
that. Where none can be made (it takes root, or a delegated group), their seconds are missing, and `isWhole` says so. As
"subreaper" this process inherits and buries what lost its parent.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time

PR_SET_CHILD_SUBREAPER = 36
PAUSE = 0.25
GROWTH_PAUSE = 2
PAGE = os.sysconf("SC_PAGE_SIZE")


def processes():
    """Parent and resident bytes of every process."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            found[int(name)] = (int(fields[1]), int(fields[21]) * PAGE)
        except (OSError, IndexError):
            continue
    return found


def tree(root, found):
    children = {}
    for pid, (parent, _) in found.items():
        children.setdefault(parent, []).append(pid)
    below, waiting = [], list(children.get(root, []))
    while waiting:
        pid = waiting.pop()
        below.append(pid)
        waiting += children.get(pid, [])
    return below


def is_called(pid, name):
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return name in file.read()
    except OSError:
        return False


def peak_of(pid):
    """Bytes that a process held at most; none where it has ended."""
    try:
        with open(f"/proc/{pid}/status") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class Account:
    """Counts processor time of a child and all that it starts, by a control group of version 1 or 2."""

    def __init__(self):
        self.folder = None
        for parent, usage, unit in self.places():
            folder = os.path.join(parent, f"unroll-bench-{os.getpid()}")
            try:
                os.mkdir(folder)
            except OSError:
                continue
            if os.path.exists(os.path.join(folder, usage)):
                self.folder, self.usage, self.unit = folder, usage, unit
                return
            os.rmdir(folder)

    @staticmethod
    def places():
        root = "/sys/fs/cgroup"
        with open("/proc/self/cgroup") as file:
            for line in file:
                _, kinds, path = line.strip().split(":", 2)
                if kinds == "":
                    yield root + path, "cpu.stat", 1e-6
                elif "cpuacct" in kinds.split(","):
                    for name in ("cpuacct", kinds):
                        yield f"{root}/{name}{path}", "cpuacct.usage", 1e-9

    def enter(self):
        """In the child, before it becomes the command."""
        if self.folder is not None:
            with open(os.path.join(self.folder, "cgroup.procs"), "w") as file:
                file.write("0")

    def seconds(self):
        if self.folder is None:
            return None
        with open(os.path.join(self.folder, self.usage)) as file:
            words = file.read().split()
        return float(words[1] if words[0] == "usage_usec" else words[0]) * self.unit

    def end(self):
        try:
            if self.folder is not None:
                os.rmdir(self.folder)
        except OSError:
            pass  # something of the command still runs


class Watch(threading.Thread):
    def __init__(self, name, account):
        super().__init__(daemon=True)
        self.account = account
        self.growth = []
        self.name_of_leader = name
        self.leader = None
        self.leader_peak = 0
        self.tree_peak = 0
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(PAUSE):
            self.note()
            found = processes()
            own = tree(os.getpid(), found)
            self.tree_peak = max(self.tree_peak, sum(found[pid][1] for pid in own))
            if self.leader is None:
                # A copy of it that is about to start another program is called the same, and has it for a parent.
                named = {pid for pid in own if is_called(pid, self.name_of_leader)}
                self.leader = next((pid for pid in named if found[pid][0] not in named), None)
            if self.leader is not None:
                self.leader_peak = max(self.leader_peak, peak_of(self.leader))

    def note(self):
        now = time.time()
        if self.growth and now - self.growth[-1][0] < GROWTH_PAUSE:
            return
        seconds = self.account.seconds()
        if seconds is not None:
            self.growth.append((now, seconds))


def wait_for(child):
    """Waits for a child, and buries all others meanwhile: thousands of dead ones would fill the table of processes."""
    while True:
        pid, status = os.wait()
        if pid == child:
            return os.waitstatus_to_exitcode(status)


def reap(patience):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.05)
        except ChildProcessError:
            return


def main(report, name, command):
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    account = Account()
    watch = Watch(name, account)
    begin = time.monotonic()
    child = subprocess.Popen(command, preexec_fn=account.enter)
    watch.start()
    code = wait_for(child.pid)
    seconds = time.monotonic() - begin
    watch.ended.set()
    watch.join()
    reap(10)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    counted = account.seconds()
    account.end()
    told = {
        "code": code,
        "seconds": seconds,
        "processorSeconds": used.ru_utime + used.ru_stime if counted is None else counted,
        "isWhole": counted is not None,
        "growth": watch.growth,
        "leaderPeakMb": watch.leader_peak / 2**20,
        "treePeakMb": watch.tree_peak / 2**20,
    }
    with open(report, "w") as file:
        json.dump(told, file)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
