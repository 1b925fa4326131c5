"""People: what the language model found, less products and jargon, and the same names elsewhere."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.known import CERTAIN, is_jargon, plain
from detectors.model.spans import model_spans
from detectors.names import named_by_title, repeated, signed, taken
from detectors.rule import Hit, Rule

NAMESAKES = frozenset({"alexa", "bard", "cortana", "claude", "jenkins", "siri"})
_WORD = re.compile(r"[^\W_][\w'\u2019/-]*")


# Inside an address of the net or a path a name is the address's, and the rules for those judge it.
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;]{0,100}(?:@|://)[^\s<>()\[\]\"',;]{0,200}")


def is_person(text: str, score: float = 0.0) -> bool:
    """False for a lone letter, a product, or words all of which are jargon.

    Of a tool that bears a person's name (Claude, Alexa) a certain model knows better.
    """
    words = [word.removesuffix("'s") for word in _WORD.findall(text)]
    if sum(map(len, words)) < 2 or not any(c.isalpha() for c in text):
        return False
    if score >= CERTAIN and plain(text) in NAMESAKES:
        return True
    return not is_jargon(text) and not all(map(is_jargon, words))


def people(artifacts: NlpArtifacts) -> Iterator[Hit]:
    """The people the model found in a text; a public figure has a low score of being private."""
    found = list(model_spans(artifacts, frozenset({"PERSON", "PER", "FIGURE"})))
    addresses = _addresses(found[0][0].doc.text) if found else []
    for span, hit in found:
        if is_person(span.doc.text[hit.start : hit.end], hit.score) and not _inside(hit, addresses):
            yield hit


def _addresses(text: str) -> list[tuple[int, int]]:
    """Addresses of mailboxes and of the net."""
    if "@" not in text and "://" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def _inside(hit: Hit, places: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in places)


class Person(Rule):
    """Every named private individual: what the model found, and the same names elsewhere."""

    entity = "PERSON"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        found = list(people(artifacts))
        yield from found
        yield from named_by_title(text, found)
        yield from signed(text, found)
        yield from repeated(text, found, taken(artifacts))
