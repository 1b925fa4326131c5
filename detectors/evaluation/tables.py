"""Scores as tables: one column for the first detector, with its interval, one for each other.

Beside the share of another detector stands how much more or less it is than the first one's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detectors.evaluation.figures import difference, share, with_interval
from detectors.evaluation.people import BenignScore, PeopleScore
from detectors.evaluation.prompts import OPTIONAL, PromptScore, Share, Spans

FEWEST = 20  # spans; fewer say nothing about a kind of text
MOST = 25  # kinds of text in a table, the worst first
Counts = tuple[int, int]  # how many of how many


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def prompt_tables(scores: Mapping[str, PromptScore]) -> list[Table]:
    """Spans by label, documents by what they are, false alarms, origins of names, kinds of text."""
    first = next(iter(scores.values()))
    tables = [
        _spans_table("spans found", scores),
        _shares("documents flagged", "document", scores, lambda s: _documents(s, first)),
        _alarms("false alarms on clean texts", scores, [s.alarms for s in scores.values()]),
        _shares("names found, by origin", "origin", scores, lambda s: _origins(s, first)),
        _shares(
            "core spans found, by word of the notes (the worst)",
            "word",
            scores,
            lambda s: _genres(s, first),
        ),
    ]
    return [table for table in tables if table.rows]


def people_tables(scores: Mapping[str, PeopleScore]) -> list[Table]:
    """Names: how many were found, how exactly, and how many of those found are names."""
    measures: tuple[tuple[str, Callable[[PeopleScore], Counts]], ...] = (
        ("names touched by any finding", lambda s: (s.touched, s.gold)),
        ("recall, overlapping", lambda s: (s.overlapped, s.gold)),
        ("recall, exact", lambda s: (s.exact, s.gold)),
        ("precision, overlapping", lambda s: (s.right, s.found)),
        ("precision, exact", lambda s: (s.exact, s.found)),
        ("characters leaked", lambda s: (s.leaked, s.characters)),
    )
    return [
        _shares("people", "measure", scores, lambda s: {name: count(s) for name, count in measures})
    ]


def benign_tables(scores: Mapping[str, BenignScore]) -> list[Table]:
    """How many prompts hold something personal, and what it is."""
    tables = [
        _shares(
            "benign prompts",
            "measure",
            scores,
            lambda s: {"prompts with a personal finding": (s.flagged.hit, s.flagged.n)},
        ),
        _alarms("personal findings", scores, [s.alarms for s in scores.values()]),
    ]
    return [table for table in tables if table.rows]


def _spans_table(title: str, scores: Mapping[str, PromptScore]) -> Table:
    first, *_ = scores.values()
    head = ["label", "n"]
    for name in scores:
        head += [f"{name}: recall", "typed", "leaked"]
    rows = [_span_row(label, [s.spans for s in scores.values()]) for label in sorted(first.spans)]
    totals = [{"core total": s.total} for s in scores.values()]
    rows += [_span_row("core total", totals)] if first.total.n else []
    return Table(title, tuple(head), tuple(rows))


def _span_row(label: str, counted: Sequence[Mapping[str, Spans]]) -> tuple[str, ...]:
    first, *others = (one.get(label, Spans()) for one in counted)
    cells = [f"{label} (optional)" if label in OPTIONAL else label, str(first.n)]
    cells += [with_interval(first.hit, first.n), *_quality(first)]
    for other in others:
        cells += [_beside((first.hit, first.n), (other.hit, other.n)), *_quality(other)]
    return tuple(cells)


def _quality(spans: Spans) -> tuple[str, str]:
    return share(spans.typed, spans.n), share(spans.leaked, spans.characters)


def _shares[Score](
    title: str,
    what: str,
    scores: Mapping[str, Score],
    counted: Callable[[Score], Mapping[str, Counts]],
) -> Table:
    first, *others = map(counted, scores.values())
    rows = tuple(
        (
            key,
            str(counts[1]),
            with_interval(*counts),
            *(_beside(counts, other.get(key, (0, 0))) for other in others),
        )
        for key, counts in first.items()
    )
    return Table(title, (what, "n", *scores), rows)


def _beside(first: Counts, other: Counts) -> str:
    if not other[1]:
        return "-"
    more = difference((other[0], first[0]), (other[1], first[1]))
    return f"{share(*other)} ({more})"


def _documents(score: PromptScore, _: PromptScore) -> Mapping[str, Counts]:
    return {key: _counts(score.documents[key]) for key in sorted(score.documents)}


def _counts(counted: Share) -> Counts:
    return counted.hit, counted.n


def _origins(score: PromptScore, first: PromptScore) -> Mapping[str, Counts]:
    """Each origin, then all together: no group should be far under that."""
    if not first.names:
        return {}
    found = {key: (s.hit, s.n) for key, s in sorted(score.names.items())}
    return found | {
        "all origins": (sum(h for h, _ in found.values()), sum(n for _, n in found.values()))
    }


def _genres(score: PromptScore, first: PromptScore) -> Mapping[str, Counts]:
    common = [word for word, spans in first.genres.items() if spans.n >= FEWEST]
    worst = sorted(common, key=lambda w: (first.genres[w].hit / first.genres[w].n, w))[:MOST]
    return {word: (score.genres[word].hit, score.genres[word].n) for word in worst}


def _alarms(title: str, scores: Mapping[str, object], alarms: Sequence[Mapping[str, int]]) -> Table:
    entities = sorted({entity for one in alarms for entity in one})
    rows = tuple(
        (entity, *(str(one.get(entity, 0)) for one in alarms))
        for entity in sorted(entities, key=lambda e: (-alarms[0].get(e, 0), e))
    )
    return Table(title, ("entity", *scores), rows)


def as_text(table: Table) -> Iterator[str]:
    """Lines with columns side by side."""
    widths = [max(map(len, column)) for column in zip(table.head, *table.rows, strict=True)]
    yield table.title
    for row in (table.head, *table.rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join(cells).rstrip()


def as_markdown(table: Table) -> Iterator[str]:
    """The same as a Markdown table under its title."""
    yield f"{table.title[0].upper()}{table.title[1:]}:"
    yield ""
    yield f"| {' | '.join(table.head)} |"
    yield "|" + "---|" * len(table.head)
    for row in table.rows:
        yield f"| {' | '.join(row)} |"
