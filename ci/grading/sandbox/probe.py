"""Tries, in exactly the state in which untrusted code would begin, what such code may not do; run by `jail.py probe`.

Prints one line of JSON: what was possible, and how much was tried. Most of it are system calls, which a program in Node
could only make by machine code that it brings along.
"""
# ruff: noqa: F821  (spec, libc and prctl come from jail.py)

import ctypes
import errno
import json
import mmap
import os
import resource
import signal
import socket

places = spec["places"]
possible = []
tried = 0


def never(what, act):
    """It must be refused by the system."""
    global tried
    tried += 1
    try:
        act()
        possible.append(what)
    except OSError:
        pass


def must(what, holds):
    global tried
    tried += 1
    if not holds:
        possible.append(what)


def call(*values):
    """A system call by its number; -1 is told by OSError."""
    found = libc.syscall(*[ctypes.c_long(value) for value in values])
    if found < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return found


# Every call on the list is refused by the list itself, whatever it is given: any other error comes from behind it.
for name, number in spec["calls"].items():
    tried += 1
    try:
        call(number, 0, 0, 0, 0, 0, 0)
        possible.append(f"call {name}")
    except OSError:
        if ctypes.get_errno() != errno.EPERM:
            possible.append(f"call {name}")

# Rights
uid = spec["uid"]
must("keep an id of root", os.getresuid() == (uid, uid, uid) and os.getresgid() == (uid, uid, uid))
must("keep groups of root", os.getgroups() in ([], [uid]))
must("gain rights by a set-uid program", prctl(39) == 1)  # PR_GET_NO_NEW_PRIVS
never("become root", lambda: os.setresuid(0, 0, 0))
never("join root's group", lambda: os.setresgid(0, 0, 0))
never("join groups", lambda: os.setgroups([0]))
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
rights = (ctypes.c_uint32 * 6)()
libc.capget(header, rights)
must("keep capabilities", not any(rights))


def bounding_set():
    capability = 0
    while True:
        try:
            yield prctl(23, capability)  # PR_CAPBSET_READ
        except OSError:
            return  # the kernel knows no more
        capability += 1


must("keep capabilities that programs may gain", not any(bounding_set()))

# Files: of the teacher, of another slot, of the machine
for what in ("read files of the teacher", "read the files of another learner"):
    for path in places["files"][what]:
        for form in (path, "../" * 30 + path.lstrip("/"), f"/proc/self/root{path}", f"/proc/{spec['parent']}/root{path}"):
            never(what, lambda form=form: os.close(os.open(form, os.O_RDONLY)))
never("leave its folder", lambda: os.chroot("/tmp"))
never("read the environment of the grader", lambda: os.close(os.open(f"/proc/{spec['parent']}/environ", os.O_RDONLY)))
for path in ("/x", "/course/x", "/course/program.js", "/course/node", "/dev/shm/x", "/var/tmp/x", "/proc/x"):
    never("write outside /tmp", lambda path=path: os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)))
never("make a device", lambda: os.mknod("/tmp/device", 0o20666, os.makedev(1, 1)))
must("inherit descriptors", not [fd for fd in range(5, 4096) if libc.fcntl(fd, 1) >= 0])

# Others: the grader and the first process
for pid in (spec["parent"], 1):
    never("send signals to the grader", lambda pid=pid: os.kill(pid, 0))
    never("stop the grader", lambda pid=pid: os.kill(pid, signal.SIGCONT))


# The network, and names of sockets that all containers of one network share
def reach(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)


def reach_by_pair():
    ours, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.connect("\0" + places["abstract"])


never("use the network", lambda: reach(socket.AF_INET, ("127.0.0.1", places["port"])))
never("use the network", lambda: reach(socket.AF_INET6, ("::1", places["port"])))
never("reach sockets of the grader", lambda: reach(socket.AF_UNIX, "\0" + places["abstract"]))
never("reach sockets of the grader", reach_by_pair)
never("listen", lambda: socket.socket(fileno=3).bind("\0unroll-probe"))

# Limits
for name, value in spec["limits"].items():
    must("be without a limit", 0 <= max(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))) <= value)

never("use more memory", lambda: mmap.mmap(-1, spec["limits"]["DATA"] + mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))


def write_too_much():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("/tmp/large", "wb", buffering=0) as file:
        for _ in range(spec["limits"]["FSIZE"] // 2**20 + 1):
            if file.write(bytes(2**20)) < 2**20:
                raise OSError("the disk is full")


never("write a file above the limit", write_too_much)

# Processes: as many as there may be and no more; then some that outlive this one, one of which is never the same for long
children = []
refused = False
for _ in range(spec["limits"]["NPROC"] + 20):
    try:
        pid = os.fork()
    except OSError:
        refused = True
        break
    if pid == 0:
        signal.pause()
    children.append(pid)
must("start more processes", refused and len(children) < spec["limits"]["NPROC"])
for pid in children:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

for is_restless in (False, True):
    if os.fork() == 0:
        os.setsid()
        prctl(1, 0)  # PR_SET_PDEATHSIG: does not end with its parent
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        while is_restless:
            if os.fork() > 0:
                os._exit(0)
        while True:
            signal.pause()

print(json.dumps({"possible": possible, "tried": tried}))
