"""A note survives as one word whatever the line is wrapped into."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.log.carried import MARK, carried, carried_in
from gateway.siem.cef import extension
from gateway.siem.rfc5424 import escaped


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=3))
def test_notes_come_back_in_order_from_any_line(notes: list[str]) -> None:
    line = " ".join(f"before {carried(note)} after" for note in notes)
    for wrapped in (line, json.dumps({"message": line}), extension(line), escaped(line)):
        assert list(carried_in(wrapped)) == notes


def test_what_was_cut_is_passed_over() -> None:
    assert list(carried_in(f"{MARK}_w {carried('whole')} {MARK}A")) == ["whole"]
