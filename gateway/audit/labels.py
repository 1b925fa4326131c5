"""Judgements for those who improve detection: without text, or as annotated texts by consent."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gateway.audit.judgements import Judgement, PastJudgement, Verdict
from gateway.audit.noted import NotedFinding
from gateway.audit.opening import Record

_Place = tuple[int, int, int, str]  # segment, start, end, entity


def plain(past: PastJudgement) -> dict[str, Any]:
    """One judgement as JSON types. No text, no note, and nobody's name."""
    said, found = past.judgement, past.judgement.finding
    row: dict[str, Any] = {
        "id": past.id,
        "record": said.record,
        "time": past.time.isoformat(timespec="milliseconds"),
        "source": said.source,
        "verdict": said.verdict.value,
        "entity": said.entity or None,
        "score": None,
        "recogniser": None,
        "evidence": [],
        "scan_version": said.scan_version or None,
    }
    if found and said.verdict is not Verdict.MISSED:
        judged = {"score": found.score, "recogniser": found.recogniser}
        row |= judged | {"evidence": list(found.evidence)}
    return row


def annotated(
    record_id: str, record: Record, said: Iterable[Judgement]
) -> Iterator[dict[str, Any]]:
    """The labelled messages of a record as gold texts for `detectors evaluate`.

    Only messages that were kept as typed: where something was taken out, places do not fit. What
    was labelled correct or missed is a span. A message is "pii" when it has one, "clean" when all
    that was found in it is a false alarm, and else says nothing of the whole.
    """
    latest = _latest(said)
    for number, text in enumerate(record.texts.get("prompt_typed", ())):
        verdicts = {place: one for place, one in latest.items() if place[0] == number}
        if not verdicts or "[secret]" in text.text:
            continue
        spans = _spans(verdicts, len(text.text))
        found = [_place(one) for one in record.findings if one.segment == number]
        judged = all(verdicts.get(place) is Verdict.FALSE_ALARM for place in found)
        yield {
            "id": f"{record_id}/{number}",
            "text": text.text,
            "spans": spans,
            "expect": "pii" if spans else "clean" if judged else "",
            "notes": "labelled",
        }


def tally(past: Iterable[PastJudgement]) -> Mapping[tuple[str, str], Counter[Verdict]]:
    """How often which verdict was given, by kind and finder ("" where none is named)."""
    counts: dict[tuple[str, str], Counter[Verdict]] = {}
    for one in past:
        said = one.judgement
        finder = said.finding.recogniser if said.finding else ""
        counts.setdefault((said.entity, finder), Counter())[said.verdict] += 1
    return dict(sorted(counts.items()))


def _latest(said: Iterable[Judgement]) -> dict[_Place, Verdict]:
    """The last word on each place; reports name no place."""
    return {_place(one.finding): one.verdict for one in said if one.finding}


def _place(found: NotedFinding) -> _Place:
    return found.segment, found.start, found.end, found.entity


def _spans(verdicts: Mapping[_Place, Verdict], size: int) -> Sequence[dict[str, Any]]:
    return [
        {"start": start, "end": end, "label": entity}
        for (_, start, end, entity), verdict in sorted(verdicts.items())
        if verdict is not Verdict.FALSE_ALARM and end <= size
    ]
