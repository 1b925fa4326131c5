"""Special category means a person: the same words about nobody are a topic."""

from pathlib import Path

import pytest
import yaml

from detectors.engine import Engine
from detectors.terms import SENSITIVE

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
