"""What one message of a WebSocket leads to: what leaves on each side, what is recorded, the end."""

from dataclasses import dataclass, field

from gateway.exchange import Exchange
from gateway.ports import Verdict
from gateway.types import End

VIOLATION, TOO_BIG, BROKEN = 1008, 1009, 1011
"""Close codes of RFC 6455, 7.4.1."""

QUIET = "quiet"
"""What is counted for a message with nothing to screen in it."""

_LONGEST_REASON = 120  # bytes; a close frame holds 123


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a WebSocket. Text is UTF-8."""

    data: bytes = field(repr=False)
    text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Why the gateway ends a socket; the reason is for people."""

    code: int
    reason: str


@dataclass(slots=True, kw_only=True)
class Step:
    """What one message leads to: what leaves on each side, in order, and then perhaps the end."""

    to_provider: list[Message] = field(default_factory=list)
    to_client: list[Message] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    ended: list[tuple[Exchange, End]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)  # an effect's word or QUIET, for each record
    close: Close | None = None


def closing(code: int, verdict: Verdict) -> Close:
    """The end of a socket because of that decision."""
    decision = verdict.screened.decision
    clauses = ", ".join(decision.clauses)
    said = f"The GenAI gateway ended this (clause {clauses}). {verdict.screened.interaction.id}"
    return Close(code=code, reason=said.encode()[:_LONGEST_REASON].decode(errors="ignore"))
