"""Presidio's anonymizer with our operator: the only module that knows presidio_anonymizer."""

from collections.abc import Sequence
from functools import cache
from itertools import batched
from typing import Any

from gateway.optional import absent
from gateway.pseudonyms.spans import Span

# One of its operators would import the analyser, and with it spaCy, if it could: 3 s and 100 MB in
# a process that never scans. It does without when the import fails.
with absent("presidio_analyzer"):
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult
    from presidio_anonymizer.operators import Operator, OperatorType

_NAME = "pseudonym"

# The engine compares every span with every other and copies the text for each; in windows the cost
# grows with the length of the text only.
_WINDOW = 8


class Pseudonym(Operator):
    """Puts the token in the place of the value; the tokens of all places are its parameter."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """The token for this place: the entity is its number, for one text may have several."""
        given = params or {}
        tokens: Sequence[str] = given["tokens"]
        return tokens[int(given["entity_type"])]

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Raises ValueError without the tokens."""
        if not params or "tokens" not in params:
            raise ValueError("the pseudonym operator needs the parameter 'tokens'")

    def operator_name(self) -> str:
        """The name it is asked for by."""
        return _NAME

    def operator_type(self) -> OperatorType:
        """It anonymises; restoring is not Presidio's in this product."""
        return OperatorType.Anonymize


@cache
def _engine() -> AnonymizerEngine:
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    engine.add_anonymizer(Pseudonym)
    return engine


def replaced(text: str, spans: Sequence[Span], tokens: Sequence[str]) -> str:
    """The text with disjoint, ordered spans replaced, each by the token at the same place."""
    parts: list[str] = []
    done = 0
    for window in batched(zip(spans, tokens, strict=True), _WINDOW):
        stop = window[-1][0].end
        parts.append(_replaced_window(text[done:stop], window, done))
        done = stop
    return "".join((*parts, text[done:]))


def _replaced_window(text: str, window: Sequence[tuple[Span, str]], offset: int) -> str:
    results = [
        RecognizerResult(str(place), span.start - offset, span.end - offset, score=1.0)
        for place, (span, _) in enumerate(window)
    ]
    tokens = [token for _, token in window]
    result = _engine().anonymize(
        text=text,
        analyzer_results=results,
        operators={"DEFAULT": OperatorConfig(_NAME, {"tokens": tokens})},
        merge_entities_with_spaces=False,  # two names side by side are two people
    )
    return str(result.text)
