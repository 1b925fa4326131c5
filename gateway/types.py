"""The nouns of the policy. All are frozen; fields that hold text never show in a repr."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from detectors.types import Category, Finding
from gateway.device import Device
from gateway.files import Attached
from gateway.tenancy import TenantHeaders

FAILURES = ("scanner", "timeout", "too_large", "unreadable", "records")
"""The classes of failure that have a named setting in gateway.yaml (DESIGN, "Fail closed")."""


class Effect(IntEnum):
    """What a rule asks for. Combining is `max`: the strictest wins (clause 3)."""

    ALLOW = 0
    NOTIFY = 1
    JUSTIFY = 2
    PSEUDONYMISE = 3
    BLOCK = 4

    @property
    def word(self) -> str:
        """The name as policy files and records write it."""
        return self.name.lower()


class Approval(StrEnum):
    """Where a tool stands in the register (clauses 4 and 11.4), mildest first."""

    APPROVED = "approved"
    LIMITED = "limited"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class ToolCategory(StrEnum):
    """The five categories of clause 4."""

    PUBLIC = "public"
    ENTERPRISE_FEATURE = "enterprise_feature"
    INTERNAL = "internal"
    PROCURED = "procured"
    OPEN_SOURCE = "open_source"


class Capture(StrEnum):
    """How much of an interaction is kept (clause 9.2: proportionate)."""

    METADATA = "metadata"
    MASKED = "masked"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A DPIA or EqIA: its reference and the day it stops being valid."""

    reference: str
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A row of the approved-tools register (clause 4)."""

    id: str
    name: str
    category: ToolCategory
    owner: str
    purpose: str
    hosts: tuple[str, ...]
    approval: Approval
    groups: frozenset[str]  # who may use it; "*" stands for everybody
    data: frozenset[Category] = frozenset()  # what it may receive, once pseudonymised
    conditions: str = ""
    dpia: Assessment | None = None
    eqia: Assessment | None = None
    storage_regions: frozenset[str] = frozenset()  # allowed; empty = any
    processing_regions: frozenset[str] = frozenset()
    contract_regions: Mapping[str, str] = field(default_factory=dict)  # where names tell nothing
    capture: Capture = Capture.FULL
    review: date | None = None
    keys: frozenset[str] = frozenset()  # fingerprints of the organisation's API keys; empty = any
    tenant: tuple[TenantHeaders, ...] = ()
    allows: frozenset[str] = frozenset()  # what rules refuse elsewhere: wire formats, signed-out


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An entry of the host catalogue: whose host this is and where it works."""

    vendor: str
    product: str
    host: str
    kind: str  # api | web | assets | telemetry
    category: str  # chat, code, image ...
    storage_region: str | None = None  # None = not known from the name
    processing_region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a request goes. `tool` is None for a GenAI service that is not listed (clause 4)."""

    host: str
    service: Service
    tool: Tool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks."""

    id: str  # what the directory or the user file calls them
    groups: frozenset[str] = frozenset()
    source: str = "unknown"  # credentials | address | header | anonymous

    @property
    def anonymous(self) -> bool:
        return self.source == "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class WireRequest:
    """One request as on the wire, its body decoded; `target` as sent, header names lower case."""

    method: str
    host: str
    port: int
    target: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    person: Person
    device: Device = field(default_factory=Device)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def header(self, name: str) -> str:
        """The first header of that (lower-case) name, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One text found in a request. `new` is False for resent history (only ever re-masked)."""

    path: str
    role: str  # user | system | assistant | tool | file | other
    text: str = field(repr=False)
    new: bool = True
    writable: bool = True  # False: provider-signed or otherwise not to be altered


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A part that could not be inspected, and why (never its content)."""

    part: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a dialect found in a request body. `conversation` names history the provider keeps."""

    dialect: str
    segments: tuple[Segment, ...]
    unread: tuple[Unread, ...] = ()
    model: str = ""
    stream: bool = False
    conversation: str = ""
    recalls: tuple[str, ...] = ()  # ids of what it keeps besides, named or read back
    region: str = ""  # in which the body asks to be processed
    carried: bool = False  # all of that went through the gateway
    chat: bool = False  # the provider keeps every turn; what began here may go on here
    account: str = ""  # "none": nobody is signed in to the service; "": not known
    generative: bool = True  # False: no prompt (listing models); recorded, never scanned
    signed: bool = False  # by its caller, so that no part of it can be altered
    sha256: str = ""  # of the body, to recognise repeats
    seal: str = ""  # the name of the first thing in it that only the provider can read
    attached: Attached = field(default_factory=Attached)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One prompt of one person to one service: what the policy judges and the record is about."""

    id: str
    time: datetime
    person: Person
    device: Device
    destination: Destination
    method: str
    path: str  # without the query, which may hold keys
    prompt: Prompt
    justification: str = field(default="", repr=False)
    key_fingerprint: str = ""  # keyed hash of the API key sent, "" when none
    attempt: int = 0  # the SDK's own retry counter

    @property
    def tool(self) -> Tool | None:
        return self.destination.tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A finding in one segment; `source` is another one, where what is found again was found."""

    segment: int
    finding: Finding
    source: int | None = None

    @property
    def since(self) -> int:
        """The last segment that it took to know this."""
        return self.segment if self.source is None else max(self.segment, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a rule spoke. `message` is what staff read: plain English and what to do next."""

    rule: str
    clause: str
    effect: Effect
    message: str
    message_cy: str = ""  # the same in Welsh, where there are words for it
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome. `reasons` is never empty; `observed` (rules in observe mode) has no effect."""

    effect: Effect
    reasons: tuple[Reason, ...]
    policy_version: str
    mask: tuple[Hit, ...] = ()  # what to replace; history hits are here whatever the effect
    observed: tuple[Reason, ...] = ()

    @property
    def blocked(self) -> bool:
        return self.effect is Effect.BLOCK

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clause numbers of the reasons that carry the effect, in order, once each."""
        return tuple(dict.fromkeys(r.clause for r in self.reasons if r.effect is self.effect))


class End(StrEnum):
    """How an interaction ended; every record gets exactly one."""

    COMPLETE = "complete"
    CLIENT_ABORTED = "client_aborted"
    PROVIDER_ERROR = "provider_error"
    REFUSED = "refused"
    GATEWAY_ERROR = "gateway_error"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, written when it ended. Durations: milliseconds since the request came."""

    interaction_id: str
    end: End
    time: datetime
    status: int = 0
    received: str = field(default="", repr=False)
    restored: str = field(default="", repr=False)
    model: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    first_byte_ms: float | None = None
    duration_ms: float = 0.0
    unrestored: int = 0  # tokens that came back damaged
    found: tuple[Finding, ...] = ()  # whom and what the restored text mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """Everything the record of a request holds, in the order it came about."""

    interaction: Interaction
    hits: tuple[Hit, ...]
    decision: Decision
    sent: tuple[str, ...] = field(repr=False)  # the segments' texts as they leave
    issued: Mapping[str, str] = field(repr=False, default_factory=dict)  # token -> original
    scan_version: str = ""  # of everything that decides what a scan finds; "" = not scanned
    failure: str = ""  # one of FAILURES when the request could not be checked
    timings_ms: Mapping[str, float] = field(default_factory=dict)  # stage -> duration
    signed_by: str = ""  # the gateway's own key that signed the altered request anew
