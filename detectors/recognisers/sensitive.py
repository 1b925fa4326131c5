"""Special category and criminal offence data: sensitive terms that hang on a person."""

from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.anchors import Kind
from detectors.entities import CATEGORY
from detectors.gist import Gist, gist_of
from detectors.lexicon import Lexicon, Place
from detectors.linking import Links, Tie
from detectors.model.spans import model_spans
from detectors.recognisers.people import people
from detectors.rule import Hit, Rule
from detectors.terms import SENSITIVE, Strength, TermList
from detectors.ties import Link

# 0.5 and more is data about a person, 0.3 to 0.5 is uncertain (for policy to notify and record),
# less is a topic and no finding. Measured on development data: see docs/decisions.
_SCORES: dict[Strength, dict[Link, float]] = {
    Strength.TELLING: {
        Link.OWN: 0.95,
        Link.TIED: 0.9,
        Link.ROW: 0.9,
        Link.SENTENCE: 0.8,
        Link.BESIDE: 0.7,
        Link.TEXT: 0.6,
        Link.NONE: 0.4,
    },
    Strength.STRONG: {
        Link.OWN: 0.9,
        Link.TIED: 0.85,
        Link.ROW: 0.8,
        Link.SENTENCE: 0.6,
        Link.BESIDE: 0.55,
        Link.TEXT: 0.35,
    },
    Strength.WEAK: {
        Link.OWN: 0.5,
        Link.TIED: 0.4,
        Link.ROW: 0.4,
        Link.SENTENCE: 0.3,
    },
}
_SAID = {
    Link.NONE: "nobody near",
    Link.TEXT: "a person elsewhere in the text",
    Link.BESIDE: "a person in the next sentence",
    Link.SENTENCE: "a person in the sentence",
    Link.ROW: "same row or record",
    Link.TIED: "tied in one sentence",
    Link.OWN: "right beside the person",
}
GENERIC = 0.25  # taken off for wording about people in general
TIED_IN_GENERAL = 0.4
NOT_FIRM = 0.1
FIRM = {Kind.NAME, Kind.PRONOUN, Kind.RELATIVE, Kind.SELF}  # "the child" may be any child
_FIGURES = frozenset({"FIGURE"})


def score(place: Place, tie: Tie) -> float:
    """How sure it is that the term is about a person; 0 for a topic."""
    found = _SCORES[place.strength].get(tie.link, 0.0)
    firm = tie.kind in FIRM
    weak = place.strength is Strength.WEAK  # beside a name, an ordinary word is only that
    if (weak and tie.kind is Kind.NAME) or (not firm and (weak or tie.link is Link.BESIDE)):
        found -= NOT_FIRM
    if tie.generic and not (firm and tie.link >= Link.TIED):
        found -= GENERIC if tie.link < Link.TIED else TIED_IN_GENERAL
    return max(0.0, round(found, 2))


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
        gist = gist_of(text, artifacts)
        places = list(self._lexicon.find_also_damaged(gist))
        if not places:
            return
        names = [(p.start, p.end) for p in people(text, artifacts) if not _is_term(p, places)]
        figures = [(hit.start, hit.end) for _, hit in model_spans(artifacts, _FIGURES)]
        for place, tie in linked(gist, places, names, figures):
            yield place.entity, Hit(place.start, place.end, score(place, tie), evidence(place, tie))


def linked(
    gist: Gist,
    places: list[Place],
    names: list[tuple[int, int]],
    figures: list[tuple[int, int]],
) -> Iterator[tuple[Place, Tie]]:
    """Each term that is not part of a name, with what ties it to a person; topics left out."""
    links = Links(gist, names, figures)
    for place in places:
        if not _in_a_name(place, (*names, *figures)):
            tie = links.of(place)
            if score(place, tie):
                yield place, tie


def evidence(place: Place, tie: Tie) -> tuple[str, ...]:
    """What a score went by, in words of ours."""
    said = [f"{place.strength.name.lower()} term", _SAID[tie.link]]
    if tie.kind is not None:
        said.append(f"person: {tie.kind.value}")
    if place.damaged:
        said.append("as a scanner misreads it")
    if tie.generic:
        said.append("general wording")
    return tuple(said)


def _is_term(person: Hit, places: list[Place]) -> bool:
    """The model took a term for a name ("Rosh Hashanah", "long Covid")."""
    size = person.end - person.start
    return any(2 * (min(p.end, person.end) - max(p.start, person.start)) > size for p in places)


def _in_a_name(place: Place, names: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= place.start and place.end <= end for start, end in names)
