"""The shipped model as a spaCy component; its spans become the document's entities."""

from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from detectors.model.tagged import Reading, Tagged
from detectors.model.tagger import Tagger

NAME = "council_names"
SCORES = "entity_scores"  # in Doc.user_data: (start, end) in characters -> Tagged
STATED = "stated"  # in Doc.user_data: what the text states about somebody
SHIPPED = Path(__file__).parent


class CouncilNames:
    """Sets the entities of detectors.model.labels, with exact offsets and scores in `user_data`."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        return self._mark(doc, self._tagger.tag([doc.text])[0])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        for group in batched(docs, batch_size):
            found = self._tagger.tag([doc.text for doc in group])
            for doc, reading in zip(group, found, strict=True):
                yield self._mark(doc, reading)

    @staticmethod
    def _mark(doc: Doc, reading: Reading) -> Doc:
        spans, scores = [], {}
        for one in reading.spans:
            span = doc.char_span(one.start, one.end, one.label, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                scores[span.start_char, span.end_char] = one
        doc.ents = filter_spans(spans)
        doc.user_data[SCORES] = scores
        doc.user_data[STATED] = reading.stated
        return doc


@Language.factory(NAME, default_config={"model": "accurate", "threads": 1})
def _make(nlp: Language, name: str, model: str, threads: int) -> CouncilNames:
    return CouncilNames(Tagger(SHIPPED, model, threads=threads))


def found_by_model(span: Span) -> Tagged | None:
    """What the model said about an entity; None when another component set it."""
    scores: dict[tuple[int, int], Tagged] = span.doc.user_data.get(SCORES, {})
    return scores.get((span.start_char, span.end_char))


def stated_by_model(doc: Doc) -> tuple[Tagged, ...]:
    """Where the text states something sensitive; nothing from another pipeline."""
    stated: tuple[Tagged, ...] = doc.user_data.get(STATED, ())
    return stated
