"""Text to findings, in this process: Presidio over one spaCy pipeline and our recognisers."""

from collections.abc import Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.recognizer_result import RecognizerResult

from detectors.adjudicate import settle
from detectors.analyser import Analyser
from detectors.anchors import words_for_a_person
from detectors.codenames import load_code_names
from detectors.company import SURE, in_company
from detectors.context import NearbyCues
from detectors.entities import CATEGORY
from detectors.gist import Gist, gist_of
from detectors.known import unless_famous
from detectors.language import ENGLISH, SpacyPipeline, load_pipeline
from detectors.normalise import Shadow, shadow
from detectors.own_rules import own_rules
from detectors.registry import build_registry
from detectors.reliability import read_curves, reliable
from detectors.rule import EVIDENCE
from detectors.settings import ScanSettings
from detectors.stages import Stages
from detectors.terms import load_terms
from detectors.tongue import less_sure, other_language
from detectors.types import FLOOR, Finding
from detectors.views.view import view_of
from detectors.weigh import has_candidates, weigh

HEARD = 0.004  # what is weighed against other findings may be far weaker
TEXTS_PER_RUN = 16


class Engine:
    """Slow to make (seconds), not safe for two threads at once."""

    def __init__(self, settings: ScanSettings) -> None:
        self._pipeline = SpacyPipeline(
            load_pipeline(settings.pipeline, settings.model, settings.threads_each())
        )
        self.stages = Stages()
        self._reads_facts = not settings.pipeline  # only the shipped model speaks of facts
        self._curves = read_curves(settings.model, shipped=not settings.pipeline)
        registry = build_registry(
            load_terms(settings.terms), load_code_names(settings.code_names), own_rules(settings)
        )
        self._analyser = Analyser(registry, self._pipeline, NearbyCues(), HEARD)

    def warm(self) -> None:
        """Load what libraries load on first use, so that nobody's first prompt waits for it."""
        self.scan(["Ask Ada Bell, 01632 960000 or ada.bell@example.org, about the NHS form."])

    def scan(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Findings of each text, in order; offsets in code points of the text as given.

        The memory zone frees the words that were read: they are personal data.
        """
        with self.stages.timed("normalise"):
            shadows = [shadow(text) for text in texts]
        with self._pipeline.nlp.memory_zone():
            with self.stages.timed("model"):
                read = list(self._read(shadows))
            with self.stages.timed("rules"):
                found = [
                    (*self._findings(one, artifacts), *self._disguised(one, artifacts))
                    for one, artifacts in zip(shadows, read, strict=True)
                ]
        with self.stages.timed("settle"):
            return [self._settled(*one) for one in zip(texts, found, strict=True)]

    def _settled(self, text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        if self._reads_facts and has_candidates(findings):
            findings = weigh(findings, somebody=_speaks_of_somebody(text, findings))
        other = other_language(text)
        if other is not None:
            findings = (*less_sure(text, findings), other)
        found = in_company(findings)
        settled = settle(unless_famous(text, found))
        return reliable([f for f in settled if f.score >= FLOOR], self._curves)

    def _read(self, shadows: list[Shadow]) -> Iterator[NlpArtifacts]:
        texts = (one.text for one in shadows)
        batch = self._pipeline.process_batch(texts, ENGLISH, batch_size=TEXTS_PER_RUN)
        return (artifacts for _, artifacts in batch)

    def _disguised(self, one: Shadow, read: NlpArtifacts) -> Iterator[Finding]:
        """What a second reading finds in pieces that are encoded, cut, spelled out or set apart."""
        view = view_of(one, gist_of(one.text, read))
        if view is None:
            return
        text = view.shadow.text
        artifacts = (self._pipeline.process_text if view.words else self._pipeline.unread)(
            text, ENGLISH
        )
        for result in self._analyser.analyze(text, ENGLISH, nlp_artifacts=artifacts):
            found = view.judged(_finding(Shadow(text), result))
            if found:
                yield found

    def _findings(self, one: Shadow, artifacts: NlpArtifacts) -> Iterator[Finding]:
        for result in self._analyser.analyze(one.text, ENGLISH, nlp_artifacts=artifacts):
            yield _finding(one, result)


def _speaks_of_somebody(text: str, findings: tuple[Finding, ...]) -> bool:
    if any(f.entity == "PERSON" and f.score >= SURE for f in findings):
        return True
    return next(words_for_a_person(Gist(text)), None) is not None


def _finding(one: Shadow, result: RecognizerResult) -> Finding:
    start, end = one.original(result.start, result.end)
    return Finding(
        entity=result.entity_type,
        category=CATEGORY[result.entity_type],
        start=start,
        end=end,
        score=round(min(float(result.score), 1.0), 4),
        recogniser=result.recognition_metadata[result.RECOGNIZER_NAME_KEY],
        evidence=(
            *result.recognition_metadata.get(EVIDENCE, ()),
            *one.evidence(result.start, result.end),
        ),
    )
