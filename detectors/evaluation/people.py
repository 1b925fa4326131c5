"""The scorer of corpora of named entities (names of people only), and of benign prompts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from detectors.evaluation.gold import Gold, Span
from detectors.evaluation.prompts import Miss, Share
from detectors.types import Category, Finding

PERSON = "PERSON"


@dataclass(slots=True)
class PeopleScore:
    """`gold` and `found` are numbers of names; the rest are how many of them.

    exact: the same characters; overlapped: gold names that a found one overlaps; right: found
    names that overlap a gold one; touched: gold names that any finding overlaps. Characters are
    those of gold names that are no blanks; `leaked` those under no finding at all.
    """

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlapped: int = 0
    right: int = 0
    touched: int = 0
    characters: int = 0
    leaked: int = 0
    misses: list[Miss] = field(default_factory=list)


@dataclass(slots=True)
class BenignScore:
    """Prompts in which something personal was found, and what."""

    flagged: Share = field(default_factory=Share)
    alarms: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)


def score_people(texts: Sequence[Gold], found: Sequence[Sequence[Finding]]) -> PeopleScore:
    """Against gold spans called PERSON; other labels and entities do not count as names."""
    score = PeopleScore()
    for gold, findings in zip(texts, found, strict=True):
        every = [Span(f.start, f.end, f.entity) for f in findings]
        names = [span for span in every if span.label == PERSON]
        people = [span for span in gold.spans if span.label == PERSON]
        score.gold += len(people)
        score.found += len(names)
        score.exact += len(set(people) & set(names))
        score.overlapped += sum(_meets(one, names) for one in people)
        score.touched += sum(_meets(one, every) for one in people)
        score.right += sum(_meets(one, people) for one in names)
        _leak(score, gold, people, every)
        score.misses += [_miss("MISS", gold, s) for s in people if not _meets(s, every)]
        score.misses += [_miss("ALARM", gold, s) for s in names if not _meets(s, people)]
    return score


def score_benign(texts: Sequence[Gold], found: Sequence[Sequence[Finding]]) -> BenignScore:
    """Every personal finding is listed: some of these prompts do name somebody."""
    score = BenignScore()
    for gold, findings in zip(texts, found, strict=True):
        personal = [finding for finding in findings if finding.category is Category.PERSONAL]
        score.flagged.n += 1
        score.flagged.hit += bool(personal)
        score.alarms.update(finding.entity for finding in personal)
        spans = (Span(f.start, f.end, f.entity) for f in personal)
        score.misses += [_miss("ALARM", gold, span) for span in spans]
    return score


def _leak(score: PeopleScore, gold: Gold, people: Sequence[Span], every: Sequence[Span]) -> None:
    covered = bytearray(len(gold.text))
    for span in every:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for span in people:
        seen = [i for i in range(span.start, span.end) if not gold.text[i].isspace()]
        score.characters += len(seen)
        score.leaked += sum(not covered[i] for i in seen)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _miss(what: str, gold: Gold, span: Span) -> Miss:
    words = gold.text[span.start : span.end]
    return Miss(what=what, id=gold.id, label=span.label, words=words)
