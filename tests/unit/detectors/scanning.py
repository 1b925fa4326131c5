"""What the tests of this folder share."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from detectors.engine import Engine
from detectors.types import Category, Finding

TERMS = Path(__file__).parents[3] / "config" / "terms"
NINO = "Her NINO is AB123456C."


class Found(Protocol):
    """Text and entity -> what was found of it, with scores."""

    def __call__(self, text: str, entity: str, at_least: float = 0.5) -> dict[str, float]: ...


def raw_scores(engine: Engine) -> Found:
    """What a rule says; what that is worth is measured anew from time to time."""

    def scan(text: str, entity: str, at_least: float = 0.5) -> dict[str, float]:
        return {
            text[f.start : f.end]: f.raw
            for f in engine.scan([text])[0]
            if f.entity == entity and f.raw is not None and f.raw >= at_least
        }

    return scan


def finding(entity: str, start: int, end: int, score: float = 0.8) -> Finding:
    return Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=end,
        score=score,
        recogniser="test",
    )


def entities(found: Iterable[Finding]) -> set[str]:
    return {one.entity for one in found}


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)
