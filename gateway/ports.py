"""What the pipeline is handed from outside, and what it hands back to the proxy."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from detectors.documents.piece import Reading
from detectors.types import Finding
from gateway.errors import CannotCheck
from gateway.providers.dialect import Dialect
from gateway.refusal import WireResponse
from gateway.types import Answer, Prompt, Screened, WireRequest

Scan = Callable[[Sequence[str]], Awaitable[tuple[tuple[Finding, ...], ...]]]


class Recorder(Protocol):
    """Keeps the records. Each call returns when its row is durable, or raises RecordError."""

    async def request(self, screened: Screened) -> None:
        """Record what was asked and decided. Must return before anything leaves."""

    async def answer(self, answer: Answer) -> None:
        """Record how the interaction ended."""


class Vault(Protocol):
    """Tokens of conversations whose history the provider keeps, per person, tool, conversation."""

    async def load(self, person: str, tool: str, conversation: str) -> Mapping[str, str]:
        """Token to original; empty when nothing is known."""

    async def save(
        self, person: str, tool: str, conversation: str, issued: Mapping[str, str]
    ) -> None:
        """Remember the tokens of this turn."""

    def note(self, person: str, tool: str, conversation: str, issued: Mapping[str, str]) -> None:
        """The same tokens until `save` has them: whoever reads an answer may ask at once."""


class Documents(Protocol):
    """Reads files."""

    async def read(self, data: bytes | memoryview, digest: bytes) -> Reading:
        """What a file says, and what of it was not read; `digest` is its SHA-256. Never raises."""


class Uploads(Protocol):
    """Remembers, per vendor, files that went through here and were read whole."""

    async def known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        """Those of the ids that name such a file. Unknown ones when the store does not answer."""

    async def remember(self, vendor: str, ids: Collection[str], hashes: Sequence[str]) -> None:
        """The provider gave these ids to files with these SHA-256. Raises RecordError."""

    async def expect(self, vendor: str, place: str, ids: Collection[str]) -> None:
        """A file with these ids will be put there (host and path). Raises RecordError."""

    async def expected(self, vendor: str, place: str) -> frozenset[str]:
        """The ids of the file that is put there. Raises RecordError."""


class Sightings(Protocol):
    """Counts services that are in no list."""

    def saw(self, host: str, how: str, what: str, person: str) -> None:
        """One connection or request; `person` is counted, not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What signs an altered request anew: headers to take out, headers to set, whose key it is."""

    dropped: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    by: str


class Signer(Protocol):
    """Signs anew, with credentials of the gateway, what its caller had signed."""

    def unsigned(self, request: WireRequest) -> WireRequest | None:
        """The request as if nobody had signed it; None where it is not for this to sign."""

    def sign(self, request: WireRequest, body: bytes) -> Signature:
        """The signature of that request with this body. Pure but for the clock."""


class NoSigner:
    """Signs nothing: what a caller signed cannot be altered."""

    def unsigned(self, request: WireRequest) -> WireRequest | None:
        return None

    def sign(self, request: WireRequest, body: bytes) -> Signature:
        raise CannotCheck("unmasked", "the gateway has no credentials to sign with")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A message of an open connection, already read, and the tokens of the messages before it."""

    dialect: Dialect
    prompt: Prompt
    earlier: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the proxy must do, and what it needs for the answer. `refusal` set: send nothing on."""

    request: WireRequest = field(repr=False)
    screened: Screened
    dialect: Dialect
    body: bytes = field(repr=False)
    refusal: WireResponse | None = None
    recorded: bool = True
    signature: Signature | None = None
