"""Special category and criminal offence data: sensitive terms that hang on a person."""

from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.entities import CATEGORY
from detectors.lexicon import Lexicon, Place
from detectors.linking import Link, Links
from detectors.recognisers.people import people
from detectors.rule import Hit, Rule
from detectors.terms import SENSITIVE, TermList

# A strong term beside a person is as uncertain as a weak one tied to one: both are for
# policy to notify and record. A weak term that only stands beside a person is a topic.
_SCORES = {
    (True, Link.DIRECT): 0.85,
    (True, Link.NEAR): 0.6,
    (False, Link.DIRECT): 0.6,
}


class SensitiveTerm(Rule):
    """One entity per term list; without a person nearby a term is a topic and no finding.

    Negation does not clear a term: that Mrs Bell does not have diabetes is health data too.
    """

    entity = "SPECIAL_CATEGORY"

    def __init__(self, terms: tuple[TermList, ...] = ()) -> None:
        super().__init__(terms)
        self._lexicon = Lexicon(terms)

    @classmethod
    def entities(cls) -> list[str]:
        return sorted(name for name, category in CATEGORY.items() if category in SENSITIVE)

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        return (hit for _, hit in self.sort(text, artifacts))

    def sort(self, text: str, artifacts: NlpArtifacts) -> Iterator[tuple[str, Hit]]:
        places = list(self._lexicon.find(text))
        if not places:
            return
        names = [(p.start, p.end) for p in people(text, artifacts) if not _is_term(p, places)]
        links = Links(text, names)
        for place in places:
            score = _SCORES.get((place.strong, links.of(place)))
            if score and not _in_a_name(place, names):
                yield place.entity, Hit(place.start, place.end, score)


def _is_term(person: Hit, places: list[Place]) -> bool:
    """The model took a term for a name ("Rosh Hashanah", "long Covid")."""
    size = person.end - person.start
    return any(2 * (min(p.end, person.end) - max(p.start, person.start)) > size for p in places)


def _in_a_name(place: Place, names: list[tuple[int, int]]) -> bool:
    return any(start <= place.start and place.end <= end for start, end in names)
