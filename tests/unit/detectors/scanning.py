"""What the tests of this folder share."""

from pathlib import Path
from typing import Protocol

TERMS = Path(__file__).parents[3] / "config" / "terms"


class Found(Protocol):
    """Text and entity -> what was found of it, with scores."""

    def __call__(self, text: str, entity: str, at_least: float = 0.5) -> dict[str, float]: ...
