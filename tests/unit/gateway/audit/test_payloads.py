"""Kept texts as rows that lead to them."""

import json

import pytest

from gateway.audit.kept import RECEIVED, RESTORED, SENT, TYPED, Kept, Text
from gateway.audit.payloads import dumps, kept_of_answer, key_rows, payload_rows
from gateway.audit.sealing import PeriodKey
from gateway.audit.tables import DATA_KEYS
from gateway.types import Capture
from tests.unit.gateway.audit.samples import answer

PERIOD = PeriodKey("2:2026-03:full", b"s" * 32)
KEY = PERIOD.issue("one")


def kept(capture: Capture, **hidden: str) -> Kept:
    return Kept(capture=capture, texts={}, same_as={}, hidden=hidden)


def test_each_kind_leads_to_its_texts_or_to_the_kind_with_the_same() -> None:
    text: Text = {"path": "p", "role": "user", "new": True, "text": "Hello"}
    found = Kept(capture=Capture.FULL, texts={TYPED: [text]}, same_as={SENT: TYPED}, hidden={})
    (typed, sent), chained = payload_rows("one", KEY, PERIOD, found)
    assert json.loads(KEY.open(TYPED, typed["sealed"])) == {"new": "1"}
    assert list(chained.places) == [typed["head"]]
    assert (sent["kind"], sent["same_as"], sent["sealed"]) == (SENT, TYPED, None)
    assert sent["head"] is None
    assert "Hello" not in repr((typed, chained))


def test_a_data_key_is_stored_only_when_something_was_sealed() -> None:
    assert key_rows(KEY, needed=False) == {}
    (row,) = key_rows(KEY, needed=True)[DATA_KEYS]
    assert row["wrapped"] != KEY.key
    assert KEY.key not in row["wrapped"]


@pytest.mark.parametrize(
    ("capture", "received", "restored", "kinds", "same"),
    [
        (Capture.FULL, "a", "b", {RECEIVED, RESTORED}, {}),
        (Capture.FULL, "a", "a", {RECEIVED}, {RESTORED: RECEIVED}),
        (Capture.FULL, "", "refused", {RESTORED}, {}),
        (Capture.FULL, "", "", set(), {}),
        (Capture.MASKED, "a", "b", {RECEIVED}, {}),
        (Capture.MASKED, "", "refused", set(), {}),
        (Capture.METADATA, "a", "b", set(), {}),
    ],
)
def test_an_answer_is_kept_by_the_level_of_its_request(
    capture: Capture, received: str, restored: str, kinds: set[str], same: dict[str, str]
) -> None:
    found = kept_of_answer(answer("one", received=received, restored=restored), kept(capture))
    assert (set(found.texts), found.same_as) == (kinds, same)


def test_an_answer_loses_what_its_request_may_not_hold() -> None:
    said = answer("one", received="ask Jane", restored="ask Jane")
    found = kept_of_answer(said, kept(Capture.MASKED, Jane="[PERSON]"))
    assert found.texts[RECEIVED][0]["text"] == "ask [PERSON]"


def test_odd_code_points_survive() -> None:
    assert json.loads(dumps("\ud800 \0 é")) == "\ud800 \0 é"
