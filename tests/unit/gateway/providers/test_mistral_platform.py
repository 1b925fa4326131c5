"""Whatever else Mistral has is walked, and what is made there is known by its id."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.mistral_platform import read_resource
from tests.golden.providers.cases import read, recorded_prompt, texts, unread, wire

HOST = {"host": "api.mistral.ai"}


def test_every_text_is_read_and_files_are_for_the_policy() -> None:
    prompt = recorded_prompt("mistral.platform/request.json")
    assert prompt.dialect == "mistral.platform"
    assert {"letters to Ann Lowe, 4 Mill Lane", "Joe Bright"} <= {*texts(prompt)}
    assert unread(prompt) == ["/*/0/file_id"]


@pytest.mark.parametrize(
    ("target", "recalls"),
    [
        ("/v1/fine_tuning/jobs", ()),
        ("/v1/fine_tuning/jobs/job_1", ("job_1",)),
        ("/v1/workflows/w_1/execute", ("w_1",)),
        ("/v2/skills/s_1/versions/2", ("s_1",)),
    ],
)
def test_what_is_named_is_recalled(target: str, recalls: tuple[str, ...]) -> None:
    assert read(target, {"input": "words of somebody"}, **HOST).recalls == recalls


@pytest.mark.parametrize("target", ["/v1/modelsome", "/v1/ocr", "/v3/skills"])
def test_nothing_else_is_read_by_it(target: str) -> None:
    assert dialect_for(wire(target, b"{}", **HOST)).name != "mistral.platform"


def test_what_is_made_is_known_by_its_id() -> None:
    assert read_resource({"id": "job_1"}, False).kept == ["job_1"]
