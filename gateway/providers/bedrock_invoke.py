"""The dialect `bedrock.invoke`: models of AWS Bedrock in their own JSON; the path names one."""

import re
from dataclasses import dataclass, replace

from gateway.providers import products
from gateway.providers.aws_refusals import aws_failure, aws_headers, aws_shape
from gateway.providers.bedrock_tables import COHERE, COUNT, INVOKE
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.family import Family
from gateway.providers.found import Found
from gateway.providers.invoke_events import read_model
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.types import WireRequest

_COMMAND_R = re.compile(r"^/model/(?:.*[./:])?cohere\.command-r[^/]*/")
_BOTH_WAYS = "/invoke-with-bidirectional-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFormat(WireFormat):
    """A format whose body is the model's own."""

    def _family(self, request: WireRequest) -> Family:
        path = plain_path(request)
        if path.endswith("/count-tokens"):
            return COUNT
        return COHERE if _COMMAND_R.match(path) else self.family

    def _from_path(self, request: WireRequest, found: Found) -> None:
        WireFormat._from_path(self, request, found)  # noqa: SLF001 - super() fails with slots
        if plain_path(request).endswith(_BOTH_WAYS):
            found.cannot_read("body", "a stream in both directions, each piece of it signed")


_INVOKE = Route(
    products=products.BEDROCK,
    method="POST",
    path="/model/{model}/invoke",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.SDK,
    note="what a caller's signature (SigV4) covers is altered only where the gateway may sign anew",
)

INVOKE_DIALECT = register(
    ModelFormat(
        name="bedrock.invoke",
        route=re.compile(
            r"^/(?:model/(?P<model>.+)/(?:invoke(?P<stream>-with-response-stream)?|count-tokens"
            rf"|{_BOTH_WAYS[1:]})|async-invoke)$"
        ),
        family=INVOKE,
        reader=read_model,
        shape=aws_shape,
        headers=aws_headers,
        failure=aws_failure,
        failure_event="validationException",
        routes=(
            _INVOKE,
            replace(_INVOKE, path="/model/{model}/invoke-with-response-stream", streams=True),
            replace(
                _INVOKE,
                path="/model/{model}/count-tokens",
                note="a model's own body stands in base64 there: private data in it is refused",
            ),
            replace(
                _INVOKE,
                path="/async-invoke",
                restores=False,
                status=Status.DOCUMENTED,
                note="the result goes to a bucket, past the gateway",
            ),
            replace(
                _INVOKE,
                path=f"/model/{{model}}{_BOTH_WAYS}",
                inspects=(),
                masks=False,
                restores=False,
                status=Status.BLOCKED,
                note="a stream in both directions whose pieces are signed one by one",
            ),
        ),
    )
)
