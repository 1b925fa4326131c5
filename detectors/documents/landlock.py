"""What a reading process may see of the file system: Python's libraries, and nothing of anybody's.

Landlock (Linux 5.13; landlock(7)) by its three system calls: the one maintained thing for Python
that does it would bring more code than this. A right that is handled and not granted is refused.
"""

import ctypes
import os
import platform
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every machine
_VERSION, _BENEATH = 1, 1
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE = 1, 2, 4, 8, 1 << 14
# All that makes, removes or moves a file; moving between folders and truncating came later.
_FIRST, _SECOND, _THIRD = (1 << 13) - 1, 1 << 13, _TRUNCATE
_SIGNALS, _WITH_SCOPES = 1 << 1, 6
_ROOT = Path(__file__).parents[2]
_SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share", "/lib", "/lib64")
_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/null")
_LOADERS = (
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
)


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict(programs: Iterable[Path] = ()) -> tuple[str, ...]:
    """From now on this thread, and what it starts, may read libraries, start `programs`, and no
    more. Needs "no new privileges". Says what is in force; nothing where there is no Landlock.
    """
    if not sys.platform.startswith("linux") or platform.machine() not in {"x86_64", "aarch64"}:
        return ()
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return ()
    rules = _Ruleset(_handled(version), 0, _SIGNALS if version >= _WITH_SCOPES else 0)
    size = ctypes.c_size_t(ctypes.sizeof(rules) if version >= _WITH_SCOPES else 8)
    ruleset = call(_CREATE, ctypes.byref(rules), size, ctypes.c_uint32(0))
    if ruleset < 0:
        return ()
    try:
        for path, rights in _granted(programs):
            _grant(call, ruleset, path, rights)
        done = call(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0
    finally:
        os.close(ruleset)
    return ("places",) if done else ()


def _handled(version: int) -> int:
    later = (_SECOND if version >= 2 else 0) | (_THIRD if version >= 3 else 0)
    return _FIRST | later


def _granted(programs: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    for folder in (*_libraries(), *map(Path, _SYSTEM)):
        yield folder, _READ | _LIST
    for name in _FILES:
        yield Path(name), _READ | (_WRITE if name == "/dev/null" else 0)
    started = list(programs)
    for program in (*started, *map(Path, _LOADERS)) if started else ():
        yield program, _READ | _EXECUTE


def _libraries() -> set[Path]:
    """Where modules come from; of a source tree, which may hold records and keys, our packages."""
    paths = sysconfig.get_paths()
    found = {Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {Path(name) for name in site.getsitepackages()}
    found |= {Path(name) for name in sys.path if Path(name) != _ROOT}
    tongue = os.environ.get("TESSDATA_PREFIX")
    return found | {_ROOT / "detectors"} | ({Path(tongue)} if tongue else set())


def _grant(call: "ctypes._NamedFuncPointer", ruleset: int, path: Path, rights: int) -> None:
    with suppress(OSError):  # what is not there needs no right
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            beneath = _Beneath(rights, handle)
            call(
                _ADD, ctypes.c_int(ruleset), ctypes.c_int(_BENEATH), ctypes.byref(beneath),
                ctypes.c_uint32(0),
            )  # fmt: skip
        finally:
            os.close(handle)
