"""The shipped model as a spaCy component; its spans become the document's entities."""

from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from detectors.model.tagged import Tagged
from detectors.model.tagger import Tagger

NAME = "council_names"
SCORES = "entity_scores"  # in Doc.user_data: (start, end) in characters -> probability
SHIPPED = Path(__file__).parent


class CouncilNames:
    """Sets PERSON, LOCATION, ORGANIZATION and ADDRESS entities, with scores in `user_data`."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        return self._mark(doc, self._tagger.tag([doc.text])[0])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        for group in batched(docs, batch_size):
            found = self._tagger.tag([doc.text for doc in group])
            for doc, spans in zip(group, found, strict=True):
                yield self._mark(doc, spans)

    @staticmethod
    def _mark(doc: Doc, found: list[Tagged]) -> Doc:
        spans, scores = [], {}
        for one in found:
            span = doc.char_span(one.start, one.end, one.label, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                scores[span.start_char, span.end_char] = one
        doc.ents = filter_spans(spans)
        doc.user_data[SCORES] = scores
        return doc


@Language.factory(NAME, default_config={"person_threshold": None})
def _make(nlp: Language, name: str, person_threshold: float | None) -> CouncilNames:
    return CouncilNames(Tagger(SHIPPED, person_threshold))


def found_by_model(span: Span) -> Tagged | None:
    """What the model said about an entity; None when another component set it."""
    scores: dict[tuple[int, int], Tagged] = span.doc.user_data.get(SCORES, {})
    return scores.get((span.start_char, span.end_char))
