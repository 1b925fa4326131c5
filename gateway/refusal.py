"""What a person is told instead of an answer, and the response that carries it."""

from dataclasses import dataclass, field

from gateway.types import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the person is told instead of an answer."""

    reference: str  # the interaction's id
    reasons: tuple[Reason, ...]
    contact: str
    status: int = 403
    code: str = "policy_violation"

    @property
    def text(self) -> str:
        """One paragraph for SDKs: every message, where to ask, the reference."""
        said = " ".join(dict.fromkeys(f"{r.message} (clause {r.clause})" for r in self.reasons))
        return f"{said} Questions: {self.contact} Reference: {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WireResponse:
    """A whole response made by the gateway itself."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
