"""Special category means a person: the same words about nobody are a topic."""

from pathlib import Path

import pytest
import yaml

from detectors.engine import Engine
from detectors.terms import SENSITIVE
from tests.unit.detectors.scanning import Found

EXAMPLES = yaml.safe_load((Path(__file__).parent / "special_category.yaml").read_text("utf-8"))
# Right answers of all there are, (about a person, about a topic), in each set; raise, never lower.
# The hard topics left are historical and fictional people, which this version does not know.
FLOORS = {"plain": (30, 30), "hard": (8, 3), "unseen": (10, 10)}


def is_flagged(engine: Engine, text: str) -> bool:
    return any(f.category in SENSITIVE and f.score >= 0.5 for f in engine.scan([text])[0])


@pytest.mark.parametrize("name", FLOORS)
def test_the_examples_are_told_apart_as_well_as_before(engine: Engine, name: str) -> None:
    right = {"person": 0, "topic": 0}
    for row in EXAMPLES[name]:
        right[row["about"]] += is_flagged(engine, row["text"]) == (row["about"] == "person")
    assert (right["person"], right["topic"]) >= FLOORS[name]
    assert right["topic"] >= FLOORS[name][1]


@pytest.mark.parametrize(
    ("text", "entity", "term"),
    [
        ("Mrs Adaeze Bell has epilepsy.", "HEALTH", "epilepsy"),
        ("I was diagnosed with MS last month.", "HEALTH", "MS"),
        ("My son is autistic.", "HEALTH", "autistic"),
        ("The tenant is on probation.", "CRIMINAL_OFFENCE", "on probation"),
        ("He is a UNISON rep.", "TRADE_UNION", "UNISON rep"),
        ("She told me she voted Green.", "POLITICAL_OPINION", "voted Green"),
    ],
)
def test_a_term_tied_to_a_person_is_sure(found: Found, text: str, entity: str, term: str) -> None:
    assert found(text, entity)[term] == 0.85


def test_a_person_in_the_next_sentence_makes_a_term_uncertain(found: Found) -> None:
    text = "Epilepsy again. Mrs Adaeze Bell rang."
    assert found(text, "HEALTH") == {"Epilepsy": 0.6}


def test_negation_does_not_clear_a_term(found: Found) -> None:
    assert found("Mrs Adaeze Bell does not have diabetes.", "HEALTH")


def test_what_a_person_runs_is_not_what_they_have(found: Found) -> None:
    assert not found("Ask Dr Adaeze Bell to run the epilepsy training.", "HEALTH")
    assert found("Adaeze Bell missed her epilepsy clinic.", "HEALTH")


def test_an_acronym_counts_in_capitals_only(found: Found) -> None:
    assert found("He has MS.", "HEALTH")
    assert not found("He has ms. of the poem", "HEALTH")
