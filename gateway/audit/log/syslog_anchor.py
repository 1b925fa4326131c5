"""Checkpoints as syslog lines (RFC 5424) over TLS (RFC 5425): where security keeps its logs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gateway.audit.log.anchors import AnchorError, News
from gateway.audit.log.carried import carried
from gateway.siem.message import Message
from gateway.siem.sending import SendError
from gateway.siem.syslog import Place, StreamSender
from gateway.siem.tls import Credentials

MSGID = "genai.log.checkpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyslogAnchor:
    """A line for each checkpoint, on a connection of its own."""

    place: Place
    tls: Credentials
    facility: int = 13  # "log audit"
    every: timedelta = timedelta()

    @property
    def name(self) -> str:
        """What health and the store call it."""
        return f"syslog {self.place.host}:{self.place.port}"[:200]

    def keep(self, news: News) -> str:
        """Read by the receiver when it returns, as far as syslog lets anybody know."""
        self._send([message_of(news)])
        return ""

    def reach(self) -> None:
        """It takes a connection, and its certificate is accepted; no line is sent."""
        self._send([])

    def _send(self, messages: Sequence[Message]) -> None:
        sender = StreamSender(self.place, self.tls, facility=self.facility)
        try:
            sender.send(messages)
            sender.finish()
        except SendError as error:
            raise AnchorError(f"{self.place.host}:{self.place.port}: {error}") from None


def message_of(news: News) -> Message:
    """The line of a checkpoint. All is in its text: some collectors keep nothing else of a line."""
    origin = news.note.partition("\n")[0]
    said = f"checkpoint of {origin}: {news.size} entries {carried(news.note)}"
    return Message(name=MSGID, time=datetime.now(UTC), text=said)
