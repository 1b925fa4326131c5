"""Words that stand for one person, and names that are only who a task goes to."""

import pytest

from detectors.anchors import Kind, is_addressee, words_for_a_person


def anchors(text: str) -> set[tuple[Kind, str]]:
    return {(a.kind, text[a.start : a.end].strip()) for a in words_for_a_person(text)}


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
        ("a bloke came in", Kind.ROLE, "a bloke"),
        ("re Child B today", Kind.ROLE, "Child B"),
        ("I was ill", Kind.SELF, "I was"),
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
        "It was a sunny day in Leeds.",
    ],
)
def test_people_in_general_are_no_anchor(text: str) -> None:
    assert anchors(text) == set()


@pytest.mark.parametrize(
    "before",
    ["Email ", "Please invite ", "a note to ", "Dear ", "chaired by Cllr ", "Thanks, ", "from Dr "],
)
def test_a_name_after_these_is_who_gets_or_does_the_work(before: str) -> None:
    text = f"{before}Adaeze Bell"
    assert is_addressee(text, len(before))


@pytest.mark.parametrize("before", ["", "Today ", "the file of ", "Mr and Mrs ", "email: "])
def test_any_other_name_is_whom_a_text_is_about(before: str) -> None:
    text = f"{before}Adaeze Bell"
    assert not is_addressee(text, len(before))
