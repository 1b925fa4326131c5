"""A word that could be a name is one or is not, by its neighbours."""

import pytest

from gateway.people.context import alone


def judged(text: str, word: str, *, titled: bool = False, short: bool = False) -> bool:
    start = text.index(word)
    return alone(text, start, start + len(word), titled=titled, short=short)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("then Fletcher rang", "Fletcher"),
        ("then fletcher rang", "fletcher"),
        ("FLETCHER", "FLETCHER"),
        ("ask joan", "joan"),
        ("I told Will to wait", "Will"),
        ("Will rang today", "Will"),
        ("Grace's file", "Grace"),
        ("Dear Mark, thanks", "Mark"),
        ("ask Mark.", "Mark"),
        ("Mark, can you", "Mark"),
        ("- Bob manages her", "Bob"),
        ("tell June that", "June"),
        ("Was Will sure?", "Will"),
        ("Fletcher road tax", "Fletcher"),
        ("the fletcher house", "house"),
    ],
)
def test_the_person_is_meant(text: str, word: str) -> None:
    assert judged(text, word) is (word != "house")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Will you come?", "Will"),
        ("it will rain", "will"),
        ("Mark the date", "Mark"),
        ("a mark of respect", "mark"),
        ("the Bill was paid", "Bill"),
        ("the Council Tax Bill", "Bill"),
        ("by the end of May", "May"),
        ("on 4 May we", "May"),
        ("May 2026", "May"),
        ("PLEASE MARK IT", "MARK"),
        ("Grace Period applies", "Grace"),
        ("at 4 Fletcher Road", "Fletcher"),
        ("at fletcher road", "fletcher"),
        ("Fletcher Homes objects", "Fletcher"),
        ("St Joan", "Joan"),
        ("Patel's Stores", "Patel"),
        ("Al rang", "Al"),
    ],
)
def test_the_person_is_not_meant(text: str, word: str) -> None:
    assert not judged(text, word)


def test_behind_a_title_it_is_always_a_name() -> None:
    assert judged("Mr Bill", "Bill", titled=True)
    assert judged("Mr May", "May", titled=True)


def test_a_short_form_nobody_wrote_needs_more_than_lower_case_letters() -> None:
    assert judged("then Ted rang", "Ted", short=True)
    assert not judged("then ted rang", "ted", short=True)
    assert judged("then teddy rang", "teddy", short=True)
