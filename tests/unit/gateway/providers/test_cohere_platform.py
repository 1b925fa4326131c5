"""The dialect `cohere.platform`: what is kept, by which id, and what is for the policy."""

import pytest

from gateway.providers.cohere_platform import read_platform
from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import recorded_prompt, wire

HOST = "api.cohere.com"


def test_names_are_text_credentials_are_not_and_a_data_set_is_somewhere_else() -> None:
    prompt = recorded_prompt("cohere.platform/request.json")
    assert prompt.dialect == "cohere.platform"
    assert [one.text for one in prompt.segments] == [
        "Letters to Ann Lowe, 4 Mill Lane",
        "Joe Bright",
    ]
    assert [one.id for one in prompt.attached.held] == ["letters-0a1b2c3d"]
    assert [one.part for one in prompt.unread] == ["/*/*"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"job_id": "job_1", "meta": {}}, {"job_1"}),
        ({"batch": {"id": "batch_1", "name": "Letters"}}, {"batch_1"}),
        ({"id": "dataset_1"}, {"dataset_1"}),
        ({"batches": [{"id": "batch_1"}]}, set()),
    ],
)
def test_what_is_made_can_be_asked_for_by_its_id(value: object, kept: set[str]) -> None:
    assert set(read_platform(value, stream=False).kept) - {None} == kept


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/v2/batches/batch_1:cancel", "batch_1"),
        ("/v1/embed-jobs/job_1/cancel", "job_1"),
        ("/v1/finetuning/finetuned-models/fm_0a1b2c/events?page_size=1", "fm_0a1b2c"),
    ],
)
def test_what_goes_on_names_it(target: str, kept: str) -> None:
    request = wire(target, b"", host=HOST)
    dialect = dialect_for(request)
    assert dialect.name == "cohere.platform"
    assert list(dialect.read(request).recalls) == [kept]


@pytest.mark.parametrize("target", ["/v1/datasets-of-others", "/v2/audio", "/v1/finetuning"])
def test_what_is_unknown_stays_generic(target: str) -> None:
    assert dialect_for(wire(target, b"{}", host=HOST)).name == "generic"
