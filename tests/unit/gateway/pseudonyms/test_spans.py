"""What is cut out: disjoint, in order, never empty, and of names only the name."""

from collections.abc import Iterable

from gateway.pseudonyms.spans import spans
from tests.make import hit


def cut(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    findings = (hit(text, value, entity).finding for value, entity in found)
    return [(span.entity, text[span.start : span.end]) for span in spans(text, findings)]


def test_spans_come_in_order_whatever_the_order_of_findings() -> None:
    found: Iterable[tuple[str, str]] = [("Ben", "PERSON"), ("Ann", "PERSON")]
    assert cut("Ann and Ben", *found) == [("PERSON", "Ann"), ("PERSON", "Ben")]


def test_overlapping_findings_are_one_span_named_after_the_wider() -> None:
    found = cut("12 Ann Lowe Road", ("Ann Lowe", "PERSON"), ("12 Ann Lowe Road", "ADDRESS"))
    assert found == [("ADDRESS", "12 Ann Lowe Road")]


def test_findings_that_overlap_in_part_lose_nothing() -> None:
    found = cut("12 Ann Lowe", ("12 Ann", "ADDRESS"), ("Ann Lowe", "PERSON"))
    assert [text for _, text in found] == ["12 Ann Lowe"]


def test_white_space_around_any_finding_stays_outside() -> None:
    assert cut("tel  01632 960001\n", (" 01632 960001\n", "PHONE_NUMBER")) == [
        ("PHONE_NUMBER", "01632 960001")
    ]


def test_punctuation_stays_with_findings_that_are_no_names() -> None:
    assert cut("pass (s3cret).", ("(s3cret).", "CREDENTIAL")) == [("CREDENTIAL", "(s3cret).")]


def test_every_title_the_normal_form_drops_stays_outside() -> None:
    for title in ("Judge", "Sister", "PC", "Rev. Dr", "Prof", "Miss"):
        assert cut(f"see {title} Lowe", (f"{title} Lowe", "PERSON")) == [("PERSON", "Lowe")]


def test_people_named_together_are_cut_out_one_by_one() -> None:
    assert cut("to Jan and Colin Lowe", ("Jan and Colin Lowe", "PERSON")) == [
        ("PERSON", "Jan"),
        ("PERSON", "Colin Lowe"),
    ]
    assert cut("to Mr and Mrs Lowe", ("Mr and Mrs Lowe", "PERSON")) == [("PERSON", "Lowe")]
    assert cut("1 Ann and Ben Road", ("1 Ann and Ben Road", "ADDRESS")) == [
        ("ADDRESS", "1 Ann and Ben Road")
    ]
