"""What an MCP server sends: results, and requests and notices of its own; all texts are whole."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from gateway.providers.answer import Codec
from gateway.providers.dialect import AnswerFacts
from gateway.providers.events import Event, How, Json, member, members
from gateway.providers.framing import decoded
from gateway.providers.json_text import Path
from gateway.providers.sse import ServerSentEvents
from gateway.providers.words import is_id, is_long_blob

_UNKEPT = frozenset(
    (
        *("structuredContent", "tools", "resources", "resourceTemplates", "prompts"),
        *("serverInfo", "capabilities", "_meta", "requestState"),
    )
)
"""Members of a result that repeat its content, or list what the server offers."""

_PAYLOADS = ("result", "params", "error")
_ENDPOINT = re.compile(r"event: ?endpoint[\r\n]+data: ?([^\r\n]+)")
_SESSION = re.compile(r"[?&](?:session_id|sessionId)=([^&#\s]+)")


def read_mcp(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A message of the server, or a batch of them."""
    event = Event(finished=not stream)
    for root, message in _messages(value):
        for name in _PAYLOADS:
            _read(event, member(message, name), (*root, name))
        if member(message, "error"):
            event.fails(f"json-rpc{member(message, 'error', 'code')}")
        # A stream that answers a request ends with the result; before it come others' messages.
        event.finished |= member(message, "method") is None
    return event


def _messages(value: Json) -> Iterator[tuple[Path, Json]]:
    if isinstance(value, list):
        yield from (((at,), message) for at, message in enumerate(value))
    else:
        yield (), value


def _read(event: Event, value: Json, root: Path) -> None:
    for path, text in _texts(value, root):
        kept = _UNKEPT.isdisjoint(path)
        how = How(delta=False, json=_is_source(text), kept=kept)
        event.text(path, text, "m", how)


def _texts(value: Json, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text, whatever its key is called: what tools say is somebody's own JSON."""
    if isinstance(value, str):
        if not is_long_blob(value):
            yield path, value
        return
    for step, inner in members(value, path):
        yield from _texts(inner, (*path, step))


def _is_source(text: str) -> bool:
    """Whether a text is JSON itself, so that what is put back must be escaped."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def session_in(target: str) -> str:
    """The session that an address names, or the path where it names none."""
    found = _SESSION.search(target)
    name = found[1] if found else target.partition("?")[0]
    return name if is_id(name) else ""


class SessionEvents(ServerSentEvents):
    """A stream that goes on while others ask: each event leaves whole, and the first may say where.

    That it is checked keeps pieces of events back, so that a name that becomes known between two
    events is put back in the second.
    """

    checked = True

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session

    def payload(self, raw: bytes) -> str | None:
        said = decoded(raw)
        if said is not None and (found := _ENDPOINT.search(said)):
            self.session = session_in(found[1])
            return None  # an address, which must stay as it is
        return super().payload(raw)


class SessionCodec(Codec):
    """The answer to whoever listens: it tells whose answers come here."""

    def __init__(self, events: SessionEvents, failure: str) -> None:
        super().__init__(events, read_mcp, error=lambda _: failure)
        self._events = events

    @property
    def facts(self) -> AnswerFacts:
        return replace(super().facts, listens=self._events.session, endless=True)
