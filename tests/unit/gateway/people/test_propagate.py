"""Somebody found once is found in every segment, in every form, and nobody else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.people.propagate import propagate
from gateway.types import Hit
from tests.make import hit, segment

NAMED = "About Joan Fletcher of Northmere"
FOUND = hit(NAMED, "Joan Fletcher")


def elsewhere(text: str, *, before: bool = False) -> list[str]:
    """What is found in another segment, after the one that names Joan Fletcher, or before it."""
    texts = [text, NAMED] if before else [NAMED, text]
    index = texts.index(text)
    first = hit(NAMED, "Joan Fletcher", index=1 - index)
    hits = propagate([segment(t) for t in texts], [first])
    assert all(h.segment == index for h in hits)
    return [text[h.finding.start : h.finding.end] for h in hits]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mrs Fletcher called", "Fletcher"),
        ("then joan called", "joan"),
        ("JOAN FLETCHER", "JOAN FLETCHER"),
        ("Joan's file", "Joan"),
        ("Joan\u2019s file", "Joan"),
        ("FLETCHER, Joan", "FLETCHER, Joan"),
        ("from J. Fletcher", "J. Fletcher"),
        ("from J Fletcher", "J Fletcher"),
        ("so Joanie said", "Joanie"),
        ("Joan Flecther said", "Joan Flecther"),
        ("letter sent. (JF)", "JF"),
        ("Regards\nJF", "JF"),
        ("JF: letter sent", "JF"),
        ("JF \u2013 letter sent", "JF"),
        ("letter sent - JF", "JF"),
        ("| JF | North |", "JF"),
        ("Fletcher_Joan.docx", "Fletcher_Joan"),
    ],
)
def test_every_form_is_found_before_and_after(text: str, found: str, *, before: bool) -> None:
    expected = ["Fletcher", "Joan"] if "_" in found else [found]
    assert elsewhere(text, before=before) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3 Fletcher Road",
        "Fletcher Homes Ltd",
        "the JF form",
        "JFK airport",
        "(HB) suspended",
        "Joanna rang",
        "a fletch of arrows",
        "Jo",
    ],
)
def test_other_things_of_that_name_are_left_alone(text: str) -> None:
    assert elsewhere(text) == []


def test_an_abbreviation_in_brackets_is_no_initials() -> None:
    name = "Hannah Reid"
    hits = propagate([segment(name), segment("call (HR) and (HRR)")], [hit(name, name)])
    assert hits == ()


@pytest.mark.parametrize("name", ["Will Young", "May Grant", "Grace Bell", "Mark Wood"])
def test_a_person_of_everyday_words_does_not_hide_the_words(name: str) -> None:
    text = "Will you mark the grace period in May? A young bell in the wood may grant it."
    assert propagate([segment(name), segment(text)], [hit(name, name)]) == ()


def test_people_named_together_are_both_looked_for() -> None:
    named, text = "Jan and Colin Pepperdine", "then Jan and Mr Pepperdine"
    hits = propagate([segment(named), segment(text)], [hit(named, named)])
    assert [text[h.finding.start : h.finding.end] for h in hits] == ["Jan", "Pepperdine"]


def test_a_row_of_people_is_not_read_as_reversed_names() -> None:
    found = elsewhere("seen: Joan Fletcher, Joan Fletcher, Joan")
    assert found == ["Joan Fletcher", "Joan Fletcher", "Joan"]
    assert elsewhere("seen: FLETCHER, Joan") == ["FLETCHER, Joan"]


def test_an_apostrophe_may_be_missing_and_a_forename_spelt_otherwise() -> None:
    text = "Stephen O'Hanlon"
    late = "then ohanlon rang, and Steven wrote"
    hits = propagate([segment(text), segment(late)], [hit(text, text)])
    assert [late[h.finding.start : h.finding.end] for h in hits] == ["ohanlon", "Steven"]


def test_a_finding_that_is_not_sure_is_not_looked_for() -> None:
    unsure = hit(NAMED, "Joan Fletcher", score=0.4)
    assert propagate([segment(NAMED), segment("Joan Fletcher")], [unsure]) == ()


def test_a_word_that_was_found_between_two_names_is_not_looked_for() -> None:
    named, text = "Foss handed Kallon", "Kallon was handed it by Foss"
    hits = propagate([segment(named), segment(text)], [hit(named, named)])
    assert [text[h.finding.start : h.finding.end] for h in hits] == ["Kallon", "Foss"]


def test_only_people_are_looked_for() -> None:
    place = hit(NAMED, "Joan Fletcher", "ADDRESS")
    assert propagate([segment(NAMED), segment("Joan Fletcher")], [place]) == ()


def test_a_hit_says_where_the_person_was_named_and_what_it_went_by() -> None:
    texts = [segment("nothing"), segment(NAMED), segment("Joan")]
    (found,) = propagate(texts, [hit(NAMED, "Joan Fletcher", index=1)])
    assert (found.segment, found.source, found.since) == (2, 1, 2)
    assert found.finding.recogniser == "conversation"
    assert found.finding.evidence == ("part of a name found in this conversation",)
    assert found.finding.category is FOUND.finding.category


WORDS = st.lists(
    st.sampled_from(["Joan", "Fletcher", "joan", "Mrs", "will", "J.", "JF", ",", "(JF)", "Colin"]),
    max_size=6,
).map(" ".join)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=2), st.booleans())
def test_later_segments_only_add_hits_that_say_so(
    texts: list[str], later: list[str], named: bool
) -> None:
    """What is sent again is judged as it was: new hits in it name a later segment as their source."""
    first = [NAMED, *texts] if named else texts
    whole = [*first, *later, NAMED]
    hits = [hit(text, "Joan Fletcher", index=n) for n, text in enumerate(whole) if text == NAMED]
    then = propagate([segment(t) for t in first], [h for h in hits if h.segment < len(first)])
    now = propagate([segment(t) for t in whole], hits)
    assert [h for h in now if h.since < len(first)] == [*then]


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_without_fault_and_hits_are_inside(before: str, after: str) -> None:
    text = f"{before} Joan {after}"
    hits = propagate([segment(NAMED), segment(text)], [FOUND])
    assert all(0 <= h.finding.start < h.finding.end <= len(text) for h in hits)
    assert isinstance(hits, tuple)
    assert all(isinstance(h, Hit) for h in hits)
