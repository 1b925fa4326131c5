"""Terms are found in one pass: the longest at each word, in every ordinary form."""

from detectors.lexicon import Lexicon
from detectors.terms import TermList


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


def test_an_acronym_counts_in_capitals_only() -> None:
    assert terms(lexicon("MS"), "MS, ms and Ms") == ["MS"]


def test_words_of_a_term_far_apart_are_two_things() -> None:
    known = lexicon("self harm")
    assert terms(known, "self - harm") == ["self - harm"]
    assert terms(known, "self, or -- harm") == []
    assert terms(known, "self") == []


def test_a_place_says_which_list_it_is_of_and_whether_the_term_is_strong() -> None:
    health = TermList(entity="HEALTH", source="s", licence="l", strong=("epilepsy",), weak=("fit",))
    faith = TermList(entity="RELIGION", source="s", licence="l", strong=("fit",))
    places = list(Lexicon([health, faith]).find("epilepsy, a fit"))
    assert {(p.entity, p.strong, p.start) for p in places} == {
        ("HEALTH", True, 0),
        ("HEALTH", False, 12),
        ("RELIGION", True, 12),
    }


def test_a_term_both_strong_and_weak_is_strong() -> None:
    (place,) = lexicon("dialysis", weak=("dialysis",)).find("dialysis")
    assert place.strong
