"""What every recogniser here is: a rule that finds one kind of entity by its form."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from presidio_analyzer.analysis_explanation import AnalysisExplanation
from presidio_analyzer.local_recognizer import LocalRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.recognizer_result import RecognizerResult

from detectors.gates import Gate
from detectors.gist import Gist, gist_of
from detectors.terms import TermList

EVIDENCE = "evidence"  # key of a Presidio result's metadata


@dataclass(frozen=True, slots=True)
class Hit:
    """A place a rule found: code-point offsets, end exclusive, a score 0..1, and what it went by.

    Evidence is words of ours only, never of the text.
    """

    start: int
    end: int
    score: float
    evidence: tuple[str, ...] = ()


class Rule(LocalRecognizer):
    """One entity. `cues` are lemmas that, standing near a hit, lift its score to `cue_score`.

    `needs` is a cheap test: a text in which it finds nothing is not looked at further. `hints` is
    one that costs next to nothing, asked first: a text in which none of these words stands (in
    lower case; parts of words count) cannot hold what the rule looks for.
    """

    entity: ClassVar[str]
    cues: ClassVar[tuple[str, ...]] = ()
    cue_score: ClassVar[float] = 0.85
    hints: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[Gate | None] = None

    def __init__(self, terms: tuple[TermList, ...] = ()) -> None:
        self.terms = terms
        super().__init__(supported_entities=self.entities(), context=list(self.cues))

    @classmethod
    def entities(cls) -> list[str]:
        return [cls.entity]

    def load(self) -> None:
        """Nothing to load; Presidio asks for the method."""

    @abstractmethod
    def find(self, text: str, artifacts: NlpArtifacts) -> Iterable[Hit]:
        """The places in `text`; `artifacts` are its tokens, lemmas and model entities."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts,
    ) -> list[RecognizerResult]:
        return self.look(gist_of(text, nlp_artifacts), nlp_artifacts)

    def look(self, gist: Gist, artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """As `analyze`, for a caller who keeps what is known about the text for all its rules."""
        if self.hints and not gist.has_any(self.hints):
            return []
        if self.needs is not None and not gist.has(self.needs):
            return []
        return [self.result(entity, hit) for entity, hit in self.sort(gist.text, artifacts)]

    def sort(self, text: str, artifacts: NlpArtifacts) -> Iterable[tuple[str, Hit]]:
        """Every hit with the entity it is of."""
        return ((self.entity, hit) for hit in self.find(text, artifacts))

    def result(self, entity: str, hit: Hit) -> RecognizerResult:
        why = AnalysisExplanation(recognizer=type(self).__name__, original_score=hit.score)
        result = RecognizerResult(entity, hit.start, hit.end, hit.score, why)
        result.recognition_metadata = {EVIDENCE: hit.evidence}
        return result


class PatternRule(Rule):
    """A rule whose places are the matches of `pattern` that `judge` scores above 0.

    Where the pattern has a group called `value`, that group is the place when it took part.
    `checks` says in words what `judge` makes sure of. Patterns must be linear: every repeat
    bounded, or followed by something it cannot match itself.
    """

    pattern: ClassVar[re.Pattern[str]]
    score: ClassVar[float] = 0.85
    checks: ClassVar[tuple[str, ...]] = ()

    def judge(self, match: re.Match[str]) -> float:
        return self.score

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        group = "value" if "value" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            score = self.judge(match)
            if score > 0:
                start, end = match.span(group) if match.start(group) >= 0 else match.span()
                yield Hit(start, end, score, ("pattern", *self.checks))
