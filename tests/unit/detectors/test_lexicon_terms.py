"""Term lists: how they are read, and how their terms are found."""

from pathlib import Path

import pytest

from detectors.lexicon import Lexicon
from detectors.terms import TermList, TermsError, load_terms
from tests.unit.detectors.scanning import TERMS


def lexicon(*strong: str, weak: tuple[str, ...] = ()) -> Lexicon:
    return Lexicon([TermList(entity="HEALTH", source="s", licence="l", strong=strong, weak=weak)])


def terms(lexicon: Lexicon, text: str) -> list[str]:
    return [text[place.start : place.end] for place in lexicon.find(text)]


def test_the_longest_term_at_a_word_is_the_one() -> None:
    assert terms(lexicon("heart", "heart attack"), "a heart attack") == ["heart attack"]


def test_plurals_hyphens_and_apostrophes_match() -> None:
    known = lexicon("seizure", "self harm", "crohn's")
    assert terms(known, "Seizures, self-harm, Crohn\u2019s") == [
        "Seizures",
        "self-harm",
        "Crohn\u2019s",
    ]


def test_words_of_a_term_in_two_lines_are_two_things() -> None:
    assert terms(lexicon("heart attack"), "heart\nattack") == []


def test_a_part_of_a_word_is_no_term() -> None:
    assert terms(lexicon("gay"), "Gayton Road") == []


def test_the_shipped_lists_load_and_cover_every_sensitive_entity() -> None:
    lists = load_terms(TERMS)
    assert len({one.entity for one in lists}) == 11
    assert all(one.source and one.licence for one in lists)


def test_no_term_is_in_one_list_twice() -> None:
    for one in load_terms(TERMS):
        both = [term.casefold() for term in (*one.strong, *one.weak)]
        assert len(both) == len(set(both)), sorted(t for t in set(both) if both.count(t) > 1)


@pytest.mark.parametrize(
    "content",
    [
        "entity: HEALTH",
        "entity: PERSON\nsource: s\nlicence: l\nstrong: [ab]",
        "[",
        "entity: X\nnew: 1",
    ],
)
def test_a_list_that_cannot_be_used_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    with pytest.raises(TermsError, match=r"bad\.yaml"):
        load_terms(tmp_path)


def test_a_folder_without_lists_is_an_error_not_an_empty_set(tmp_path: Path) -> None:
    with pytest.raises(TermsError):
        load_terms(tmp_path)
    assert load_terms(None) == ()
