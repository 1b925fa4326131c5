"""The scorer's rules, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.evaluation.gold import Gold, Span
from detectors.evaluation.prompts import PromptScore, Spans, score_prompts
from detectors.types import Category, Finding
from tests.unit.detectors.evaluation.texts import found, gold

TEXT = "Ring Ada Bell on 01632 960001"
NAME = ("Ada Bell", "PERSON")


def score(one: Gold, *values: tuple[str, str]) -> PromptScore:
    return score_prompts([one], [found(one.text, *values)])


def test_half_of_the_characters_make_a_hit_whatever_the_finding_is_called() -> None:
    person = score(gold(TEXT, NAME, expect="pii"), ("Bell", "ADDRESS")).spans["PERSON"]
    assert (person.n, person.hit, person.typed, person.leaked) == (1, 1, 0, 4)
    assert score(gold(TEXT, NAME), ("Ada", "PERSON")).spans["PERSON"].hit == 0


def test_a_touch_by_the_family_is_typed() -> None:
    one = gold(TEXT, ("01632 960001", "PHONE"), expect="pii")
    phone = score(one, ("01632", "PHONE_NUMBER")).spans["PHONE"]
    assert (phone.hit, phone.typed) == (0, 1)


def test_overlapping_findings_cover_a_character_once() -> None:
    one = gold(TEXT, NAME)
    person = score(one, ("Ada Bell", "PERSON"), ("Bell on", "ADDRESS")).spans["PERSON"]
    assert (person.hit, person.leaked, person.leak) == (1, 0, 0.0)


def test_optional_labels_are_reported_and_not_in_the_total() -> None:
    made = score(gold("Leeds", ("Leeds", "LOCATION")))
    assert made.spans["LOCATION"].n == 1
    assert made.total == Spans()


@pytest.mark.parametrize(
    ("expect", "entity", "flagged"),
    [
        ("pii", "PERSON", 1),
        ("clean", "PERSON", 1),
        ("special", "PERSON", 0),
        ("special", "HEALTH", 1),
        ("special", "CRIMINAL_OFFENCE", 1),
        ("topic", "PERSON", 0),
        ("topic", "SAFEGUARDING", 1),
    ],
)
def test_what_flags_a_document_depends_on_what_it_is(
    expect: str, entity: str, flagged: int
) -> None:
    one = gold(TEXT, expect=expect, category="health", technique="typo")
    shares = score(one, ("Ada Bell", entity)).documents
    assert set(shares) == {expect, f"{expect}/health", "technique/typo"}
    assert all((share.hit, share.n) == (flagged, 1) for share in shares.values())


def test_debatable_clean_texts_and_texts_nobody_judged_are_not_counted() -> None:
    assert score(gold(TEXT, expect="clean", notes="debatable"), NAME).documents == {}
    assert score(gold(TEXT), NAME).documents == {}


def test_false_alarms_are_findings_on_clean_texts() -> None:
    made = score(gold(TEXT, expect="clean"), NAME, ("01632", "PHONE_NUMBER"))
    assert made.alarms == {"PERSON": 1, "PHONE_NUMBER": 1}
    assert score(gold(TEXT, expect="pii"), NAME).alarms == {}


def test_misses_and_alarms_are_listed_with_their_words() -> None:
    (miss,) = score(gold(TEXT, NAME, expect="pii")).misses
    assert (miss.what, miss.label, miss.words) == ("MISS", "PERSON", "Ada Bell")
    (alarm,) = score(gold(TEXT, expect="topic"), ("Ring", "HEALTH")).misses
    assert (alarm.what, alarm.label, alarm.words) == ("ALARM", "HEALTH", "Ring")
    (unseen,) = score(gold(TEXT, expect="special", category="health")).misses
    assert (unseen.what, unseen.label) == ("MISS", "health")
    assert "Bell" not in repr(miss)


def test_names_are_counted_by_origin_and_spans_by_word_of_the_notes() -> None:
    one = gold(TEXT, NAME, ("01632 960001", "PHONE"), origin="welsh", notes="the GP letter, letter")
    made = score(one, NAME)
    assert made.names == {"welsh": Spans(1, 1, 1, 8, 0)}
    assert set(made.genres) == {"letter"}
    assert made.genres["letter"].n == 2


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=5), st.integers(1, 20))
def test_leaked_characters_are_those_under_no_finding(
    places: list[tuple[int, int]], size: int
) -> None:
    one = Gold(id="t", text="x" * 30, spans=(Span(2, 2 + size, "PERSON"),))
    findings = tuple(
        Finding(
            entity="PERSON",
            category=Category.PERSONAL,
            start=start,
            end=start + length,
            score=1.0,
            recogniser="t",
        )
        for start, length in places
    )
    (person,) = score_prompts([one], [findings]).spans.values()
    covered = {i for f in findings for i in range(f.start, f.end)}
    assert person.leaked == len(set(range(2, 2 + size)) - covered)
    assert person.hit == ((size - person.leaked) * 2 >= size)
