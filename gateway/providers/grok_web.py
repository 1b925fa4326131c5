"""The dialect `grok.web`: the chat of grok.com, and the one inside X."""

import json
import re
from dataclasses import replace

from gateway.providers.coverage import Part, Route, alike, by_traffic
from gateway.providers.dialect import register
from gateway.providers.events import Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.framing import Lines
from gateway.providers.generic import failure
from gateway.providers.grok_events import Tokens
from gateway.providers.refusals import generic_shape
from gateway.providers.web_format import READS_BACK, WebFormat
from gateway.providers.wire_format import plain_path
from gateway.refusal import Refusal
from gateway.types import WireRequest

_WORDS = (  # noqa: SIM905 - a list of words reads better
    "modelName modelId modelMode modeId grokModelOptionId systemPromptName requestKind"
    " fileMimeType fileSource promptMetadata/promptSource promptMetadata/action"
    " responseMetadata/requestModelDetails/modelId deepsearchPreset kind"
).split()

CHAT = Family(
    roles={
        "message": "user",
        "responses": "user",
        "fileName": "user",
        "customInstructions": "system",
        "customPersonality": "system",
        "query": "user",
    },
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        "fileAttachments/*": Kind.HELD,
        "fileAttachments/*/mediaIdStr": Kind.HELD,
        "fileAttachmentsMetadata/*/fileMetadataId": Kind.HELD,
        "imageAttachments/*": Kind.HELD,
        "fileMetadataIds/*": Kind.HELD,
        "content": Kind.MEDIA,
    },
)

_ASKS = re.compile(r"/conversations/(?:new|[^/]+/responses)$|/add_response\.json$")
_IN_X = "/add_response.json"


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """An answer like any other; of a follow-up less wrapped, and inside X without an id."""
    said = {"responseId": refusal.reference, "message": refusal.in_chat, "sender": "ASSISTANT"}
    piece = {"token": refusal.in_chat, "isThinking": False, "responseId": refusal.reference}
    lines: list[Json] = [piece, {"token": "", "isSoftStop": True}, {"modelResponse": said}]
    path = plain_path(request)
    if path.endswith(_IN_X):
        lines = [{"sender": "ASSISTANT", "message": refusal.in_chat}]
    elif path.endswith("/new"):
        lines = [{"response": line} for line in lines]
    return "".join([json.dumps({"result": line}) + "\n" for line in lines]).encode()


def _begins(sent: Json) -> bool:
    """Inside X the conversation has its id before its first message."""
    listed = member(sent, "responses")
    return isinstance(listed, list) and len(listed) == 1


_NOTE = "the page's own interface, seen in public code"
_BELOW = "/rest/app-chat/conversations"
_ASK = Route(
    products=("Grok web",),
    method="POST",
    path=f"{_BELOW}/new",
    inspects=(Part.TEXT, Part.SYSTEM),
    streams=True,
    note=f"{_NOTE}; a chat that began here may go on; files it keeps are refused",
)

GROK_DIALECT = register(
    WebFormat(
        name="grok.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*(?:grok\.com|grokipedia\.com|x\.ai|x\.com)"),
        route=re.compile(
            rf"^(?:{_BELOW}(?:$|/(?P<stream>new|(?P<conversation>(?!new/)[^/]+)/responses))"
            r"|(?:/i/api)?/2/grok/(?P<in_x>add_response\.json)|/rest/app-chat/upload-file|/http/upload-file-v2/direct)$"
        ),
        methods=READS_BACK,
        family=CHAT,
        reader=read_anything,
        fresh=Tokens,
        shape=generic_shape,
        failure=failure,
        asks=_ASKS,
        told=_told,
        telling="application/json",
        begins=_begins,
        lists=re.compile(rf"^{_BELOW}$"),
        framing=Lines,
        routes=by_traffic(
            (
                *alike(_ASK, f"{_BELOW}/{{conversation}}/responses"),
                *alike(
                    replace(
                        _ASK,
                        path="/rest/app-chat/upload-file",
                        inspects=(Part.TEXT, Part.FILES),
                        streams=False,
                        note=f"{_NOTE}; the file itself is read here",
                    ),
                    "/http/upload-file-v2/direct",
                ),
                replace(
                    _ASK,
                    products=("Grok in X",),
                    path="/2/grok/add_response.json",
                    inspects=(Part.TEXT,),
                    note=f"{_NOTE}; ids of X look like numbers, so that names come back in the"
                    " answer itself and not when the chat is opened again",
                ),
                *alike(
                    replace(
                        _ASK,
                        method="GET",
                        path=f"{_BELOW}/{{conversation}}/responses",
                        streams=False,
                        note=f"{_NOTE}; shown again with the person's own words",
                    ),
                    _BELOW,
                ),
            ),
            f"POST {_ASK.path}",
        ),
    )
)
