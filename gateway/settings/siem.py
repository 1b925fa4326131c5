"""The shape of `siem:` in gateway.yaml: where events of the records are sent, and what they say."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gateway.settings.strict import Address, Strict

Named = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
_NEEDS = {"file": "path", "udp": "address", "tcp": "address", "tls": "address", "http": "url"}
_ALSO = {
    "tls": {"ca_file", "certificate_file", "key_file"},
    "http": {"ca_file", "certificate_file", "key_file", "authorization_file"},
}


class Destination(Strict):
    """One place that events are sent to. Files are named from the configuration folder."""

    name: Named
    to: Literal["file", "udp", "tcp", "tls", "http"]
    format: Literal["ocsf", "ecs", "cef", "rfc5424"] = "ocsf"
    path: Path | None = None  # file: where lines are added, from the state folder
    address: Address | None = None  # udp, tcp, tls
    url: Annotated[str, Field(pattern=r"^https?://[^\s@]+$")] | None = None
    ca_file: Path | None = None  # PEM; without it the system's authorities
    certificate_file: Path | None = None  # PEM of a client certificate, and its key
    key_file: Path | None = None
    authorization_file: Path | None = None  # holds the value of the Authorization header

    @model_validator(mode="after")
    def _fits(self) -> Self:
        needed = _NEEDS[self.to]
        if getattr(self, needed) is None:
            raise ValueError(f"'to: {self.to}' needs '{needed}'")
        usable = {needed, *_ALSO.get(self.to, ())}
        every = {*_NEEDS.values(), *_ALSO["http"]}
        if unused := sorted(n for n in every - usable if getattr(self, n) is not None):
            raise ValueError(f"'to: {self.to}' does not use '{unused[0]}'")
        if self.key_file and not self.certificate_file:
            raise ValueError("'key_file' needs 'certificate_file'")
        return self


class Siem(Strict):
    """Events to the security team. No prompt, no answer and no found value is ever among them."""

    destinations: tuple[Destination, ...] = ()
    people: Literal["named", "pseudonymous"] = "named"
    addresses: bool = True  # of clients, and their user agents
    keep_hours: float = Field(default=168.0, gt=0)  # what is older is not sent any more
    facility: int = Field(default=13, ge=0, le=23)  # of syslog; 13 is "log audit"
    enterprise_number: int = Field(default=32473, ge=1)  # of structured data (RFC 5424, 7.2.2)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [one.name for one in self.destinations]
        if len(set(names)) < len(names):
            raise ValueError("two destinations have the same name")
        return self
