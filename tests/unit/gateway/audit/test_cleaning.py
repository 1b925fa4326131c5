"""Rows that every database takes."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.cleaning import cleaned, number
from gateway.audit.tables import INTERACTIONS


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_one_that_a_database_holds(text: str) -> None:
    found = cleaned({"model": text})["model"]
    assert "\0" not in found
    assert len(found) <= 200
    assert found.encode().decode() == found


def test_lone_surrogates_and_nul_become_visible_marks() -> None:
    assert cleaned({"model": "a\ud800b\0c"}) == {"model": "a?b\ufffdc"}


def test_each_column_is_cut_at_its_own_length() -> None:
    row = cleaned({"method": "x" * 1000, "path": "x" * 1000, "elsewhere": "x" * 20_000})
    assert [len(value) for value in row.values()] == [20, 500, 10_000]
    assert INTERACTIONS.c.method.type.length == 20  # type: ignore[attr-defined]


def test_ordinary_values_stay_as_they_are() -> None:
    row = {"model": "gpt é 模型", "stream": True, "tool": None, "clauses": ("7.2",)}
    assert cleaned(row) == row


@given(st.none() | st.integers())
def test_any_number_fits(value: int | None) -> None:
    found = number(value)
    assert (found is None) == (value is None)
    assert found is None or -(2**63) <= found < 2**63
    assert value is None or abs(value) > 2**62 or found == value
