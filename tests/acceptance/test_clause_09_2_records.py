"""Clause 9.2: what was asked, answered and decided, proportionate to the risk, and findable."""

import pytest

from gateway.audit.filters import Filters
from gateway.audit.opening import Record
from gateway.audit.queries import find_person, search
from gateway.types import End
from tests.newest import newest_record
from tests.served import Served

PERSONAL = "Write to Margaret Okonkwo about case HB/2024/00123."


def latest(served: Served) -> Record:
    return newest_record(served.store())


def kept(record: Record, kind: str) -> str:
    return " ".join(part.text for part in record.texts.get(kind, ()))


def test_all_four_texts_are_kept_for_a_tool_on_full_capture(served: Served) -> None:
    served.chat(PERSONAL)
    record = latest(served)
    assert kept(record, "prompt_typed") == PERSONAL
    assert "Okonkwo" not in kept(record, "prompt_sent")
    assert "Okonkwo" not in kept(record, "answer_received")
    assert kept(record, "answer_restored") == f"You said: {PERSONAL}"


@pytest.mark.parametrize("stream", [False, True])
def test_tokens_timing_and_end_are_on_the_record(served: Served, stream: bool) -> None:
    served.chat("Summarise the bin rota", stream=stream)
    ending = latest(served).ending
    assert ending is not None
    assert ending["outcome"] == End.COMPLETE.value
    assert ending["duration_ms"] > 0
    if not stream:
        assert (ending["input_tokens"], ending["output_tokens"]) == (11, 7)


def test_a_refused_prompt_is_on_the_record_with_its_reasons(served: Served) -> None:
    served.chat(PERSONAL, host="api.mistral.ai")
    record = latest(served)
    assert record.facts["effect"] == "block"
    assert "7.2" in record.facts["clauses"]
    assert record.ending is not None
    assert record.ending["outcome"] == End.REFUSED.value


@pytest.mark.parametrize(
    ("host", "kinds"),
    [("eu.api.openai.com", {"prompt_sent", "answer_received"}), ("us.api.openai.com", set())],
    ids=["masked", "metadata"],
)
def test_less_is_kept_where_the_register_says_so(
    served: Served, host: str, kinds: set[str]
) -> None:
    assert served.chat(PERSONAL, host=host).status_code == 200
    record = latest(served)
    assert {kind for kind, texts in record.texts.items() if texts} == kinds


@pytest.mark.parametrize("wanted", ["Margaret Okonkwo", "margaret okonkwo", "OKONKWO"])
def test_somebody_who_was_mentioned_is_found_whoever_typed_it(served: Served, wanted: str) -> None:
    served.chat(PERSONAL, person="joe.bright")
    identity = latest(served).facts["id"]
    store = served.store()
    try:
        assert identity in [one.id for one in find_person(store, wanted)]
    finally:
        store.close()


def test_somebody_whom_only_the_answer_names_is_found(served: Served) -> None:
    before, served.provider.reply = served.provider.reply, lambda _: "Ask Bronwen Talgarth instead."
    try:
        assert served.chat("Whom should I ask?").status_code == 200
    finally:
        served.provider.reply = before
    identity = latest(served).facts["id"]
    store = served.store()
    try:
        assert identity in [one.id for one in find_person(store, "Bronwen Talgarth")]
    finally:
        store.close()


def test_a_case_reference_finds_the_prompt_it_stood_in(served: Served) -> None:
    served.chat(PERSONAL)
    identity = latest(served).facts["id"]
    store = served.store()
    try:
        filters = Filters(reference="HB/2024/00123")
        assert identity in [one.id for one in search(store, filters)]
    finally:
        store.close()
