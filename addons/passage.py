"""What the addons know of one request on its way through; lives in the flow's metadata."""

from dataclasses import dataclass, field
from enum import Enum
from time import perf_counter

from mitmproxy import http

from gateway.conversing import Socket
from gateway.exchange import Exchange
from gateway.ports import Verdict
from gateway.socket_step import Step
from gateway.types import Person

_KEY = "genai-gateway"


class Stamp(Enum):
    """What was decided. Nothing leaves without FORWARD or PASS."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - not generative AI: not ours to look into
    FORWARD = "forward"
    REFUSED = "refused"


@dataclass(slots=True, kw_only=True)
class Line:
    """An opened WebSocket. `step`: what the last message led to; `limit`: bytes of a message."""

    socket: Socket
    limit: int
    step: Step | None = None


@dataclass(slots=True, kw_only=True)
class Passage:
    """The state of one request. `ended_by` is the side that broke off, "" while none did."""

    stamp: Stamp = Stamp.NONE
    person: Person | None = None
    verdict: Verdict | None = field(default=None, repr=False)
    exchange: Exchange | None = field(default=None, repr=False)
    line: Line | None = field(default=None, repr=False)
    failed: bool = False  # the gateway broke the answer off
    began: float = field(default_factory=perf_counter)
    ended_by: str = ""  # client | server
    at_once: bool = False  # answered although the request's body does not end by itself
    ours: tuple[str, ...] = ()  # headers meant for the gateway, by the settings it was judged with


def passage(flow: http.HTTPFlow) -> Passage:
    """The passage of that flow; a new one, with nothing allowed, at the first call."""
    found = flow.metadata.get(_KEY)
    if found is None:
        found = flow.metadata[_KEY] = Passage()
    assert isinstance(found, Passage)
    return found
