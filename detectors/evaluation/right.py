"""Whether a finding is right: what it says is marked there, or stated by the text."""

from collections import defaultdict
from collections.abc import Mapping, Set
from types import MappingProxyType

from detectors.evaluation.gold import Gold
from detectors.evaluation.prompts import FAMILY
from detectors.recognisers.stated import ENTITY
from detectors.training.labels import OWN
from detectors.training.markup import CONTEXT, LABELS
from detectors.types import Finding

_STATES: Mapping[str, str] = MappingProxyType({entity: said for said, entity in ENTITY.items()})


def _labels() -> Mapping[str, Set[str]]:
    labels: dict[str, set[str]] = defaultdict(set)
    for label in LABELS - CONTEXT:
        for entity in FAMILY.get(label, {label}):
            labels[entity].add(label)
    # A number that is kept about somebody is one, whichever number it is (the model has one label
    # for them); these have no label of their own.
    labels["UK_CASE_REFERENCE"] |= {label for label, taught in OWN.items() if taught == "REFERENCE"}
    labels["UK_JUSTICE_NUMBER"] = labels["UK_ULN"] = {"CASE_REFERENCE"}
    labels["URL_CREDENTIAL"] = {"CREDENTIAL"}
    return MappingProxyType(labels)


_LABELS = _labels()


def is_right(gold: Gold, finding: Finding) -> bool | None:
    """None where nobody marked such things: markings, devices, facts in most prompts."""
    if finding.entity in _STATES:
        return None if gold.stated is None else _STATES[finding.entity] in gold.stated
    labels = _LABELS.get(finding.entity)
    if labels is None:
        return None
    return any(
        span.label in labels and span.start < finding.end and finding.start < span.end
        for span in gold.spans
    )
