"""Terms are found in one pass: the longest at each word, in every ordinary form."""

from hypothesis import given
from hypothesis import strategies as st

from detectors.gist import Gist
from detectors.lexicon import Lexicon
from detectors.terms import Strength, TermList


def lexicon(*strong: str, weak: tuple[str, ...] = ()) -> Lexicon:
    return Lexicon([TermList(entity="HEALTH", source="s", licence="l", strong=strong, weak=weak)])


def terms(lexicon: Lexicon, text: str) -> list[str]:
    return [text[place.start : place.end] for place in lexicon.find(Gist(text))]


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


def test_a_welsh_term_counts_in_its_mutated_forms_and_an_english_one_does_not() -> None:
    text = "o ganser, ei chanser, fy nghanser, canser"
    listed = {"entity": "HEALTH", "source": "s", "licence": "l", "strong": ("canser",)}
    welsh = Lexicon([TermList.model_validate({**listed, "language": "cy"})])
    assert terms(welsh, text) == ["ganser", "chanser", "nghanser", "canser"]
    assert terms(Lexicon([TermList.model_validate(listed)]), text) == ["canser"]


def test_a_damaged_term_is_found_at_its_place_and_says_so() -> None:
    known = lexicon("schizophrenia", "HIV", "heart attack", "formon")
    text = "schiz0phrenia, HlV, heart att4ck, schizo phrenia; fill in the form on page 2, HIV"
    gist = Gist(text)
    found = [place for place in known.find_also_damaged(gist) if place.damaged]
    assert {text[p.start : p.end] for p in found} == {
        *("schiz0phrenia", "HlV", "heart att4ck", "schizo phrenia"),
    }
    assert [p for p in known.find_also_damaged(gist) if not p.damaged] == list(known.find(gist))


def test_an_acronym_counts_in_capitals_only() -> None:
    assert terms(lexicon("MS"), "MS, ms and Ms") == ["MS"]
    assert terms(lexicon("has MS"), "has MS, has ms, HAS MS") == ["has MS", "HAS MS"]
    assert terms(lexicon("adhd"), "ADHD, adhd") == ["ADHD", "adhd"]


def test_words_of_a_term_far_apart_are_two_things() -> None:
    known = lexicon("self harm")
    assert terms(known, "self - harm") == ["self - harm"]
    assert terms(known, "self, or -- harm") == []
    assert terms(known, "self") == []


def test_a_place_says_which_list_it_is_of_and_how_strong_the_term_is() -> None:
    health = TermList(entity="HEALTH", source="s", licence="l", strong=("epilepsy",), weak=("fit",))
    faith = TermList(entity="RELIGION", source="s", licence="l", strong=("fit",))
    places = list(Lexicon([health, faith]).find(Gist("epilepsy, a fit")))
    assert {(p.entity, p.strength, p.start) for p in places} == {
        ("HEALTH", Strength.STRONG, 0),
        ("HEALTH", Strength.WEAK, 12),
        ("RELIGION", Strength.STRONG, 12),
    }


def test_a_term_both_strong_and_weak_is_strong() -> None:
    (place,) = lexicon("dialysis", weak=("dialysis",)).find(Gist("dialysis"))
    assert place.strength is Strength.STRONG


def listed(**terms: tuple[str, ...]) -> Lexicon:
    return Lexicon(
        [TermList.model_validate({"entity": "HEALTH", "source": "s", "licence": "l", **terms})]
    )


def test_a_blocked_term_hides_the_terms_in_it_and_is_none_itself() -> None:
    known = listed(strong=("parkinson",), blocked=("parkinson road",))
    assert terms(known, "Parkinson Road, and Parkinson himself") == ["Parkinson"]


def test_a_telling_term_beats_the_same_term_as_strong() -> None:
    known = listed(strong=("sectioned",), telling=("sectioned",))
    assert [place.strength for place in known.find(Gist("sectioned"))] == [Strength.TELLING]


def test_words_of_a_longer_term_may_be_inflected() -> None:
    known = lexicon("share a bed", "carries the gene")
    assert terms(known, "sharing a bed, shared a bed, carry the gene") == [
        "sharing a bed",
        "shared a bed",
    ]


def test_a_star_stands_for_any_one_word() -> None:
    known = lexicon("stopped taking * lithium")
    assert terms(known, "stopped taking his lithium") == ["stopped taking his lithium"]
    assert terms(known, "stopped taking lithium, stopped taking all his lithium") == []


def test_a_word_is_known_by_its_ending_unless_it_is_only_that_or_blocked() -> None:
    known = listed(strong=(), endings=("itis", "ectomy"), blocked=("graffitis",))
    assert terms(known, "Encephalitis and a lobectomy; itis, graffitis") == [
        "Encephalitis",
        "lobectomy",
    ]


def test_the_words_of_a_term_lie_in_one_sentence_and_cell() -> None:
    known = lexicon("section 17")
    assert terms(known, "this section. 17 pages; section | 17; s\nection 17") == []


def test_no_term_of_an_entity_lies_inside_another() -> None:
    assert terms(lexicon("white irish", "irish"), "White Irish, Irish") == ["White Irish", "Irish"]


@given(st.text(alphabet="abcd .\nités", max_size=200) | st.text(max_size=200))
def test_places_lie_in_the_text_and_in_order(text: str) -> None:
    known = listed(strong=("aa", "a b", "c * d"), weak=("bb",), endings=("itis",))
    places = list(known.find(Gist(text)))
    assert all(0 <= p.start < p.end <= len(text) for p in places)
    assert [p.start for p in places] == sorted(p.start for p in places)
