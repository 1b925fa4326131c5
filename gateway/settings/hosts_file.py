"""The shape of config/hosts.yaml: the catalogue of generative-AI hosts, and where each works."""

import re
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import field_validator, model_validator

from gateway.settings.strict import Strict, Words

REGION = "{region}"
"""Stands for what the group `region` of a host's regular expression matched."""

_NAME = re.compile(r"(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")


def host_pattern(pattern: str) -> str:
    """The pattern itself. Raises ValueError unless it is a name, `*.suffix` or `regex:...`."""
    if pattern.startswith("regex:"):
        _compiled(pattern)
    elif not _NAME.fullmatch(pattern):
        raise ValueError("should be a lower-case host name, '*.suffix' or 'regex:...'")
    return pattern


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern.removeprefix("regex:"))
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error.msg}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedService:
    """A service of the catalogue and the hosts that are its.

    `pattern` is an exact name, `*.suffix` (subdomains only) or `regex:...`; `subdomains` adds the
    subdomains of an exact name. `shared` hosts also carry work that is not generative AI: they are
    opened only when a tool of the register names them. A region may be REGION.
    """

    pattern: str
    vendor: str
    product: str
    kind: str
    category: str
    subdomains: bool = False
    shared: bool = False
    storage_region: str | None = None
    processing_region: str | None = None


class HostRow(Strict):
    """A line of hosts.yaml."""

    vendor: Words
    product: Words
    host: Words
    kind: Literal["api", "web", "assets", "telemetry"]
    category: Words
    source: Words
    subdomains: bool = False
    shared: bool = False
    storage_region: str | None = None
    processing_region: str | None = None
    note: str = ""

    @field_validator("host")
    @classmethod
    def _pattern(cls, host: str) -> str:
        return host_pattern(host)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.subdomains and self.host.startswith(("*.", "regex:")):
            raise ValueError("'subdomains' goes with an exact host name")
        groups = _compiled(self.host).groupindex if self.host.startswith("regex:") else {}
        if REGION in (self.storage_region, self.processing_region) and "region" not in groups:
            raise ValueError("a region of '{region}' needs 'regex:' with a group named region")
        return self

    def service(self) -> ListedService:
        """The row as the catalogue takes it."""
        return ListedService(
            pattern=self.host,
            vendor=self.vendor,
            product=self.product,
            kind=self.kind,
            category=self.category,
            subdomains=self.subdomains,
            shared=self.shared,
            storage_region=self.storage_region,
            processing_region=self.processing_region,
        )


class HostsFile(Strict):
    """config/hosts.yaml. `sources` says where the rows are from (config/NOTICE-hosts.md)."""

    sources: dict[str, Words]
    hosts: tuple[HostRow, ...]
