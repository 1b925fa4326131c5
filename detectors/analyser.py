"""Presidio's analyser, with the steps between its recognisers and our findings made cheap.

Presidio filters all results once per recogniser, and compares every result with every other: for
fifty rules and a short text that costs as much as the rules themselves.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from presidio_analyzer.analyzer_engine import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.recognizer_registry import RecognizerRegistry
from presidio_analyzer.recognizer_result import RecognizerResult

from detectors.context import NearbyCues
from detectors.cover import Cover
from detectors.gist import gist_of
from detectors.language import ENGLISH, SpacyPipeline
from detectors.rule import Rule


class Analyser(AnalyzerEngine):
    """The same results as Presidio's own `analyze` for rules that leave context to NearbyCues."""

    def __init__(
        self, registry: RecognizerRegistry, pipeline: SpacyPipeline, cues: NearbyCues, least: float
    ) -> None:
        super().__init__(
            registry=registry,
            nlp_engine=pipeline,
            supported_languages=[ENGLISH],
            context_aware_enhancer=cues,
            default_score_threshold=least,
        )
        self._recognisers = registry.get_recognizers(ENGLISH, all_fields=True)
        self._rules = [rule for rule in self._recognisers if isinstance(rule, Rule)]
        self._cues, self._least = cues, least

    def analyze(
        self,
        text: str,
        language: str = ENGLISH,
        *unused: Any,  # noqa: ANN401
        score_threshold: float | None = None,
        nlp_artifacts: NlpArtifacts | None = None,
        **_: Any,  # noqa: ANN401
    ) -> list[RecognizerResult]:
        """Every result of at least the least score; of one entity's, none inside a better one."""
        artifacts = nlp_artifacts or self.nlp_engine.process_text(text, language)
        gist = gist_of(text, artifacts)
        results = []
        for rule in self._rules:
            found = rule.look(gist, artifacts)
            for result in found:
                result.recognition_metadata[result.RECOGNIZER_IDENTIFIER_KEY] = rule.id
                result.recognition_metadata[result.RECOGNIZER_NAME_KEY] = type(rule).__name__
            results += found
        if not results:
            return results
        results = self._cues.enhance_using_context(text, results, artifacts, self._recognisers)
        least = self._least if score_threshold is None else score_threshold
        return [result for result in outermost(results) if result.score >= least]


def outermost(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """As EntityRecognizer.remove_duplicates: no result that lies in a better one of its entity."""
    kept = []
    covers: defaultdict[str, Cover] = defaultdict(Cover)
    for result in sorted(results, key=lambda r: (-r.score, r.start, r.start - r.end)):
        cover = covers[result.entity_type]
        if result.score > 0 and not cover.holds(result.start, result.end):
            cover.add(result.start, result.end)
            kept.append(result)
    return kept
