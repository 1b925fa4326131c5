"""What the model reads as a sensitive fact about one individual, whatever words say it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc

from detectors.language import LateArtifacts
from detectors.model.component import stated_by_model
from detectors.model.labels import SENSITIVE
from detectors.rule import Hit, Rule

ENTITY: Mapping[str, str] = MappingProxyType(
    {name: name.upper() for name in SENSITIVE}
    | {"politics": "POLITICAL_OPINION", "child_safeguarding": "SAFEGUARDING"}
)


class StatedFact(Rule):
    """One finding per subject; a text that is only about a subject has a low score."""

    entity = "SPECIAL_CATEGORY"

    @classmethod
    def entities(cls) -> list[str]:
        return sorted(ENTITY.values())

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        return (hit for _, hit in _facts(artifacts))

    def sort(self, text: str, artifacts: NlpArtifacts) -> Iterator[tuple[str, Hit]]:
        return _facts(artifacts)


def _facts(artifacts: NlpArtifacts) -> Iterator[tuple[str, Hit]]:
    if isinstance(artifacts, LateArtifacts) and not artifacts.is_read():
        return  # tokens are not made to be told that nothing is in them
    if isinstance(artifacts.tokens, Doc):
        for one in stated_by_model(artifacts.tokens):
            evidence = (f"model {one.score:.2f}", "stated about one person")
            yield ENTITY[one.label], Hit(one.start, one.end, one.score, evidence)
