"""Special category means a person: the same words about nobody are a topic."""

from pathlib import Path

import pytest
import yaml

from detectors.engine import Engine
from detectors.terms import SENSITIVE

HERE = Path(__file__).parent
NEAR_MISSES = yaml.safe_load((HERE / "near_misses.yaml").read_text("utf-8"))
EXAMPLES = yaml.safe_load((HERE / "special_category.yaml").read_text("utf-8"))
EXAMPLES["near misses"] = NEAR_MISSES
# Right answers of all there are, (about a person, about a topic), in each set; raise, never lower.
FLOORS = {"plain": (29, 30), "hard": (7, 5), "unseen": (10, 10), "near misses": (26, 25)}


def is_flagged(engine: Engine, text: str) -> bool:
    return any(f.category in SENSITIVE and f.score >= 0.5 for f in engine.scan([text])[0])


@pytest.mark.parametrize("name", FLOORS)
def test_the_examples_are_told_apart_as_well_as_before(engine: Engine, name: str) -> None:
    right = {"person": 0, "topic": 0}
    for row in EXAMPLES[name]:
        right[row["about"]] += is_flagged(engine, row["text"]) == (row["about"] == "person")
    assert (right["person"], right["topic"]) >= FLOORS[name]
    assert right["topic"] >= FLOORS[name][1]


def test_every_category_has_its_near_misses() -> None:
    assert {row["subject"] for row in NEAR_MISSES} == {
        *("health", "ethnicity", "religion", "trade_union", "sexual_orientation", "sex_life"),
        *("genetic", "biometric", "politics", "criminal_offence"),
        *("child_safeguarding", "adult_safeguarding"),
    }
