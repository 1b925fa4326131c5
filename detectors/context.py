"""Lift a weak hit when one of its recogniser's cue words stands near it."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.entity_recognizer import EntityRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.recognizer_result import RecognizerResult

from detectors.rule import EVIDENCE, Rule

BEFORE, AFTER = 10, 4  # tokens; marks count too
_PARTS = re.compile(r"[^\W\d_]+")


class NearbyCues(ContextAwareEnhancer):
    """Presidio's own enhancer walks all tokens for every hit and logs the words it compares."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=BEFORE,
            context_suffix_count=AFTER,
        )
        self._recognisers: list[EntityRecognizer] = []
        self._cued: dict[str, Rule] = {}

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        if recognizers is not self._recognisers:  # of all texts the same
            self._recognisers = recognizers
            self._cued = {r.id: r for r in recognizers if isinstance(r, Rule) and r.cues}
        for result in raw_results:
            rule = self._cued.get(result.recognition_metadata[result.RECOGNIZER_IDENTIFIER_KEY])
            if rule and result.score < rule.cue_score:
                cue = _near(result, nlp_artifacts, rule)
                if cue:
                    result.score = rule.cue_score
                    known = result.recognition_metadata.get(EVIDENCE, ())
                    result.recognition_metadata[EVIDENCE] = (*known, f"cue word: {cue}")
        return raw_results


def _near(result: RecognizerResult, artifacts: NlpArtifacts, rule: Rule) -> str:
    """The rule's cue word beside the result; "" for none."""
    starts: list[int] = artifacts.tokens_indices
    first = bisect_right(starts, result.start) - 1
    last = bisect_right(starts, result.end - 1)
    window = artifacts.lemmas[max(0, first - BEFORE) : last + AFTER]
    return next((word for word in _words(window) if word in rule.cues), "")


def _words(lemmas: Iterable[str]) -> Iterable[str]:
    """Lemmas and their parts: "nhs_number:" and "dob=" hold cue words too."""
    for lemma in lemmas:
        yield lemma
        yield from _PARTS.findall(lemma)
