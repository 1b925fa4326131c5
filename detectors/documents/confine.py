"""What the reading process may not do: use the network, write files, take too much.

Linux: no new privileges, a seccomp filter, and resource limits; other Unix systems: the limits.
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
    # pidfd_getfd keyctl add_key perf_event_open unshare mount setns
    "x86_64": (
        0xC000003E,
        (41, 42, 49, 101, 310, 311, 321, 323, 425, 438, 250, 248, 298, 272, 165, 308),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 203, 200, 117, 270, 271, 280, 282, 425, 438, 219, 217, 241, 97, 40, 268),
    ),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


def confine(memory_bytes: int) -> tuple[str, ...]:
    """Give up what reading does not need; before any thread starts. Says what is in force."""
    _thrift()
    return (*_limits(memory_bytes), *_filter())


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


def _filter() -> Sequence[str]:
    """No sockets, and no looking into other processes. Nothing when the system will not have it."""
    known = _FORBIDDEN.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return ()
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return ()
    code = _program(*known)
    listed = (_Instruction * len(code))(*(_Instruction(*one) for one in code))
    program = _Program(len(code), ctypes.cast(listed, ctypes.POINTER(_Instruction)))
    filtered = library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
    return ("privileges", "network") if filtered else ("privileges",)


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
