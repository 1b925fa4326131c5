"""What the organisation told us to look for: its own references and its own clients."""

import re
from collections.abc import Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import clients
from detectors.bounded_pattern import bounded
from detectors.clients import (
    ADDRESS,
    KINDS,
    LONGEST,
    PERSON,
    REFERENCE,
    ClientIndex,
    Word,
    hashed,
    held,
    words,
)
from detectors.own_references import ENTITY_OF, OwnReference, read_references
from detectors.rule import Hit, Rule
from detectors.settings import ScanSettings

_REACH = 60  # characters before a match in which a cue word counts
_CUE_SCORE = 0.9
_LISTED = ("on the organisation's own list",)
_LISTED_SCORE = 0.95
_GAPS = {  # what may stand between the words of one value
    PERSON: re.compile(r"[ ,.\n\t'\u2019\u2010-\u2013-]{1,3}"),
    ADDRESS: re.compile(r"[ ,.;/\n\t'\u2019\u2010-\u2013-]{1,6}"),
    REFERENCE: re.compile(r"[ ./_:\u2010-\u2013-]"),
}


def own_rules(settings: ScanSettings) -> Iterator[Rule]:
    """A rule for each pattern, and one for the list. Raises ReferencesError or ClientsError."""
    for reference in read_references(settings.references):
        yield OwnReferenceRule(reference)
    index = clients.load(settings.clients)
    if index is not None:
        yield ListedClient(index)


class OwnReferenceRule(Rule):
    """Finds one of them. Made from the file, so it is in no list of recognisers."""

    def __init__(self, reference: OwnReference) -> None:
        self._reference = reference
        self._pattern = re.compile(rf"(?<!\w)(?:{bounded(reference.pattern).pattern})(?!\w)")
        words = "|".join(re.escape(cue) for cue in reference.cues)
        self._cue = re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)") if words else None
        super().__init__()
        self.supported_entities = [ENTITY_OF[reference.category]]

    @classmethod
    def entities(cls) -> list[str]:
        return sorted(ENTITY_OF.values())

    def sort(self, text: str, artifacts: NlpArtifacts) -> Iterator[tuple[str, Hit]]:
        entity = ENTITY_OF[self._reference.category]
        return ((entity, hit) for hit in self.find(text, artifacts))

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self._pattern.finditer(text):
            if self._reference.is_right(match[0]):
                cue = self._cue and self._cue.search(
                    text, max(0, match.start() - _REACH), match.start()
                )
                score = max(_CUE_SCORE, self._reference.score) if cue else self._reference.score
                yield Hit(*match.span(), score, tuple(self._evidence(cued=bool(cue))))

    def _evidence(self, *, cued: bool) -> Iterator[str]:
        yield f"the organisation's pattern: {self._reference.name}"
        if self._reference.checksum:
            yield f"check digit ({self._reference.checksum})"
        if cued:
            yield "one of its cue words"


class ListedClient(Rule):
    """Names, addresses and references that stand on the list, however they are parted."""

    def __init__(self, index: ClientIndex) -> None:
        self._index = index
        super().__init__()
        self.supported_entities = list(KINDS)

    @classmethod
    def entities(cls) -> list[str]:
        return list(KINDS)

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        return (hit for _, hit in self.sort(text, artifacts))

    def sort(self, text: str, artifacts: NlpArtifacts) -> Iterator[tuple[str, Hit]]:
        found = words(text)
        for kind in KINDS:
            if len(self._index.values[kind]):
                for hit in self._of(kind, text, found):
                    yield kind, hit

    def _of(self, kind: str, text: str, found: Sequence[Word]) -> Iterator[Hit]:
        """The longest value that begins at each word; those inside it are passed over."""
        last = 0
        for number in self._starts(kind, found):
            if found[number].start < last:
                continue
            end = self._longest(kind, text, found, number)
            if end:
                last = end
                yield Hit(found[number].start, end, _LISTED_SCORE, _LISTED)

    def _starts(self, kind: str, found: Sequence[Word]) -> list[int]:
        """The numbers of the words with which a value on the list begins."""
        if kind == REFERENCE:  # may be parted anywhere, so its first word tells nothing
            return [number for number in range(len(found)) if _could_begin(found, number)]
        key = self._index.key
        hashes = [hashed(key, f"first {kind}", (word.text,)) for word in found]
        known = held(self._index.firsts[kind], hashes)
        return [number for number, is_known in enumerate(known) if is_known]

    def _longest(self, kind: str, text: str, found: Sequence[Word], number: int) -> int:
        """Where the longest value that begins at this word ends; 0 when none does."""
        runs = list(_runs(kind, text, found, number, LONGEST[kind]))
        if kind != REFERENCE:
            wanted = set(self._index.lengths[kind])
            runs = [run for run in runs if len(run) in wanted]
        hashes = [hashed(self._index.key, kind, _parts(kind, run)) for run in runs]
        ends = [run[-1].end for run in runs]
        known = held(self._index.values[kind], hashes)
        return max((end for end, is_known in zip(ends, known, strict=True) if is_known), default=0)


def _parts(kind: str, run: Sequence[Word]) -> tuple[str, ...]:
    parts = tuple(word.text for word in run)
    return ("".join(parts),) if kind == REFERENCE else parts


def _runs(
    kind: str, text: str, found: Sequence[Word], number: int, longest: int
) -> Iterator[Sequence[Word]]:
    """The words from this one on, as long as only what may part a value stands between them."""
    for end in range(number, min(number + longest, len(found))):
        if end > number and not _GAPS[kind].fullmatch(text, found[end - 1].end, found[end].start):
            return
        yield found[number : end + 1]


def _could_begin(found: Sequence[Word], number: int) -> bool:
    """A reference has a digit in its first word, or in its second after a few letters."""
    pair = found[number : number + 2]
    if any(c.isdigit() for c in pair[0].text):
        return True
    return len(pair[0].text) <= 6 and len(pair) > 1 and any(c.isdigit() for c in pair[1].text)
