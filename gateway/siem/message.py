"""One message on its way out, and its RFC 5424 line."""

import os
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from gateway.siem.event import Severity
from gateway.siem.product import NAME

_SYSLOG = {
    Severity.INFORMATIONAL: 6,
    Severity.LOW: 5,  # notice
    Severity.MEDIUM: 4,  # warning
    Severity.HIGH: 3,  # error
}
_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a sender takes. `structured` is RFC 5424's STRUCTURED-DATA; "-" is none."""

    name: str  # MSGID
    time: datetime
    severity: Severity = Severity.INFORMATIONAL
    text: str = field(repr=False)
    structured: str = field(default="-", repr=False)

    def line(self, *, facility: int) -> str:
        """The syslog line (RFC 5424, 6), without framing."""
        priority = facility * 8 + _SYSLOG[self.severity]
        moment = self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        head = f"<{priority}>1 {moment} {_host()} {NAME} {os.getpid()} {self._id()}"
        return f"{head} {self.structured} {self.text}"

    def plain(self, *, facility: int) -> str:
        """One line for a file or a web address: the text, unless it is syslog itself."""
        return self.text if self.structured == "-" else self.line(facility=facility)

    def _id(self) -> str:
        return "".join(c for c in self.name if "!" <= c <= "~")[:_NAME_LENGTH] or "-"


@cache
def _host() -> str:
    name = socket.gethostname()
    return "".join(c for c in name if "!" <= c <= "~")[:255] or "-"
