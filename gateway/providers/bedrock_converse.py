"""The dialect `bedrock.converse`: one format for all models of AWS Bedrock; the path names one."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.aws_refusals import aws_failure, aws_headers, aws_shape
from gateway.providers.bedrock_tables import CONVERSE
from gateway.providers.converse_events import read_converse
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.wire_format import WireFormat

_CONVERSE = Route(
    products=products.BEDROCK,
    method="POST",
    path="/model/{model}/converse",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES, Part.AUDIO),
    status=Status.SDK,
    note="what a caller's signature (SigV4) covers is altered only where the gateway may sign anew",
)

CONVERSE_DIALECT = register(
    WireFormat(
        name="bedrock.converse",
        route=re.compile(r"^/model/(?P<model>.+)/converse(?P<stream>-stream)?$"),
        family=CONVERSE,
        reader=read_converse,
        shape=aws_shape,
        headers=aws_headers,
        failure=aws_failure,
        failure_event="validationException",
        routes=(
            _CONVERSE,
            replace(_CONVERSE, path="/model/{model}/converse-stream", streams=True),
        ),
    )
)
