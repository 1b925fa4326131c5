"""The error tree. Messages say what to do and never contain prompt or answer text."""

from dataclasses import dataclass


class GatewayError(Exception):
    """Anything the gateway refuses or cannot do for a reason it knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one configuration file; `line` is 1-based, 0 when unknown."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.where}: {self.message}" if self.where else f"{place}: {self.message}"
        )


class ConfigError(GatewayError):
    """The configuration cannot be used. Carries every problem found, not the first."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class CannotCheck(GatewayError):
    """The request could not be checked; the failure setting of its class decides (default block).

    `failure` is one of gateway.types.FAILURES.
    """

    def __init__(self, failure: str, message: str) -> None:
        self.failure = failure
        super().__init__(message)


class Unreadable(GatewayError):
    """A body, or a part of it, that a dialect cannot read."""


class RecordError(GatewayError):
    """The record store did not take a record."""


class CaseError(GatewayError):
    """A case does not allow this as it stands, or not to this person."""
