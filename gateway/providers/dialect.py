"""What a wire format must be able to do, and the list of those that can.

A dialect is pure: bytes in, texts out, and back. It never judges and never does input or output.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from gateway.providers.coverage import Route
from gateway.refusal import Refusal, WireResponse
from gateway.types import Prompt, WireRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A text inside an answer frame.

    `channel` names the run of text it belongs to (choice, content block, tool call). A `delta` is
    the next piece of the run; otherwise the field repeats or holds the whole text at once. `json`
    says that the text is itself JSON source, so that a restored value must be JSON-escaped.
    `kept` is False where the same text is also seen elsewhere (restored there, recorded once).
    `anew`: all that the run said so far is said again, with more to it; pieces may follow.
    """

    channel: str
    text: str = field(repr=False)
    delta: bool
    json: bool = False
    kept: bool = True
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number in a frame that counts the characters before a place of an answer's text.

    The text is the run of `channel` so far, or, where `field` is given, that field of the frame.
    `ends` says that the place is the end of a span; `cuts`, that from here on the channel's text
    ends there, which happens before the frame's field number `after`.
    """

    channel: str
    offset: int
    ends: bool = False
    field: int | None = None
    cuts: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One unit of an answer: an SSE event, an NDJSON line, or a whole body.

    `closes` are the channels that end here: what is held back for them must leave in an earlier
    frame (the restorer holds frames, so that none is ever added or dropped). "*" closes all.
    """

    raw: bytes = field(repr=False)
    fields: tuple[Field, ...] = ()
    closes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What the codec learnt from the answer so far. `finished`: the provider's own end was seen."""

    model: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    finished: bool = False
    error: str = ""  # the provider's error type, never its message
    conversation: str = ""  # the id under which the provider keeps this turn
    kept: tuple[str, ...] = ()  # other ids by which what was sent can be read back
    seal: str = ""  # the name of the first thing in it that only the provider can read
    listens: str = ""  # under which name others ask what is answered here
    endless: bool = False  # goes on for as long as the connection: nobody waits for its end


class AnswerCodec(Protocol):
    """Sans-io reader of one answer. The frames' `raw`, joined, is always the bytes fed."""

    def feed(self, data: bytes) -> Iterable[Frame]:
        """Frames completed by these bytes."""

    def end(self) -> Iterable[Frame]:
        """What is left when the bytes stop; an unterminated frame comes out as it is."""

    def render(self, frame: Frame, texts: Sequence[str], offsets: Sequence[int] = ()) -> bytes:
        """The frame with its fields' texts, and its marks' offsets, replaced (in their order)."""

    def failure(self, message: str) -> bytes:
        """Bytes that end the stream with an error the SDK shows; b"" if there is no way."""

    @property
    def checked(self) -> bool:
        """Whether frames carry checksums, so that each leaves whole or not at all."""

    @property
    def facts(self) -> AnswerFacts:
        """What is known so far."""


class Dialect(Protocol):
    """One wire format."""

    @property
    def name(self) -> str:
        """The name records and the coverage list use, e.g. "openai.chat"."""

    @property
    def hosts(self) -> re.Pattern[str] | None:
        """The hosts it is for, where the path alone does not tell; those are asked first."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """Its rows of the coverage table."""

    def reads(self, request: WireRequest) -> bool:
        """Whether this request is in this format. At most one specific dialect says yes."""

    def read(self, request: WireRequest) -> Prompt:
        """Every text in the body. Raises Unreadable only when nothing at all can be said of it."""

    def write(self, request: WireRequest, edits: Mapping[int, str]) -> bytes:
        """The body with segment texts (by index into `read(request).segments`) replaced.

        Differs from the request's body only inside the replaced strings; `write(r, {}) == r.body`.
        """

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> AnswerCodec:
        """A codec for the answer to that request."""

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        """The refusal in the provider's own error shape, with a status its SDK does not retry."""


_DIALECTS: dict[str, Dialect] = {}


def register(dialect: Dialect) -> Dialect:
    """Make a dialect known under its name; the same name twice is a mistake of ours."""
    if dialect.name in _DIALECTS:
        raise ValueError(f"two dialects are called {dialect.name!r}")
    _DIALECTS[dialect.name] = dialect
    return dialect


@cache
def dialects() -> Mapping[str, Dialect]:
    """All dialects of this folder by name; importing a file registers what it defines."""
    package = importlib.import_module("gateway.providers")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    return dict(sorted(_DIALECTS.items(), key=lambda named: (named[1].hosts is None, named[0])))


_LAST = ("oauth", "connect", "mcp", "generic.page", "generic.socket", "generic")
"""Those that any address may be of, in the order in which they are asked, after all others."""


def dialect_for(request: WireRequest) -> Dialect:
    """The dialect that reads this request; the generic walk when no other does."""
    known = dialects()
    specific = (d for d in known.values() if d.name not in _LAST and d.reads(request))
    anything = (known[name] for name in _LAST if known[name].reads(request))
    return next(specific, None) or next(anything)
