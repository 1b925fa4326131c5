"""Words that stand for one person, and wording that only sounds like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.anchors import _FORMS, Kind, words_for_a_person
from detectors.gist import Gist


def anchors(text: str) -> set[tuple[Kind, str]]:
    return {(a.kind, text[a.start : a.end].strip()) for a in words_for_a_person(Gist(text))}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("and she rang", Kind.PRONOUN, "she"),
        ("ask Himself", Kind.PRONOUN, "Himself"),
        ("by herself", Kind.PRONOUN, "herself"),
        ("about my youngest son now", Kind.RELATIVE, "my youngest son"),
        ("John\u2019s wife said", Kind.RELATIVE, "John\u2019s wife"),
        ("then Mum fell", Kind.RELATIVE, "Mum"),
        ("the new service user fell", Kind.ROLE, "the new service user"),
        ("a bloke came in", Kind.SOMEONE, "a bloke"),
        ("a lad in Y9 told me", Kind.SOMEONE, "a lad"),
        ("a tenant of mine", Kind.SOMEONE, "a tenant"),
        ("one of my team", Kind.ROLE, "one of my"),
        ("the tenant at no 4", Kind.ROLE, "the tenant"),
        ("he is the only deaf one", Kind.ROLE, "is the only"),
        ("Client lives alone", Kind.SOMEONE, "Client"),
        ("our cleaner left", Kind.ROLE, "our cleaner"),
        ("Y7 girl upset", Kind.SOMEONE, "Y7 girl"),
        ("shes off", Kind.PRONOUN, "shes"),
        ("that dad turned up", Kind.RELATIVE, "dad"),
        ("Patient 14 rang", Kind.ROLE, "Patient 1"),
        ("pt seen 74F", Kind.RECORD, "74F"),
        ('{"client": "x"}', Kind.RECORD, '"client": "x'),
        ("re Child B today", Kind.ROLE, "Child B"),
        ("I was ill", Kind.SELF, "I"),
        ("I\u2019m ill", Kind.SELF, "I\u2019m"),
        ("DOB unknown", Kind.RECORD, "DOB"),
        ("NHS 943 476", Kind.RECORD, "NHS 9"),
        ("seen, aged 7", Kind.RECORD, "aged 7"),
        ("Ellie (6) fell", Kind.RECORD, "(6)"),
        ("an 80 year old, 34F", Kind.RECORD, "34F"),
        ("payroll no 104482", Kind.RECORD, "payroll no 104"),
        ("a.bell@example.org: insulin", Kind.RECORD, "a.bell@example.org:"),
    ],
)
def test_a_word_for_one_person_is_an_anchor(text: str, kind: Kind, words: str) -> None:
    assert (kind, words) in anchors(text)


@pytest.mark.parametrize(
    "text",
    [
        "Draft a leaflet for residents aged over 65.",
        "The strategy of the board",
        "Theatre, thesis, sheet, history",
        "two people and their money",
        "Two mums, a dad and the nan: draw a family.",
        '{"client": "string"}',
        "It was a sunny day in Leeds.",
    ],
)
def test_people_in_general_are_no_anchor(text: str) -> None:
    assert anchors(text) == set()


def test_between_welsh_words_i_is_to_and_not_the_writer() -> None:
    assert Kind.SELF not in {
        a.kind for a in words_for_a_person(Gist("help i bobl yng Nghymru heddiw"))
    }
    assert Kind.SELF in {a.kind for a in words_for_a_person(Gist("what should i do about it"))}


def test_a_welsh_relative_is_an_anchor_with_the_same_kind_as_an_english_one() -> None:
    found = {a.kind for a in words_for_a_person(Gist("mae ei ferch yn poeni ers dydd Llun"))}
    assert Kind.RELATIVE in found


@pytest.mark.parametrize("number", range(len(_FORMS)))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_each_form_finds_where_it_may_begin_what_its_pattern_finds_anywhere(
    number: int, data: st.DataObject
) -> None:
    form = _FORMS[number]
    letters = st.characters(codec="ascii")
    said = data.draw(st.from_regex(form.pattern, alphabet=letters))
    text = data.draw(st.sampled_from(["", "a ", "x. ", "the\n"])) + said
    found = [match.span() for match in form.places(Gist(text))]
    assert found == [match.span() for match in form.pattern.finditer(text)]
