"""Special category means a person: the same words about nobody are a topic."""

from pathlib import Path

import pytest
import yaml

from detectors.engine import Engine
from detectors.terms import SENSITIVE

HERE = Path(__file__).parent
NEAR_MISSES = yaml.safe_load((HERE / "near_misses.yaml").read_text("utf-8"))
EXAMPLES = yaml.safe_load((HERE / "special_category.yaml").read_text("utf-8"))
# Right answers of all there are, (about a person, about a topic), in each set; raise, never lower.
# The hard topics left are historical and fictional people, which this version does not know.
FLOORS = {"plain": (30, 30), "hard": (8, 4), "unseen": (10, 10)}


def is_flagged(engine: Engine, text: str) -> bool:
    return any(f.category in SENSITIVE and f.score >= 0.5 for f in engine.scan([text])[0])


@pytest.mark.parametrize("name", FLOORS)
def test_the_examples_are_told_apart_as_well_as_before(engine: Engine, name: str) -> None:
    right = {"person": 0, "topic": 0}
    for row in EXAMPLES[name]:
        right[row["about"]] += is_flagged(engine, row["text"]) == (row["about"] == "person")
    assert (right["person"], right["topic"]) >= FLOORS[name]
    assert right["topic"] >= FLOORS[name][1]


@pytest.mark.parametrize("row", NEAR_MISSES, ids=lambda row: f"{row['subject']}-{row['about']}")
def test_the_same_words_are_told_apart_by_whether_they_hang_on_a_person(
    engine: Engine, row: dict[str, str]
) -> None:
    assert is_flagged(engine, row["text"]) == (row["about"] == "person"), row["text"]


def test_every_category_has_its_near_misses() -> None:
    assert {row["subject"] for row in NEAR_MISSES} == {
        *("health", "ethnicity", "religion", "trade_union", "sexual_orientation", "sex_life"),
        *("genetic", "biometric", "politics", "criminal_offence"),
        *("child_safeguarding", "adult_safeguarding"),
    }
