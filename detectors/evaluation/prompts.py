"""The scorer of annotated prompts: spans found and leaked, documents flagged, false alarms.

A span counts as found when findings cover at least half of its characters, whatever they are
called; `typed` when a finding of its own family touches it; `leaked` are its uncovered characters.
A document is flagged when anything is found in it; where a sensitive fact is (special) or is only
the subject (topic), when a finding of such a category is. Clean documents that their notes call
debatable are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from detectors.evaluation.gold import Gold, Span
from detectors.types import Category, Finding

OPTIONAL = frozenset({"ORGANIZATION", "LOCATION", "CASE_REFERENCE"})
"""Labels that are reported, and not in the totals."""

SENSITIVE = frozenset({Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE})
FAMILY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        label: frozenset(names.split())
        for label, names in {
            "PHONE": "PHONE PHONE_NUMBER",
            "EMAIL": "EMAIL EMAIL_ADDRESS",
            "IBAN": "IBAN IBAN_CODE",
            "ADDRESS": "ADDRESS UK_ADDRESS STREET_ADDRESS POSTCODE UK_POSTCODE",
            "POSTCODE": "POSTCODE UK_POSTCODE ADDRESS UK_ADDRESS",
            "DATE_OF_BIRTH": "DATE_OF_BIRTH DOB",
            "UK_VEHICLE": "UK_VEHICLE UK_VEHICLE_REGISTRATION",
            "BANK_ACCOUNT": "BANK_ACCOUNT UK_BANK_ACCOUNT UK_SORT_CODE",
            "UPN": "UPN UK_UPN",
            "UK_CHI": "UK_CHI UK_NHS",
            "CREDENTIAL": "CREDENTIAL SECRET PASSWORD API_KEY PRIVATE_KEY",
            "CASE_REFERENCE": "CASE_REFERENCE UK_CASE_REFERENCE",
        }.items()
    }
)
"""Label of a span -> what a finding of it may be called; a label that is not here, its own name."""

_WORD = re.compile(r"(?!(?:and|for|from|into|only|the|with)\b)[^\W\d_]{3,}")


@dataclass(slots=True)
class Spans:
    """What became of the spans of one label."""

    n: int = 0
    hit: int = 0
    typed: int = 0
    characters: int = 0
    leaked: int = 0

    def __add__(self, other: "Spans") -> "Spans":
        return Spans(
            self.n + other.n,
            self.hit + other.hit,
            self.typed + other.typed,
            self.characters + other.characters,
            self.leaked + other.leaked,
        )

    @property
    def leak(self) -> float:
        """The share of characters that no finding covers."""
        return self.leaked / max(1, self.characters)


@dataclass(slots=True)
class Share:
    """How many of how many."""

    hit: int = 0
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A span that was not found, or a finding where nothing is. `words` are the text itself."""

    what: str  # MISS | ALARM
    id: str
    label: str
    words: str = field(repr=False)


@dataclass(slots=True)
class PromptScore:
    """Everything counted over a set of prompts, by what its name says."""

    spans: dict[str, Spans] = field(default_factory=dict)
    documents: dict[str, Share] = field(default_factory=dict)
    alarms: Counter[str] = field(default_factory=Counter)
    names: dict[str, Spans] = field(default_factory=dict)  # PERSON, by origin of the name
    genres: dict[str, Spans] = field(default_factory=dict)  # core spans, by word of the notes
    misses: list[Miss] = field(default_factory=list)

    @property
    def total(self) -> Spans:
        """All labels that are not optional."""
        return sum((s for label, s in self.spans.items() if label not in OPTIONAL), Spans())


def score_prompts(texts: Sequence[Gold], found: Sequence[Sequence[Finding]]) -> PromptScore:
    """The score of those findings, which are those of each text in order."""
    score = PromptScore()
    for gold, findings in zip(texts, found, strict=True):
        covered = _covered(gold, findings)
        for span in gold.spans:
            _count_span(score, gold, span, _outcome(span, covered, findings))
        _count_document(score, gold, findings)
    return score


def _covered(gold: Gold, findings: Sequence[Finding]) -> bytearray:
    covered = bytearray(len(gold.text))
    for finding in findings:
        covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    return covered


def _outcome(span: Span, covered: bytearray, findings: Sequence[Finding]) -> Spans:
    size, inside = span.end - span.start, covered[span.start : span.end].count(1)
    family = FAMILY.get(span.label, frozenset({span.label}))
    typed = any(f.entity in family and f.start < span.end and span.start < f.end for f in findings)
    return Spans(1, int(inside * 2 >= size), int(typed), size, size - inside)


def _count_span(score: PromptScore, gold: Gold, span: Span, outcome: Spans) -> None:
    _add(score.spans, span.label, outcome)
    if span.label == "PERSON" and gold.origin:
        _add(score.names, gold.origin, outcome)
    if span.label not in OPTIONAL:
        for word in sorted(set(_WORD.findall(gold.notes.casefold()))):
            _add(score.genres, word, outcome)
    if not outcome.hit:
        words = gold.text[span.start : span.end]
        score.misses.append(Miss(what="MISS", id=gold.id, label=span.label, words=words))


def _count_document(score: PromptScore, gold: Gold, findings: Sequence[Finding]) -> None:
    if not gold.expect or (gold.expect == "clean" and "debatable" in gold.notes):
        return
    flagged = bool(findings)
    if gold.expect in {"special", "topic"}:
        flagged = any(finding.category in SENSITIVE for finding in findings)
    for key in _keys(gold):
        share = score.documents.setdefault(key, Share())
        share.hit += flagged
        share.n += 1
    if gold.expect == "clean":
        score.alarms.update(finding.entity for finding in findings)
        score.misses += [_alarm(gold, finding) for finding in findings]
    elif gold.expect == "topic":
        score.misses += [_alarm(gold, f) for f in findings if f.category in SENSITIVE]
    elif gold.expect == "special" and not flagged:
        score.misses.append(Miss(what="MISS", id=gold.id, label=gold.category, words=gold.text))


def _keys(gold: Gold) -> Iterator[str]:
    yield gold.expect
    if gold.category:
        yield f"{gold.expect}/{gold.category}"
    if gold.technique:
        yield f"technique/{gold.technique}"


def _alarm(gold: Gold, finding: Finding) -> Miss:
    words = gold.text[finding.start : finding.end]
    return Miss(what="ALARM", id=gold.id, label=finding.entity, words=words)


def _add(counts: dict[str, Spans], key: str, outcome: Spans) -> None:
    counts[key] = counts.get(key, Spans()) + outcome
