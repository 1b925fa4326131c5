"""Which spellings are heard alike, and which are other names."""

import pytest

from gateway.people.spellings import SPELLINGS, sound, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "smyth"),
        ("clark", "clarke"),
        ("wrona", "vrona"),
        ("oyewusi", "oyewuzi"),
        ("whitaker", "whittaker"),
        ("macaskill", "mcaskill"),
        ("brackenbury", "brackenberry"),
        ("choudhury", "chowdhury"),
        ("zielinski", "zielinsky"),
        ("stephens", "stevens"),
        ("thompson", "thomson"),
    ],
)
def test_words_heard_alike_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("jean", "joan"), ("marsh", "march"), ("hill", "hall")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_spellings_go_both_ways_and_never_name_the_word_itself() -> None:
    assert "steven" in spellings("stephen")
    assert all(name in spellings(other) for name in SPELLINGS for other in spellings(name))
    assert not any(name in spellings(name) for name in SPELLINGS)


def test_a_name_of_one_spelling_has_no_others() -> None:
    assert spellings("joan") == frozenset()
