"""What the reading process may not do: use the network, see or write files, take too much.

Linux: no new privileges, Landlock, a seccomp filter, and resource limits; other Unix systems: the
limits.
The filter is written by hand because it is a dozen instructions and needs no library.
"""

import ctypes
import errno
import os
import platform
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from detectors.documents import landlock

if sys.platform != "win32":  # there: neither limits nor filter; process and deadline remain
    import resource

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # prctl(2)
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_X32 = 0x40000000  # the third system-call table of x86-64, which would go round the filter

_FOR_OCR = 400_000_000  # bytes more for Tesseract, which is a process of its own
_STACK, _ARENA_MAX = 524_288, -8  # bytes; mallopt(3)
_STARTING = threading.Lock()

_FORBIDDEN = {
    # socket connect bind ptrace process_vm_readv _writev bpf userfaultfd io_uring_setup
    # pidfd_getfd keyctl add_key perf_event_open unshare mount setns; then what changes who may read
    # a file, or its times: fchmod fchmodat fchmodat2 fchown fchownat utimensat setxattr lsetxattr
    # fsetxattr, and where there are such calls chmod chown lchown utime utimes futimesat
    "x86_64": (
        0xC000003E,
        (
            *(41, 42, 49, 101, 310, 311, 321, 323, 425, 438, 250, 248, 298, 272, 165, 308),
            *(91, 268, 452, 93, 260, 280, 188, 189, 190, 90, 92, 94, 132, 235, 261),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 203, 200, 117, 270, 271, 280, 282, 425, 438, 219, 217, 241, 97, 40, 268),
            *(52, 53, 452, 55, 54, 88, 5, 6, 7),
        ),
    ),
}
# execve execveat, where there is no Tesseract to be started
_STARTS = {"x86_64": (59, 322), "aarch64": (221, 281)}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


def confine(memory_bytes: int, programs: Sequence[Path] = ()) -> tuple[str, ...]:
    """Give up what reading does not need, but for starting `programs`; before any thread starts.

    Says what is in force.
    """
    _thrift()
    return (*_limits(memory_bytes), *_kernel(programs))


def allow_seconds(seconds: float) -> None:
    """So much processor time from now on; then the system ends this process."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


@contextmanager
def room_for_ocr() -> Iterator[None]:
    """A process that is started meanwhile may use more memory than this one."""
    if sys.platform == "win32":
        yield
        return
    with _STARTING:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _limits(memory_bytes: int) -> Sequence[str]:
    if sys.platform == "win32":
        return ()
    done = ["files", "core"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold what people wrote
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    held = _address_space()
    if held:
        limit = held + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit + _FOR_OCR))
        done.append("memory")
    return done


def _thrift() -> None:
    """Threads that only wait get small stacks, and no memory pools of their own."""
    threading.stack_size(_STACK)
    if sys.platform.startswith("linux"):
        with suppress(AttributeError):  # another C library than glibc
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def _address_space() -> int:
    """Bytes of address space in use; 0 where nobody says."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _kernel(programs: Sequence[Path]) -> Sequence[str]:
    """What only Linux gives, as far as this one does."""
    if not sys.platform.startswith("linux"):
        return ()
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return ()
    places = landlock.restrict(programs)
    filtered = _filter(library, programs)
    none_start = ("programs",) if places or (filtered and not programs) else ()
    return ("privileges", *places, *filtered, *none_start)


def _filter(library: ctypes.CDLL, programs: Sequence[Path]) -> Sequence[str]:
    """No sockets, no looking into other processes, no programs where none is named."""
    known = _FORBIDDEN.get(platform.machine())
    if known is None:
        return ()
    machine, forbidden = known
    code = _program(machine, (*forbidden, *(() if programs else _STARTS[platform.machine()])))
    listed = (_Instruction * len(code))(*(_Instruction(*one) for one in code))
    program = _Program(len(code), ctypes.cast(listed, ctypes.POINTER(_Instruction)))
    filtered = library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
    return ("network",) if filtered else ()


def _program(machine: int, forbidden: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Refuse these calls, end the process for those of another machine's table, allow the rest."""
    checks: list[tuple[int, int, int, int]] = [(_AT_LEAST, len(forbidden) + 1, 0, _X32)]
    for index, number in enumerate(forbidden):
        checks.append((_EQUAL, len(forbidden) - index, 0, number))
    return [
        (_LOAD, 0, 0, 4),  # which machine's call it is
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # which call
        *checks,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
