"""Code names of projects and operations that an organisation listed as confidential."""

from collections.abc import Iterator
from datetime import date

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.codenames import CodeName, pattern_of
from detectors.rule import Hit, Rule
from detectors.terms import TermList


class ListedCodeName(Rule):
    """Exactly the listed words. An entry counts up to and on the day it expires."""

    entity = "CODE_NAME"

    def __init__(
        self, terms: tuple[TermList, ...] = (), code_names: tuple[CodeName, ...] = ()
    ) -> None:
        super().__init__(terms)
        self._names = code_names
        self._day = date.min
        self._pattern = pattern_of(())

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        self._turn_page(date.today())  # noqa: DTZ011 - an entry expires on the local calendar
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            yield Hit(*match.span(), 1.0, ("listed code name",))

    def _turn_page(self, today: date) -> None:
        """A worker lives for days: once a day the names that have expired are left out."""
        if today != self._day:
            self._day = today
            self._pattern = pattern_of([one for one in self._names if one.expires >= today])
