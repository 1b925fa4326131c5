"""What a check says: one line, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One result. `do` is empty when all is well."""

    state: State
    name: str
    said: str
    do: str = ""


def ok(name: str, said: str) -> Line:
    """All is well."""
    return Line(state=State.OK, name=name, said=said)


def warn(name: str, said: str, do: str) -> Line:
    """It works, but somebody should look."""
    return Line(state=State.WARN, name=name, said=said, do=do)


def fail(name: str, said: str, do: str) -> Line:
    """It does not work."""
    return Line(state=State.FAIL, name=name, said=said, do=do)
