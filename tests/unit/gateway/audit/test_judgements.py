"""Judgements: added, read back in order, sealed where they could name somebody."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from gateway.audit.judgements import (
    Judgement,
    Verdict,
    judgements,
    record_judgement,
    recorded_entities,
)
from gateway.audit.noted import NotedFinding
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.errors import RecordError
from tests.unit.gateway.audit.samples import screened

FOUND = NotedFinding(
    segment=0,
    entity="PERSON",
    category="personal",
    start=4,
    end=12,
    score=0.83,
    recogniser="Person",
    evidence=("model 0.83",),
)


@pytest.fixture
async def record(recorder: Recorder) -> str:
    made = screened("Ask Ada Bell", marks=[("Ada Bell", "PERSON")])
    await recorder.request(made)
    return made.interaction.id


def said(record: str, verdict: Verdict = Verdict.FALSE_ALARM, note: str = "") -> Judgement:
    return Judgement(
        record=record,
        verdict=verdict,
        who="a.reviewer",
        source="label",
        entity="PERSON",
        finding=FOUND,
        scan_version="0123456789ab",
        note=note,
    )


async def test_a_judgement_comes_back_as_it_was_given(store: Store, record: str) -> None:
    given = said(record, note="Bell is a pub")
    written = record_judgement(store, given)
    (read,) = judgements(store, record=record)
    assert read == written
    assert read.judgement == given
    assert datetime.now(UTC) - read.time < timedelta(minutes=1)


async def test_note_and_finding_are_sealed_and_in_no_repr(store: Store, record: str) -> None:
    given = said(record, note="CANARY")
    record_judgement(store, given)
    with store.read() as connection:
        row = connection.execute(text("SELECT * FROM judgements")).one()
    clear = "".join(map(str, row)) + repr(given)
    assert "CANARY" not in clear
    assert "model 0.83" not in clear
    assert {"a.reviewer", "label", "false_alarm", "PERSON"} <= set(map(str, row))


async def test_they_come_oldest_first_and_between_two_times(store: Store, record: str) -> None:
    first, second = (
        record_judgement(store, said(record, v)) for v in (Verdict.CORRECT, Verdict.MISSED)
    )
    assert [past.id for past in judgements(store)] == [first.id, second.id]
    assert [past.id for past in judgements(store, since=second.time)] == [second.id]
    assert [past.id for past in judgements(store, until=second.time)] == [first.id]
    assert list(judgements(store, record="another")) == []


async def test_there_is_no_judgement_without_its_record(store: Store, record: str) -> None:
    with pytest.raises(RecordError):
        record_judgement(store, said("no-such-record"))
    assert list(judgements(store)) == []


async def test_what_kinds_were_found_is_known_without_opening_anything(
    store: Store, record: str
) -> None:
    assert recorded_entities(store, record) == {"PERSON": 1}
    assert recorded_entities(store, "no-such-record") is None
