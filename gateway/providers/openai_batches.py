"""The dialect `openai.batches`: prompts in a file that was read when it was uploaded."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

BATCHES = Family(
    kinds={
        **COMMON,
        "input_file_id": Kind.RECALLED,
        "input_blob": Kind.MEDIA,
        "output_folder/url": Kind.ELSEWHERE,
        "endpoint": Kind.WORD,
        "completion_window": Kind.WORD,
        "output_expires_after/anchor": Kind.WORD,
    },
    free=("/metadata/",),
)


def read_batches(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A batch, whose files are known by what was sent in it."""
    event = read_anything(value, stream)
    event.keeps(*(member(value, f"{what}id") for what in ("", "output_file_", "error_file_")))
    return event


_CREATE = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/batches",
    status=Status.TRAFFIC,
    note="the prompts were read when their file was uploaded",
)
_READ = replace(_CREATE, method="GET", path="/v1/batches/{batch}", inspects=(), note="")

BATCHES_DIALECT = register(
    WireFormat(
        name="openai.batches",
        route=re.compile(
            products.BELOW_ROOT + r"/batches(?:/(?P<kept>[^/]+)(?:/cancel)?)?$", re.IGNORECASE
        ),
        hosts=products.OPENAI_HOSTS,
        family=BATCHES,
        reader=read_batches,
        shape=openai_shape,
        failure=openai_failure,
        any_method=True,
        routes=(
            *by_sdk((_CREATE, _READ), "POST /v1/batches", "GET /v1/batches/{batch}"),
            replace(_READ, path="/v1/batches", status=Status.TRAFFIC),
            replace(_READ, method="POST", path="/v1/batches/{batch}/cancel", status=Status.TRAFFIC),
            *(
                replace(
                    row,
                    products=products.AZURE,
                    path=row.path.replace("/v1", root),
                    status=Status.TRAFFIC,
                )
                for root in ("/openai", "/openai/v1")
                for row in (_CREATE, _READ)
            ),
        ),
    )
)
