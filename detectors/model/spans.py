"""The model's spans as hits, whichever pipeline found them."""

from collections.abc import Iterator
from typing import ClassVar

from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Span

from detectors.model.component import found_by_model
from detectors.model.join import NAMES
from detectors.rule import Hit, Rule

OTHER_PIPELINE_SCORE = 0.85  # a pipeline without probabilities: Presidio's usual figure


def model_spans(artifacts: NlpArtifacts, labels: frozenset[str]) -> Iterator[tuple[Span, Hit]]:
    """The entities of these labels, with exact offsets and score where the model gave them."""
    for span in artifacts.entities:
        if span.label_ not in labels:
            continue
        found = found_by_model(span)
        if found is None:
            evidence = ("the configured pipeline",)
            yield span, Hit(span.start_char, span.end_char, OTHER_PIPELINE_SCORE, evidence)
        else:
            score = found.private if found.label in NAMES else found.score
            yield span, Hit(found.start, found.end, score, (f"model {score:.2f}",))


class ModelRule(Rule):
    """The model's spans of one label; `needs_digit` leaves out those without a figure."""

    label: ClassVar[str]
    needs_digit: ClassVar[bool] = False

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for _, hit in model_spans(artifacts, frozenset({self.label})):
            words = text[hit.start : hit.end]
            if not self.needs_digit or any(c.isdigit() for c in words):
                yield hit
