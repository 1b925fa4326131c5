"""Marked conversations are read without their marks, and our own set holds what it says."""

from collections import Counter
from pathlib import Path

from tests.bench.marked import conversations

OURS = Path(__file__).parents[1] / "golden" / "conversations" / "people.txt"


def test_marks_become_spans_over_the_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text("=== one\n> ask [j|Joan]'s\nson\n< Mrs [j|Lowe]?\n=== two\n> no\n", "utf-8")
    first, second = conversations(path)
    assert [m["role"] for m in first["messages"]] == ["user", "assistant"]
    assert first["messages"][0]["content"] == "ask Joan's\nson"
    assert first["messages"][0]["spans"] == [
        {"start": 4, "end": 8, "label": "PERSON", "entity": "j"}
    ]
    assert first["entities"] == {"j": ["Joan", "Lowe"]}
    assert (second["id"], second["notes"]) == ("two-001", "two")


def test_lines_of_json_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"id": "a"}\n', "utf-8")
    assert conversations(path) == [{"id": "a"}]


def test_each_of_our_conversations_has_several_turns_and_somebody_in_several_forms() -> None:
    ours = conversations(OURS)
    assert len(ours) >= 50
    for one in ours:
        roles = Counter(message["role"] for message in one["messages"])
        assert roles["user"] - roles["assistant"] in {0, 1}, one["id"]
        assert len(one["messages"]) >= 3, one["id"]
        assert any(len(set(forms)) > 1 for forms in one["entities"].values()), one["id"]
        assert not any("[" in m["content"] and "|" in m["content"] for m in one["messages"])
