"""Labels leave without text; annotated texts only where places fit what was kept."""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from gateway.audit.judgements import Judgement, PastJudgement, Verdict
from gateway.audit.labels import annotated, plain, tally
from gateway.audit.noted import NotedFinding
from gateway.audit.opening import KeptText, Record

TEXT = "Ask Ada Bell or Tom Reid"


def place(words: str, entity: str = "PERSON", segment: int = 0) -> NotedFinding:
    start = TEXT.index(words)
    return NotedFinding(
        segment=segment,
        entity=entity,
        category="personal",
        start=start,
        end=start + len(words),
        score=0.83,
        recogniser="Person",
        evidence=("model 0.83",),
    )


BELL, REID = place("Ada Bell"), place("Tom Reid")


def said(verdict: Verdict, finding: NotedFinding | None, **more: str) -> Judgement:
    return Judgement(
        record="r-1",
        verdict=verdict,
        who="a.reviewer",
        source=more.pop("source", "label"),
        entity=finding.entity if finding else "",
        finding=finding,
        scan_version="0123456789ab",
        **more,
    )


def record(*texts: str, findings: tuple[NotedFinding, ...] = (BELL, REID)) -> Record:
    kept = tuple(KeptText(path="p", role="user", new=True, text=text) for text in texts)
    return Record(
        facts={},
        ending=None,
        justification="",
        unread=(),
        findings=findings,
        scan_version="0123456789ab",
        texts={"prompt_typed": kept} if kept else {},
    )


def gold(made: Record, *judged: Judgement) -> list[dict[str, Any]]:
    return list(annotated("r-1", made, judged))


def test_a_label_leaves_with_evidence_and_without_note_name_or_text() -> None:
    given = said(Verdict.FALSE_ALARM, BELL, note="CANARY")
    row = plain(PastJudgement(id="j-1", time=datetime(2031, 5, 1, tzinfo=UTC), judgement=given))
    assert row == {
        "id": "j-1",
        "record": "r-1",
        "time": "2031-05-01T00:00:00.000+00:00",
        "source": "label",
        "verdict": "false_alarm",
        "entity": "PERSON",
        "score": 0.83,
        "recogniser": "Person",
        "evidence": ["model 0.83"],
        "scan_version": "0123456789ab",
    }
    assert "CANARY" not in json.dumps(row)


def test_what_was_missed_or_only_reported_has_no_score() -> None:
    for given in (said(Verdict.MISSED, BELL), said(Verdict.MISSED, None, source="report")):
        row = plain(PastJudgement(id="j", time=datetime(2031, 5, 1, tzinfo=UTC), judgement=given))
        assert (row["score"], row["recogniser"], row["evidence"]) == (None, None, [])


def test_what_is_correct_or_was_missed_is_a_span() -> None:
    (one,) = gold(record(TEXT), said(Verdict.CORRECT, BELL), said(Verdict.MISSED, REID))
    assert (one["id"], one["text"], one["expect"]) == ("r-1/0", TEXT, "pii")
    assert one["spans"] == [
        {"start": 4, "end": 12, "label": "PERSON"},
        {"start": 16, "end": 24, "label": "PERSON"},
    ]


def test_a_message_is_clean_only_when_all_that_was_found_is_a_false_alarm() -> None:
    (both,) = gold(record(TEXT), *(said(Verdict.FALSE_ALARM, f) for f in (BELL, REID)))
    assert (both["expect"], both["spans"]) == ("clean", [])
    (one,) = gold(record(TEXT), said(Verdict.FALSE_ALARM, BELL))
    assert one["expect"] == ""


def test_the_last_word_on_a_place_counts() -> None:
    (one,) = gold(record(TEXT), said(Verdict.CORRECT, BELL), said(Verdict.FALSE_ALARM, BELL))
    assert one["spans"] == []


def test_messages_without_labels_or_not_kept_as_typed_stay_in() -> None:
    correct = said(Verdict.CORRECT, BELL)
    assert gold(record(TEXT), said(Verdict.FALSE_ALARM, None, source="report")) == []
    assert gold(record(), correct) == []
    assert gold(record("Ask [secret] Ada Bell"), correct) == []
    assert [one["id"] for one in gold(record(TEXT, TEXT), correct)] == ["r-1/0"]


def test_verdicts_are_counted_by_kind_and_finder() -> None:
    given = [said(Verdict.CORRECT, BELL), said(Verdict.CORRECT, REID), said(Verdict.MISSED, None)]
    past = [PastJudgement(id="j", time=datetime.now(UTC), judgement=one) for one in given]
    assert tally(past) == {
        ("", ""): Counter({Verdict.MISSED: 1}),
        ("PERSON", "Person"): Counter({Verdict.CORRECT: 2}),
    }
