"""The dialect `mistral.classifiers`: embeddings, moderations, classifications; numbers come out."""

import re
from dataclasses import dataclass, replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.mistral_chat import MISTRAL
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat
from gateway.types import WireRequest

TEXTS = Family(
    roles={"input": "user"},
    kinds={**COMMON, "output_dtype": Kind.WORD},
    free=("/metadata/",),
)
CHATS = replace(MISTRAL, turns="input", fresh=True)
"""Of a chat, all is judged anew."""

_CHAT = re.compile(r"/chat/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierFormat(WireFormat):
    """The input is texts, or chats where the path says so."""

    def _family(self, request: WireRequest) -> Family:
        return CHATS if _CHAT.search(request.path) else self.family


_EMBEDDINGS = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/embeddings",
    restores=False,
    status=Status.SDK,
    note="vectors of pseudonymised text differ from those of the original",
)
_JUDGED = replace(_EMBEDDINGS, path="/v1/moderations", note="the pseudonymised text is judged")
_CHATS = replace(
    _JUDGED,
    path="/v1/chat/moderations",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
)

CLASSIFIERS_DIALECT = register(
    ClassifierFormat(
        name="mistral.classifiers",
        route=re.compile(
            r"^/v1/(?:embeddings|(?:chat/)?(?:moderations|classifications))$", re.IGNORECASE
        ),
        hosts=products.MISTRAL_HOSTS,
        family=TEXTS,
        reader=read_chat,
        shape=mistral_shape,
        failure=mistral_failure,
        routes=(
            _EMBEDDINGS,
            *alike(_JUDGED, "/v1/classifications"),
            *alike(_CHATS, "/v1/chat/classifications"),
        ),
    )
)
