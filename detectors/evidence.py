"""Which kind of evidence a finding rests on: some kinds are right more often than others."""

import re
from enum import StrEnum

from detectors.types import Finding

_CHECK = re.compile(r"check (?:digit|letter)")
_CONTEXT = re.compile(
    r"^(?:cue word|introduced|column heading|word for|name of|repeats)|\bperson\b"
)
_OWN_RULES = frozenset({"OwnReferenceRule", "ListedClient"})


class Evidence(StrEnum):
    """A finding is of the first of these kinds that it has."""

    OWN = "own"  # what an organisation added, and scored itself
    READ = "model"
    CHECK = "check digit"
    CONTEXT = "context"  # words around it, or a person
    FORM = "pattern"


def is_read(finding: Finding) -> bool:
    """Whether it is the model that found it."""
    return any(one.startswith("model ") for one in finding.evidence)


def evidence_of(finding: Finding) -> Evidence:
    """The kind of evidence, by the words the finding says it went by."""
    if finding.recogniser in _OWN_RULES:
        return Evidence.OWN
    if is_read(finding):
        return Evidence.READ
    if any(map(_CHECK.match, finding.evidence)):
        return Evidence.CHECK
    return Evidence.CONTEXT if any(map(_CONTEXT.search, finding.evidence)) else Evidence.FORM
