"""Short ways to write annotated texts and findings. All people are fictional."""

from detectors.entities import CATEGORY
from detectors.evaluation.gold import Gold, Span
from detectors.types import Category, Finding


def gold(text: str, *marks: tuple[str, str], **more: str) -> Gold:
    """A text with a span for each (words, label)."""
    spans = tuple(Span(*_place(text, words), label) for words, label in marks)
    return Gold(id=more.pop("id", "t"), text=text, spans=spans, **more)


def found(text: str, *values: tuple[str, str]) -> tuple[Finding, ...]:
    """A finding for each (words, entity)."""
    return tuple(
        Finding(
            entity=entity,
            category=CATEGORY.get(entity, Category.PERSONAL),
            start=_place(text, words)[0],
            end=_place(text, words)[1],
            score=0.9,
            recogniser="test",
        )
        for words, entity in values
    )


def _place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)
