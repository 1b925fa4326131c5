"""People: what the language model found, less products and jargon, and the same names elsewhere."""

import re
from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gist import gist_of
from detectors.initials import initials
from detectors.introduced import introduced
from detectors.known import CERTAIN, is_jargon, plain
from detectors.model.spans import model_spans
from detectors.names import beside_number, named_by_title, repeated, signed, taken
from detectors.namesakes import is_somebodys, namesake
from detectors.nobody import LABELS, is_in, nobody
from detectors.rule import Hit, Rule
from detectors.vouched import vouched
from detectors.welsh.gate import in_welsh
from detectors.welsh.names import is_nobody, welsh_names

LETTER = 0.6  # a lone letter is a person ("Mr H", "J said") where the model is this sure
NAMESAKES = frozenset({"alexa", "bard", "cortana", "claude", "jenkins", "siri"})
_WORD = re.compile(r"[^\W_][\w'\u2019/-]*")


# Inside an address of the net or a path a name is the address's, and the rules for those judge it.
_STOP = r"\s<>()\[\]\"',;"
_ADDRESS = re.compile(rf"(?:@|://)[^{_STOP}]{{0,200}}")
_STOPS = re.compile(rf"[{_STOP}]")
_LONGEST_LOCAL = 100
_FOUND: WeakKeyDictionary[NlpArtifacts, tuple[Hit, ...]] = WeakKeyDictionary()


def is_person(text: str, score: float = 0.0) -> bool:
    """False for a product, or words all of which are jargon.

    Of a tool that bears a person's name (Claude, Alexa) a certain model knows better.
    """
    words = [word.removesuffix("'s") for word in _WORD.findall(text)]
    if not any(c.isalpha() for c in text):
        return False
    if sum(map(len, words)) < 2:
        return score >= LETTER
    if score >= CERTAIN and plain(text) in NAMESAKES:
        return True
    return not is_jargon(text) and not all(map(is_jargon, words))


def people(text: str, artifacts: NlpArtifacts) -> tuple[Hit, ...]:
    """The people the model found in a text; a public figure has a low score of being private.

    Several rules ask it of the same text, which is told by its artifacts.
    """
    known = _FOUND.get(artifacts)
    if known is None:
        known = _FOUND[artifacts] = tuple(_people(text, artifacts))
    return known


def _people(text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
    spans = list(model_spans(artifacts, frozenset({"PERSON", "PER", "FIGURE"})))
    found = [hit for _, hit in spans]
    if in_welsh(gist_of(text, artifacts)):
        figures = [(hit.start, hit.end) for span, hit in spans if span.label_ == "FIGURE"]
        found = list(_with_welsh(text, found, figures))
    addresses = (*_addresses(text), *nobody(text, artifacts)) if found else ()
    for hit in found:
        person = is_person(text[hit.start : hit.end], hit.score)
        person = person or is_somebodys(text, hit.start, hit.end)
        if person and not _inside(hit, addresses):
            yield hit


def _with_welsh(text: str, found: Sequence[Hit], figures: list[tuple[int, int]]) -> Iterator[Hit]:
    """What the model took for names, less places and bodies; and the names it did not know."""
    for hit in found:
        if not is_nobody(text, hit.start, hit.end):
            yield hit
    for start, end, score, why in welsh_names(text):
        hit = Hit(start, end, score, ("Welsh", why))
        if not _inside(hit, figures):
            yield hit


def _addresses(text: str) -> list[tuple[int, int]]:
    """Addresses of mailboxes and of the net."""
    if "@" not in text and "://" not in text:
        return []
    return [(_begin(text, match.start()), match.end()) for match in _ADDRESS.finditer(text)]


def _begin(text: str, at: int) -> int:
    before = text[max(0, at - _LONGEST_LOCAL) : at]
    return at - len(_STOPS.split(before)[-1])


def _inside(hit: Hit, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in places)


class Person(Rule):
    """Every named private individual: what the model found, and the same names elsewhere."""

    entity = "PERSON"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        found = people(text, artifacts)
        none = nobody(text, artifacts)
        seen = [(e.start_char, e.end_char) for e in artifacts.entities if e.label_ in LABELS]
        formal = [
            hit
            for hit in (
                *named_by_title(text, found),
                *signed(text, found),
                *introduced(text, seen),
                *vouched(text, found, seen),
                *beside_number(text, artifacts),
            )
            if not is_in(hit.start, hit.end, none) and not namesake(text, hit.start, hit.end)
        ]
        yield from found
        yield from formal
        yield from initials(text, (*found, *formal))
        yield from repeated(text, (*found, *formal), [*taken(artifacts), *none])
