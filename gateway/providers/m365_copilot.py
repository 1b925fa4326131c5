"""The dialect `m365.copilot`: Microsoft 365 Copilot, and the hub it comes from, over SignalR."""

import re
from collections.abc import Iterator, Sequence

from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json, elements, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic import failure
from gateway.providers.hub_records import HubRecords, is_handshake, unknown_protocol
from gateway.providers.m365_events import COMPLETION, INVOCATION, ITEM, read_m365
from gateway.providers.refusals import generic_shape
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.refusal import Refusal

_WORDS = (  # noqa: SIM905 - a list of words reads better
    "target protocol source author inputMethod messageType locale tone streamingMode scenario"
    " market region timestamp optionsSets/* allowedMessageTypes/* sliceIds/* product agent"
    " entityAnnotationTypes/* experienceType plugins/*/Source plugins/*/source gpts/*/source"
    " gpts/*/version threadLevelGptId/source clientInfo/clientPlatform clientInfo/clientAppName"
    " clientInfo/clientEntrypoint clientInfo/clientAppType clientInfo/deviceOS"
    " clientInfo/deviceType spokenTextMode licenseType agentHost timeZone locationInfo/timeZone"
    " Timestamps/ConnectionStart Timestamps/ConnectionEstablished Timestamps/UserInputStart"
    " Timestamps/UserInputSubmit streamIds/*"
).split()

CHAT = Family(
    roles={"arguments": "user"},
    keys=frozenset(
        (
            *("Id", "Source", "Version", "Timestamps", "ConnectionStart", "ConnectionEstablished"),
            *("UserInputStart", "UserInputSubmit"),
        )
    ),
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        "plugins/*/Id": Kind.ID,
        "imageUrl": Kind.MEDIA,
        "originalImageUrl": Kind.MEDIA,
        "imageBase64": Kind.MEDIA,
        "docId": Kind.HELD,
        "messageAnnotations/*/url": Kind.HELD,
    },
)


def _arguments(sent: Json) -> Iterator[Json]:
    return (argument for _, argument in elements(member(sent, "arguments")))


def _asks(sent: Json) -> bool:
    return bool(member(sent, "target") == "chat")


def _begins(sent: Json) -> bool:
    flags = [argument.get("isStartOfSession") for argument in _arguments(sent)]
    return bool(flags) and all(flag is True for flag in flags)


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    """The final list with one message of the bot, and the completion of that call.

    A handshake is answered as the hub itself would: with the error that its client shows.
    """
    if is_handshake(sent):
        return [{"error": refusal.in_chat}]
    message = {"author": "bot", "text": refusal.in_chat, "messageId": refusal.reference}
    update = {"type": INVOCATION, "target": "update", "arguments": [{"messages": [message]}]}
    call = member(sent, "invocationId")
    if not isinstance(call, str):
        return [update]
    item = {"messages": [message], "result": {"value": "Success"}}
    return [
        update,
        {"type": ITEM, "invocationId": call, "item": item},
        {"type": COMPLETION, "invocationId": call},
    ]


M365_DIALECT = register(
    SocketFormat(
        name="m365.copilot",
        hosts=re.compile(r"substrate(?:-dod)?\.office(?:365)?\.(?:com|us)|sydney\.bing\.com"),
        route=re.compile(r"^/(?:m365Copilot|sydney)/Chathub(?:/|$)", re.IGNORECASE),
        family=CHAT,
        reader=read_m365,
        shape=generic_shape,
        failure=failure,
        told=_told,
        framing=HubRecords,
        begins=_begins,
        asks=_asks,
        needed=is_handshake,
        hides=unknown_protocol,
        chat=True,
        routes=(
            Route(
                products=("Copilot Chat back end",),
                method=MESSAGE,
                path="/m365Copilot/Chathub/{user}",
                streams=True,
                status=Status.TRAFFIC,
                note="the page's own interface, seen in public code; JSON and MessagePack, as the"
                " handshake says; a chat that began here may go on; files come from the"
                " organisation's own SharePoint and OneDrive, which are not opened: a prompt that"
                " names one is refused as not inspected",
            ),
        ),
    )
)
