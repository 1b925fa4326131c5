"""Keeps a package's optional import from happening, for packages that bear it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(package: str) -> Iterator[None]:
    """Importing `package` fails inside this block, unless it is imported already."""
    if package in sys.modules:
        yield
        return
    # None in sys.modules makes an import raise ModuleNotFoundError (Python reference, 5.3.1).
    sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[package]
