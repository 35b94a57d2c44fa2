"""Locks a program in where no name space can be made: inside a container, as its root, with few capabilities.

    jail.py run SPEC              becomes the program of SPEC (JSON), locked in; descriptors 3 and 4 stay, 5 is the filter
    jail.py probe SPEC PROBE      the same, but runs PROBE, a file of Python, in exactly that state
    jail.py guard                 ends users: all their processes; lines 'hold UID' and 'end UID' come on standard input

Python has what this needs on every machine with the course: ctypes reaches prctl, which setpriv of util-linux before 2.41
does not for filters of system calls. Nothing but its standard library is used (started with -I -S).
"""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
import time

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 22, 23, 24, 38
SECCOMP_MODE_FILTER = 2
INSTRUCTION = 8

libc = ctypes.CDLL(None, use_errno=True)


def prctl(option, value=0, pointer=None):
    args = [ctypes.c_ulong(value), pointer or ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)]
    found = libc.prctl(option, *args)
    if found < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")
    return found


class Filter(ctypes.Structure):
    """struct sock_fprog of the kernel."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def become(uid):
    """From root to a user without any right: capabilities of a process end when the last of its ids is no longer 0."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def limit(name, value):
    kind = getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(kind)[1]
    # Root without CAP_SYS_RESOURCE may only lower what it has.
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def drop_bounding_set():
    capability = 0
    while True:
        try:
            if prctl(PR_CAPBSET_READ, capability) == 1:
                prctl(PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            return  # the kernel knows no more
        capability += 1


def lock_in(spec):
    """The state in which untrusted code begins; nothing here can be undone by it."""
    with os.fdopen(5, "rb") as file:
        instructions = file.read()
    os.closerange(5, 2**31 - 1)
    os.setsid()  # no terminal
    os.umask(0o077)
    try:
        # Where memory ends, learners' programs end first.
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass
    os.chroot(spec["root"])
    os.chdir("/tmp")
    for name, value in spec["limits"].items():
        limit(name, value)
    drop_bounding_set()
    become(spec["uid"])
    # Behind `become`: the kernel forgets it when a user changes.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != spec["parent"]:
        os._exit(1)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    program = Filter(len(instructions) // INSTRUCTION, instructions)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program))


def processes_of(uid):
    """Also those that have ended and that nobody has collected."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            # Not the owner of the folder: a process that asks not to be dumped makes root the owner of its own.
            with open(f"/proc/{name}/status", "rb") as file:
                owner = next(line for line in file if line.startswith(b"Uid:"))
        except (OSError, StopIteration):
            continue  # ended meanwhile
        if int(owner.split()[1]) == uid:
            yield name


def kill_all(uid, seconds=5):
    """Ends every process of a user by a call that no fork outruns: it reaches all whom the caller may send signals to.

    The caller has the user's effective id alone; its other ids are the next number, which is nobody's, so that the user
    cannot send it any. True when none is left, not even a dead one that nobody has collected.
    """
    until = time.monotonic() + seconds
    while True:
        pid = os.fork()
        if pid == 0:
            try:
                os.setgroups([])
                os.setresgid(uid + 1, uid + 1, uid + 1)
                os.setresuid(uid + 1, uid, uid + 1)
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        for _ in range(50):
            if not any(processes_of(uid)):
                return True
            time.sleep(0.002)
        if time.monotonic() > until:
            return False


def guard():
    """Ends users when it is told to, and those that are left when whoever tells it is gone, however that ended."""
    held = set()
    for line in sys.stdin:
        act, uid = line.split()
        if act == "hold":
            held.add(int(uid))
            continue
        gone = kill_all(int(uid))
        if gone:
            held.discard(int(uid))
        print(uid, "gone" if gone else "left", flush=True)
    for uid in held:
        kill_all(uid)


def main():
    act = sys.argv[1]
    if act == "guard":
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        guard()
        return
    spec = json.loads(sys.argv[2])
    if act == "probe":
        with open(sys.argv[3]) as file:
            probe = compile(file.read(), "probe.py", "exec")
        import mmap  # noqa: F401  (afterwards there is no file to import it from)
        import socket  # noqa: F401

        lock_in(spec)
        exec(probe, {"spec": spec, "libc": libc, "prctl": prctl})
        return
    lock_in(spec)
    os.execve(spec["program"][0], spec["program"], spec["environment"])


if __name__ == "__main__":
    main()
