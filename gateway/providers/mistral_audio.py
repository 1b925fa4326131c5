"""The dialect `mistral.audio`: transcripts of sound, which is not read, and speech from text."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.mistral_events import read_transcript
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

AUDIO = Family(
    roles={"input": "user", "context_bias": "user", "conversation_history": "user"},
    kinds={
        **COMMON,
        "ref_audio": Kind.MEDIA,
        "sample_audio": Kind.MEDIA,
        "audio": Kind.MEDIA,
        "speaker_references/?": Kind.MEDIA,
        "voice_id": Kind.ID,
        "response_format": Kind.WORD,
        "timestamp_granularities": Kind.WORD,
        "temperature": Kind.WORD,
        "diarize": Kind.WORD,
        "languages/*": Kind.WORD,
        "gender": Kind.WORD,
    },
    free=("/metadata/",),
)

_HEARD = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/audio/transcriptions",
    streams=True,
    status=Status.SDK,
    note="what is beside the sound is read; the sound is not, so policy judges it",
)
_SPOKEN = replace(
    _HEARD,
    path="/v1/audio/speech",
    inspects=(Part.TEXT,),
    restores=False,
    note="pseudonyms are spoken as they are; a sample of a voice is for the policy",
)
_VOICE = replace(
    _HEARD, method="*", path="/v1/audio/voices/*", streams=False, note="a sample is for the policy"
)

AUDIO_DIALECT = register(
    WireFormat(
        name="mistral.audio",
        route=re.compile(
            r"^/v[12]/audio/(?:transcriptions|speech|voices(?:/(?P<kept>[^/]+)(?:/sample)?)?)$"
        ),
        hosts=products.MISTRAL_HOSTS,
        family=AUDIO,
        reader=read_transcript,
        shape=mistral_shape,
        failure=mistral_failure,
        any_method=True,
        routes=(
            *(_HEARD, _SPOKEN, _VOICE),
            replace(_VOICE, method="GET", path="/v2/audio/voices"),
        ),
    )
)
