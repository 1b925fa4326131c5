"""The dialect `openai.audio`: speech from text, and text from speech, whose sound is not read."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import (
    PIECE,
    REPEAT,
    WHOLE,
    Event,
    Json,
    add_rest,
    elements,
    member,
)
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat
from gateway.providers.words import label

AUDIO = Family(
    roles={"input": "user", "prompt": "user", "instructions": "system"},
    kinds={
        **COMMON,
        "known_speaker_references/*": Kind.MEDIA,
        "url": Kind.MEDIA,
        "response_format": Kind.WORD,
        "stream_format": Kind.WORD,
        "languages/*": Kind.WORD,
        "include/*": Kind.WORD,
        "timestamp_granularities/*": Kind.WORD,
        "chunking_strategy": Kind.WORD,
        "temperature": Kind.WORD,
        "consent": Kind.RECALLED,
    },
)

_DELTA, _DONE, _SEGMENT = (f"transcript.text.{what}" for what in ("delta", "done", "segment"))


def read_audio(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or a whole transcript. A piece belongs to its speaker's segment."""
    event = Event(finished=not stream)
    kind = member(value, "type")
    if kind == _DELTA:
        said = member(value, "segment_id")
        event.text(("delta",), member(value, "delta"), _channel(said), PIECE)
    elif kind == _SEGMENT:
        said = member(value, "id")
        event.text(("text",), member(value, "text"), _channel(said), REPEAT)
        event.closes.append(_channel(said))
    elif kind == _DONE:
        event.text(("text",), member(value, "text"), "all", REPEAT)
        event.closes.append("*")
        event.finished = True
    elif kind == "speech.audio.done":
        event.finished = True
    elif not stream:
        _whole(event, value)
    _learn(event, value)
    add_rest(event, value, stream=stream)
    return event


def _channel(segment: Json) -> str:
    return f"t{label(segment)}" if isinstance(segment, str) else "t"


def _whole(event: Event, value: Json) -> None:
    """The transcript, which its segments say once more."""
    event.text(("text",), member(value, "text"), "t", WHOLE)
    for at, segment in elements(member(value, "segments")):
        event.text(("segments", at, "text"), segment.get("text"), f"s{at}", REPEAT)


def _learn(event: Event, value: Json) -> None:
    usage = member(value, "usage")
    event.learns_tokens(member(usage, "input_tokens"), member(usage, "output_tokens"))
    if error := member(value, "error"):
        event.fails(member(error, "type") or member(error, "code"))


_SPEECH = Route(
    products=(*products.OPENAI, *products.PRACTICE),
    method="POST",
    path="/v1/audio/speech",
    inspects=(Part.TEXT, Part.SYSTEM),
    restores=False,
    streams=True,
    status=Status.SDK,
    note="pseudonyms are spoken as they are",
)
_TRANSCRIPTIONS = replace(
    _SPEECH,
    path="/v1/audio/transcriptions",
    inspects=(Part.TEXT,),
    restores=True,
    note="prompt, keywords and names of speakers are read; the sound is not, so policy judges it",
)


def _elsewhere(named: tuple[str, ...], root: str, status: Status) -> tuple[Route, ...]:
    """The same on a service that copied it, below another root."""
    rows = (
        (_SPEECH, "speech"),
        (_TRANSCRIPTIONS, "transcriptions"),
        (_TRANSCRIPTIONS, "translations"),
    )
    return tuple(
        replace(row, products=named, path=f"{root}/audio/{end}", status=status) for row, end in rows
    )


AUDIO_DIALECT = register(
    WireFormat(
        name="openai.audio",
        route=re.compile(
            r"(?:/deployments/(?P<model>[^/]+))?"
            r"/audio/(?:speech|transcriptions|translations|voices|voice_consents(?:/[^/]+)?)$",
            re.IGNORECASE,
        ),
        family=AUDIO,
        reader=read_audio,
        shape=openai_shape,
        failure=openai_failure,
        failure_event="error",
        without=products.MISTRAL_HOSTS,
        routes=(
            _SPEECH,
            _TRANSCRIPTIONS,
            replace(_TRANSCRIPTIONS, path="/v1/audio/translations", status=Status.DOCUMENTED),
            *(
                replace(
                    _TRANSCRIPTIONS,
                    path=path,
                    status=Status.DOCUMENTED,
                    note="a sample of a voice is not read, so policy judges it",
                )
                for path in (
                    *("/v1/audio/voices", "/v1/audio/voice_consents"),
                    "/v1/audio/voice_consents/{consent}",
                )
            ),
            *_elsewhere(products.AZURE, "/openai/deployments/{deployment}", Status.TRAFFIC),
            *_elsewhere(products.AZURE, "/openai/v1", Status.TRAFFIC),
            *compatible.rows(_SPEECH, "audio/speech"),
            *compatible.rows(_TRANSCRIPTIONS, "audio/transcriptions", "audio/translations"),
        ),
    )
)
