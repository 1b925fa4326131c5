"""What is inspected on which route of which service: rows that the dialects themselves declare."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache


class Status(StrEnum):
    """How it is known that a route is handled as its row says."""

    SDK = "tested with the vendor's SDK"
    TRAFFIC = "tested with recorded traffic"
    DOCUMENTED = "built from documentation"
    BLOCKED = "blocked"
    TUNNELLED = "tunnelled"


class Part(StrEnum):
    """What a request can carry. What stands in a row is read; what does not, is not carried."""

    TEXT = "text"
    SYSTEM = "system"
    TOOLS = "tools"
    FILES = "files"
    IMAGES = "images"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route of one or more products of the host catalogue.

    `path` is a template: `{name}` stands for a variable segment, "/*" at the end for all below.
    `method` "*" is any.
    `products` are products as config/hosts.yaml names them. `masks`: private data can be replaced
    on the way out; `restores`: and put back in the answer; `streams`: while it streams.
    """

    products: tuple[str, ...]
    method: str
    path: str
    inspects: tuple[Part, ...] = (Part.TEXT,)
    masks: bool = True
    restores: bool = True
    streams: bool = False
    records: bool = True
    status: Status = Status.DOCUMENTED
    note: str = ""

    @property
    def example(self) -> str:
        """A path of this route, to ask the dialects with."""
        return _VARIABLE.sub("x1", self.path).replace("/*", "/x1")

    def covers(self, method: str, path: str) -> bool:
        """Whether that method and path, a template itself or not, are of this route."""
        return self.method in ("*", method) and bool(_pattern(self.path).fullmatch(path))


_VARIABLE = re.compile(r"\{[a-z_]*\}")


@cache
def _pattern(path: str) -> re.Pattern[str]:
    whole = path.removesuffix("/*")
    fixed = [re.escape(part) for part in _VARIABLE.split(whole)]
    return re.compile("[^/]+".join(fixed) + ("(?:/.*)?" if path != whole else ""))


def alike(first: Route, *paths: str) -> tuple[Route, ...]:
    """The route, and others that differ from it in nothing but the path."""
    return (first, *(replace(first, path=path) for path in paths))


def by_sdk(rows: Iterable[Route], *tried: str) -> tuple[Route, ...]:
    """The rows; those named, as "METHOD path", are the ones that the vendor's SDK is tested on."""
    return _known(rows, tried, Status.SDK)


def by_traffic(rows: Iterable[Route], *tried: str) -> tuple[Route, ...]:
    """The rows; those named, as "METHOD path", are tested whole: a page asks, and shows."""
    return _known(rows, tried, Status.TRAFFIC)


def _known(rows: Iterable[Route], tried: Sequence[str], status: Status) -> tuple[Route, ...]:
    return tuple(
        replace(row, status=status) if f"{row.method} {row.path}" in tried else row for row in rows
    )
