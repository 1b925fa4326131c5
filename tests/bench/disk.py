"""What the disk itself asks for a synchronised write: the least that any durable record costs."""

import os
from pathlib import Path
from time import perf_counter

_PAGES = b"\0" * 48 * 1024
"""About what one record adds to SQLite's log."""


def synced(folder: Path, times: int = 5) -> list[float]:
    """Milliseconds that writing and synchronising so much took, each time."""
    path = folder / "synced"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, _PAGES, 0)
        os.fsync(descriptor)  # from here on the file neither grows nor moves
        return [_once(descriptor) for _ in range(times)]
    finally:
        os.close(descriptor)


def _once(descriptor: int) -> float:
    began = perf_counter()
    os.pwrite(descriptor, _PAGES, 0)
    os.fdatasync(descriptor)
    return (perf_counter() - began) * 1000
