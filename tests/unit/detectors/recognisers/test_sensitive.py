"""Sensitive terms count when they hang on a person; the surer the tie, the higher the score."""

from itertools import pairwise

import pytest

from detectors.anchors import Kind
from detectors.engine import Engine
from detectors.language import ENGLISH, SpacyPipeline
from detectors.lexicon import Place
from detectors.linking import Tie
from detectors.recognisers import stated
from detectors.recognisers.sensitive import SensitiveTerm, evidence, score
from detectors.terms import Strength, TermList
from detectors.ties import Link
from tests.unit.detectors.scanning import Found, raw_scores


@pytest.fixture
def found(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Found:
    """What the lists say by themselves, with the model's names and without its reading of facts."""
    monkeypatch.setattr(engine, "_reads_facts", False)
    monkeypatch.setattr(stated, "_facts", lambda _: ())
    return raw_scores(engine)


FOUND = (Strength.WEAK, Strength.STRONG, Strength.TELLING)


def place(strength: Strength) -> Place:
    return Place(0, 4, "HEALTH", strength)


@pytest.mark.parametrize(
    ("text", "entity", "term"),
    [
        ("Mrs Adaeze Bell has epilepsy.", "HEALTH", "has epilepsy"),
        ("I was diagnosed with MS last month.", "HEALTH", "MS"),
        ("My son is autistic.", "HEALTH", "is autistic"),
        ("The tenant is on probation.", "CRIMINAL_OFFENCE", "on probation"),
        ("He is a UNISON rep.", "TRADE_UNION", "UNISON rep"),
        ("She told me she voted Green.", "POLITICAL_OPINION", "voted Green"),
    ],
)
def test_a_term_tied_to_a_person_is_sure(found: Found, text: str, entity: str, term: str) -> None:
    assert found(text, entity)[term] >= 0.85


def test_a_person_in_the_next_sentence_makes_a_term_less_sure(found: Found) -> None:
    assert found("Epilepsy again. Mrs Adaeze Bell rang.", "HEALTH") == {"Epilepsy": 0.55}


def test_negation_does_not_clear_a_term(found: Found) -> None:
    assert found("Mrs Adaeze Bell does not have diabetes.", "HEALTH")


def test_what_a_person_runs_is_not_what_they_have(found: Found) -> None:
    assert not found("Ask Dr Adaeze Bell to run the epilepsy training.", "HEALTH", 0.0)
    assert found("Adaeze Bell missed her epilepsy clinic.", "HEALTH")


def test_an_acronym_counts_in_capitals_only(found: Found) -> None:
    assert found("He has MS.", "HEALTH")
    assert not found("He has ms. of the poem", "HEALTH", 0.0)


def test_a_weak_term_counts_only_right_beside_a_person_and_is_uncertain_when_tied(
    found: Found,
) -> None:
    assert found("He was poorly on Friday.", "HEALTH") == {"poorly": 0.5}
    assert found("Mrs Adaeze Bell was poorly.", "HEALTH", 0.0) == {"poorly": 0.4}
    assert not found("The plants look poorly. Mrs Adaeze Bell rang.", "HEALTH", 0.0)


def test_a_term_counts_because_a_list_has_it(reader: SpacyPipeline) -> None:
    text = "He has wibbles."
    artifacts = reader.process_text(text, ENGLISH)
    wibble = TermList(entity="HEALTH", source="s", licence="l", strong=("wibble",))
    assert SensitiveTerm().analyze(text, [], artifacts) == []
    (result,) = SensitiveTerm((wibble,)).analyze(text, [], artifacts)
    assert (result.entity_type, result.start, result.end) == ("HEALTH", 7, 14)


def test_a_term_inside_a_name_is_part_of_the_name(found: Found) -> None:
    assert not found("He met Gay Priestwick.", "SEXUAL_ORIENTATION", 0.0)
    assert found("He told us he is gay.", "SEXUAL_ORIENTATION")


@pytest.mark.parametrize("strength", FOUND)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("generic", [True, False])
def test_a_firmer_link_never_scores_less_in_one_sentence(
    strength: Strength, kind: Kind, generic: bool
) -> None:
    links = [Link.TIED, Link.OWN]
    scores = [score(place(strength), Tie(link, kind, generic)) for link in links]
    assert all(low <= high for low, high in pairwise(scores))


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("kind", [*Kind, None])
def test_a_stronger_term_never_scores_less(link: Link, kind: Kind | None) -> None:
    scores = [score(place(strength), Tie(link, kind)) for strength in FOUND]
    assert all(low <= high for low, high in pairwise(scores))
    assert all(0 <= one <= 0.95 for one in scores)


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("kind", [*Kind, None])
@pytest.mark.parametrize("strength", FOUND)
def test_general_wording_never_adds(strength: Strength, link: Link, kind: Kind | None) -> None:
    plain, general = (score(place(strength), Tie(link, kind, g)) for g in (False, True))
    assert general <= plain


def test_evidence_names_term_link_person_and_wording_in_words_of_ours() -> None:
    assert evidence(place(Strength.STRONG), Tie(Link.TIED, Kind.RELATIVE, generic=True)) == (
        "strong term",
        "tied in one sentence",
        "person: relative",
        "general wording",
    )
    assert evidence(place(Strength.TELLING), Tie(Link.NONE)) == ("telling term", "nobody near")


def test_the_entities_are_those_of_clause_10_3_that_need_most_care() -> None:
    known = SensitiveTerm.entities()
    assert {"HEALTH", "CRIMINAL_OFFENCE", "SAFEGUARDING"} <= set(known)
    assert not {"PERSON", "CREDENTIAL", "PROTECTIVE_MARKING"} & set(known)


def test_a_term_that_a_scanner_misread_says_so() -> None:
    damaged = Place(0, 4, "HEALTH", Strength.STRONG, damaged=True)
    assert "as a scanner misreads it" in evidence(damaged, Tie(Link.OWN, Kind.NAME))
