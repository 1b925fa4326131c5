"""The dialect `mscopilot.calls`: what Microsoft Copilot's page asks for beside its socket.

A chat is made by such a call before its first prompt, without a word in it; its prompts then go
through the socket and name the chat. Its history and the list of chats come back here too.
"""

import re
from dataclasses import dataclass, replace

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, EventReader, Json, member, read_anything
from gateway.providers.generic import ANYTHING, failure
from gateway.providers.mscopilot_web import HOSTS
from gateway.providers.refusals import generic_shape
from gateway.providers.web_format import READS_BACK, WebFormat, sent
from gateway.providers.wire_format import plain_path
from gateway.types import Prompt, WireRequest

_CHATS = "/c/api/conversations"


def _named_anew(request: WireRequest) -> str:
    """The member of the answer that names a chat which this very call makes; "" if it makes none.

    What the page calls its current chat at the start may be an old one.
    """
    path = plain_path(request)
    if request.method.upper() != "POST":
        return ""
    if path == _CHATS:
        return "id"
    anew = path.endswith("/start") and sent(request).get("startNewConversation") is True
    return "currentConversationId" if anew else ""


def _reader(request: WireRequest) -> EventReader:
    name = _named_anew(request)

    def read(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = read_anything(value, stream)
        made = member(value, name) if name else None
        event.conversation = made if isinstance(made, str) else ""
        return event

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFormat(WebFormat):
    """Making a chat counts as a turn, although nothing is said in it."""

    def read(self, request: WireRequest) -> Prompt:
        prompt = super(CallFormat, self).read(request)
        return replace(prompt, generative=prompt.generative or bool(_named_anew(request)))


_NOTE = "the page's own interface, seen in public code"
_CALL = Route(
    products=("Copilot (consumer)",),
    method="POST",
    path=_CHATS,
    inspects=(Part.TEXT,),
    status=Status.TRAFFIC,
    note=f"{_NOTE}; makes a chat",
)
_READ = replace(
    _CALL,
    method="GET",
    path=f"{_CHATS}/{{conversation}}/history",
    note=f"{_NOTE}; shown again with the person's own words",
)

register(
    CallFormat(
        name="mscopilot.calls",
        hosts=HOSTS,
        route=re.compile(
            rf"^(?:/c/api/start|{_CHATS}(?:/(?P<conversation>[^/]+)(?:/history)?)?"
            r"|/c/api/attachments)$"
        ),
        methods=READS_BACK,
        family=ANYTHING,
        reader=read_anything,
        reader_for=_reader,
        shape=generic_shape,
        failure=failure,
        lists=re.compile(rf"^(?:{_CHATS}|/c/api/start)$"),
        routes=(
            _CALL,
            replace(_CALL, path="/c/api/start", status=Status.DOCUMENTED, note=_NOTE),
            replace(
                _CALL,
                path="/c/api/attachments",
                inspects=(Part.TEXT, Part.FILES, Part.IMAGES),
                masks=False,
                status=Status.DOCUMENTED,
                note=f"{_NOTE}; the file itself is read here",
            ),
            _READ,
            replace(_READ, path=_CHATS, status=Status.DOCUMENTED),
        ),
    )
)
