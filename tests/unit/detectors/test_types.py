"""Findings and errors carry places and kinds, never text."""

from dataclasses import fields

import pytest

from detectors.types import (
    Category,
    Finding,
    ScanError,
    ScanFailed,
    ScanOverload,
    ScanTimeout,
    ScanTooLarge,
)
from tests.unit.detectors.scanning import finding


def test_a_finding_has_no_room_for_the_text() -> None:
    texts = {f.name for f in fields(Finding) if f.type in ("str", str)}
    assert texts == {"entity", "recogniser"}
    with pytest.raises((AttributeError, TypeError)):
        finding("PERSON", 0, 3).text = "Ada"  # type: ignore[attr-defined]


def test_findings_alike_are_equal_and_can_be_counted_in_a_set() -> None:
    same = {finding("PERSON", 0, 3), finding("PERSON", 0, 3), finding("PERSON", 0, 4)}
    assert len(same) == 2


@pytest.mark.parametrize("error", [ScanTimeout, ScanOverload, ScanTooLarge, ScanFailed])
def test_one_except_clause_catches_every_way_a_scan_fails(error: type[Exception]) -> None:
    with pytest.raises(ScanError):
        raise error("why")


def test_a_category_is_its_own_name_in_a_record() -> None:
    assert [f"{one}" for one in Category] == [one.name.lower() for one in Category]
