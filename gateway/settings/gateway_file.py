"""The shape of config/gateway.yaml: how this gateway runs. Unknown keys refuse to start."""

import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from gateway.settings.casework import Cases, Officer
from gateway.settings.keeping import Access, Retention
from gateway.settings.record_settings import Records
from gateway.settings.siem import Siem
from gateway.settings.strict import Address, Strict, Words

_MODE = re.compile(
    r"(?:regular|transparent|socks5|wireguard(?::[^@\s]+)?|upstream:https?://[^@/\s]+/?)(?:@\S+)?"
)


def _mode(value: str) -> str:
    if not _MODE.fullmatch(value):
        raise ValueError(
            "should be regular, transparent, socks5, wireguard or upstream:https://host:port"
        )
    return value


ProxyMode = Annotated[str, AfterValidator(_mode)]
"""A mode of mitmproxy that the gateway supports, e.g. "regular" or "upstream:https://proxy:3128"."""
Network = IPv4Network | IPv6Network


class Organisation(Strict):
    """Clause 5: who is in charge and whom staff may ask. Shown on every refusal."""

    name: Words = "This organisation"
    authority: Words = "the AI governance authority"
    contact: Words = "Ask your IT service desk."
    pause_contact: str = ""
    languages: tuple[Literal["en", "cy"], ...] = Field(default=("en",), min_length=1, max_length=2)


class Listen(Strict):
    """Where the gateway listens (GATEWAY_LISTEN, GATEWAY_METRICS_LISTEN, GATEWAY_MODE)."""

    proxy: Address = "127.0.0.1:8080"
    metrics: Address = "127.0.0.1:9464"
    modes: tuple[ProxyMode, ...] = Field(default=("regular",), min_length=1)


class Limits(Strict):
    """Bounds that keep one client from hurting the others. Sizes in bytes, times in seconds."""

    body_bytes: int = Field(default=20_000_000, ge=1_000)
    decoded_bytes: int = Field(default=50_000_000, ge=1_000)
    message_bytes: int = Field(default=20_000_000, ge=1_000)
    header_bytes: int = Field(default=65_536, ge=4_096)
    answer_capture_bytes: int = Field(default=5_000_000, ge=0)
    connections: int = Field(default=2_000, ge=1)
    connections_per_client: int = Field(default=200, ge=1)
    request_seconds: float = Field(default=30.0, gt=0)
    drain_seconds: float = Field(default=20.0, ge=0)


class Scan(Strict):
    """The scanner (detectors.settings.ScanSettings)."""

    workers: int = Field(default=1, ge=0, le=64)
    threads: int = Field(default=0, ge=0, le=64)  # of one worker's model; 0: cores over workers
    queue_limit: int = Field(default=256, ge=1)
    deadline_seconds: float = Field(default=20.0, gt=0)
    cache_entries: int = Field(default=20_000, ge=0)
    max_characters: int = Field(default=500_000, ge=1_000)
    pipeline: str = ""
    terms: str = "terms"  # folder, relative to the configuration directory
    model: Literal["accurate", "fast"] = "accurate"
    suppress: str = "suppress.yaml"  # file beside it; empty: nothing is suppressed
    code_names: str = "codenames.yaml"  # file beside it; empty: there are none
    references: str = "references.yaml"  # file of own patterns, likewise; "" is none


class FilesInside(Strict):
    """Files and pictures in requests (detectors.documents). Sizes in bytes, times in seconds."""

    workers: int = Field(default=1, ge=0, le=64)  # processes; 0: no file is read
    at_start: bool = False
    waiting: int = Field(default=32, ge=1)
    seconds: float = Field(default=20.0, gt=0)  # for one file
    memory_bytes: int = Field(default=200_000_000, ge=128_000_000)
    file_bytes: int = Field(default=50_000_000, ge=1_000)
    unpacked_bytes: int = Field(default=100_000_000, ge=1_000)
    characters: int = Field(default=400_000, ge=1_000)
    pages: int = Field(default=500, ge=1)
    ocr: bool = True
    ocr_seconds: float = Field(default=15.0, gt=0)
    ocr_pictures: int = Field(default=40, ge=0)
    ocr_languages: tuple[Words, ...] = ("eng", "cym")
    uploads_days: float = Field(default=30.0, gt=0)


class OnFailure(Strict):
    """What happens when a request cannot be checked. `allow` needs a written reason."""

    do: Literal["block", "allow"] = "block"
    reason: str = ""

    @model_validator(mode="after")
    def _allow_has_a_reason(self) -> Self:
        if self.do == "allow" and not self.reason.strip():
            raise ValueError(
                "'do: allow' lets unchecked prompts out; write down why under 'reason'"
            )
        return self


class Failures(Strict):
    """One named setting per failure class (gateway.types.FAILURES)."""

    scanner: OnFailure = OnFailure()
    timeout: OnFailure = OnFailure()
    too_large: OnFailure = OnFailure()
    unreadable: OnFailure = OnFailure()
    records: OnFailure = OnFailure()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The classes that let unchecked prompts out."""
        return tuple(name for name, setting in self if setting.do == "allow")


class AddressRule(Strict):
    """A client network whose traffic belongs to one person or kiosk."""

    network: Network
    person: Words
    groups: tuple[Words, ...] = ()


class TrustedHeader(Strict):
    """A header in which a trusted proxy in front names the person."""

    name: Words
    groups_header: str = ""
    networks: tuple[Network, ...] = Field(min_length=1)


class Anonymous(Strict):
    """Whether somebody who cannot be identified may use the gateway at all."""

    allow: bool = False
    groups: tuple[Words, ...] = ()


class Account(Strict):
    """Which person of the gateway an account of this machine is, for `records mine`."""

    account: Words
    person: Words


class Identity(Strict):
    """Who asks: the first source that names a person wins, in this order."""

    users_file: str = (
        ""  # users.yaml with hashed passwords, relative to the configuration directory
    )
    header: TrustedHeader | None = None
    addresses: tuple[AddressRule, ...] = ()
    anonymous: Anonymous = Anonymous()
    accounts: tuple[Account, ...] = ()


class Egress(Strict):
    """Send one host's traffic to another address (private endpoint, test upstream). SNI is kept."""

    host: Words
    address: Address
    ca_file: str = ""  # PEM; empty = the system's


class Signing(Strict):
    """Sign altered requests to AWS anew with the gateway's own credentials; those stand elsewhere.

    Only for what the caller signed. AWS then sees the gateway's identity; the record has both.
    """

    hosts: tuple[Words, ...] = Field(min_length=1)  # exact names, or *.suffix
    access_keys: tuple[Words, ...] = ()  # ids of the callers' keys; empty: whoever signed
    credentials_file: str = ""  # AWS's own kind of file; empty: AWS_... of the environment
    profile: Words = "default"


class GatewayFile(Strict):
    """config/gateway.yaml."""

    organisation: Organisation = Organisation()
    listen: Listen = Listen()
    limits: Limits = Limits()
    scan: Scan = Scan()
    documents: FilesInside = FilesInside()
    failures: Failures = Failures()
    identity: Identity = Identity()
    egress: tuple[Egress, ...] = ()
    signing: tuple[Signing, ...] = ()
    records: Records = Records()
    siem: Siem = Siem()
    retention: Retention = Retention()
    access: Access = Access()
    cases: Cases = Cases()
    officers: tuple[Officer, ...] = ()
    practice: bool = True
    justification_header: Words = "x-genai-justification"


class Paths(Strict):
    """Where things are on this machine (GATEWAY_CONFIG_DIR, GATEWAY_STATE_DIR)."""

    config: Path
    state: Path

    @property
    def ca(self) -> Path:
        """mitmproxy's confdir: the CA's key and certificates."""
        return self.state / "ca"

    @property
    def clients(self) -> Path:
        """The hashed list of the organisation's clients and its key (detectors.clients)."""
        return self.state / "clients"

    @property
    def keys(self) -> Path:
        """Key files of the pseudonym, sealing and index keys, when no environment gives them."""
        return self.state / "keys"
