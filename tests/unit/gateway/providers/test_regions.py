"""Where a request is kept and processed, as far as host, path, model, body and register tell."""

import pytest

from gateway.providers.regions import located
from gateway.types import Destination, Service
from tests.golden.providers.cases import read
from tests.make import service, tool

LONDON = service(vendor="AWS", storage_region="eu-west-2", processing_region="eu-west-2")
VERTEX = service(vendor="Google", storage_region="europe-west2", processing_region="europe-west2")
AZURE = service(vendor="Microsoft")


def place(
    of: Service, *, path: str = "/", model: str = "", geo: str = "", **row: str
) -> tuple[str | None, str | None]:
    known = Destination(host="h", service=of, tool=tool(contract_regions=row))
    found = located(known, path=path, model=model, geo=geo).service
    return found.storage_region, found.processing_region


@pytest.mark.parametrize(
    ("model", "path", "region"),
    [
        ("anthropic.claude-3-haiku-20240307-v1:0", "/", "eu-west-2"),
        ("eu.anthropic.claude-sonnet-4-20250514-v1:0", "/", "eu"),
        ("", "/model/us.amazon.nova-pro-v1%3A0/invoke", "us"),
        ("", "/model/global.anthropic.claude-x-v1%3A0/converse-stream", "global"),
        (
            "arn:aws:bedrock:eu-west-2:1:inference-profile/eu.anthropic.claude-x-v1:0",
            "/",
            "eu",
        ),
        ("arn:aws:bedrock:us-east-1:1:provisioned-model/abc", "/", "us-east-1"),
        ("", "/model/amazon.nova-pro-v1%3A0/invoke", "eu-west-2"),
    ],
)
def test_a_bedrock_model_that_roams_is_not_processed_where_the_host_is(
    model: str, path: str, region: str
) -> None:
    assert place(LONDON, path=path, model=model) == ("eu-west-2", region)


def test_only_bedrock_has_such_models() -> None:
    assert place(AZURE, model="us.amazon.nova-pro-v1:0") == (None, None)


@pytest.mark.parametrize(
    ("path", "region"),
    [
        ("/v1/projects/p/locations/europe-west2/publishers/google/models/m:x", "europe-west2"),
        ("/v1/projects/p/locations/us-central1/publishers/google/models/m:x", "us-central1"),
        ("/v1/projects/p/locations/global/publishers/google/models/m:x", "global"),
        ("/v1/projects/p%2Flocations%2Fus-east4/x", "us-east4"),
        ("/v1beta/models/m:generateContent", "europe-west2"),
    ],
)
def test_the_location_in_a_vertex_path_counts_more_than_the_host(path: str, region: str) -> None:
    assert place(VERTEX, path=path) == (region, region)


def test_a_body_may_ask_for_a_region() -> None:
    prompt = read("/v1/messages", {"model": "m", "inference_geo": "us", "messages": []})
    assert prompt.region == "us"
    assert place(AZURE, geo="us", processing="uksouth") == (None, "us")


def test_a_region_that_does_not_look_like_one_is_not_known() -> None:
    assert place(AZURE, geo="wherever you like", processing="uksouth") == (None, None)
    prompt = read("/v1/messages", {"inference_geo": "Ann Lowe is ill", "messages": []})
    assert prompt.region == ""
    assert [segment.text for segment in prompt.segments] == ["Ann Lowe is ill"]


def test_the_contract_tells_where_the_name_does_not() -> None:
    assert place(AZURE, storage="uksouth", processing="uksouth") == ("uksouth", "uksouth")
    assert place(LONDON, storage="us", processing="us") == ("eu-west-2", "eu-west-2")
