"""Every form of file becomes the same annotated texts; what is wrong is named by file and line."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from detectors.evaluation.gold import GoldError, GoldSet, Kind, Span, read_gold

PROMPT = {
    "id": "p-1",
    "text": "Ring Ada Bell",
    "spans": [{"start": 5, "end": 13, "label": "PERSON"}],
    "expect": "pii",
    "notes": "one-liner",
}
TURNS = [
    {"role": "user", "content": "Ada Bell", "spans": [{"start": 0, "end": 8, "label": "PERSON"}]},
    {"role": "assistant", "content": "Hello", "spans": []},
]


def written(folder: Path, *rows: Any, name: str = "some.jsonl") -> Path:
    path = folder / name
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *rows: Any, **options: Any) -> GoldSet:
    return read_gold(written(folder, *rows), **options)


def test_a_prompt_has_its_spans_and_what_it_is(tmp_path: Path) -> None:
    (one,) = read(tmp_path, PROMPT).texts
    assert (one.id, one.expect, one.notes) == ("p-1", "pii", "one-liner")
    assert one.spans == (Span(5, 13, "PERSON"),)


def test_what_a_prompt_does_not_say_is_personal_data(tmp_path: Path) -> None:
    (one,) = read(tmp_path, {"text": "x", "spans": []}).texts
    assert one.expect == "pii"


def test_messages_of_a_conversation_are_texts_of_one_group(tmp_path: Path) -> None:
    first, second = read(tmp_path, {"id": "c-1", "messages": TURNS}).texts
    assert (first.id, first.group, first.expect) == ("c-1/0", "c-1", "pii")
    assert (second.group, second.expect) == ("c-1", "")


@pytest.mark.parametrize(
    ("row", "kind", "texts"),
    [
        ({"text": "x", "spans": [], "source": "s", "split": "test"}, Kind.PEOPLE, ["x"]),
        ({"question_id": 1, "turns": ["a", "b"]}, Kind.BENIGN, ["a", "b"]),
        ({"instruction": "Do", "instances": [{"input": "this"}]}, Kind.BENIGN, ["Do\nthis"]),
        ({"instruction": "Do", "instances": [{"input": ""}]}, Kind.BENIGN, ["Do"]),
    ],
)
def test_other_forms_are_known_by_their_keys(
    tmp_path: Path, row: Any, kind: Kind, texts: list[str]
) -> None:
    found = read(tmp_path, row)
    assert found.kind is kind
    assert [one.text for one in found.texts] == texts


def test_a_table_of_prompts_and_a_packed_file_are_read(tmp_path: Path) -> None:
    table = tmp_path / "prompts.csv"
    table.write_text('act,prompt\nPoet,"Write,\na poem"\n', encoding="utf-8")
    assert [one.text for one in read_gold(table).texts] == ["Write,\na poem"]
    packed = written(tmp_path, PROMPT, name="names-welsh.jsonl.gz")
    assert [one.origin for one in read_gold(packed).texts] == ["welsh"]


def test_records_in_mark_up_are_read_with_origin_and_without_what_is_nobodys(
    tmp_path: Path,
) -> None:
    file = tmp_path / "names" / "names-welsh.txt"
    file.parent.mkdir()
    file.write_text(
        "=== special health | letter\n[[PERSON|Ada Bell]] is ill. Ring [[~PHONE|0300]].\n",
        encoding="utf-8",
    )
    (one,) = read_gold(tmp_path).texts
    assert (one.origin, one.expect, one.category) == ("welsh", "special", "health")
    assert one.spans == (Span(0, 8, "PERSON"),)
    assert one.notes == "names letter"
    assert read_gold(file).texts == read_gold(tmp_path).texts


def test_every_fifth_line_is_held_out_of_prompts_and_nothing_of_corpora(tmp_path: Path) -> None:
    rows = [PROMPT | {"id": n} for n in range(10)]
    assert [one.id for one in read(tmp_path, *rows, held_out=True).texts] == ["4", "9"]
    corpus = [{"text": str(n), "spans": [], "split": "test"} for n in range(10)]
    assert len(read(tmp_path, *corpus, held_out=True).texts) == 10
    assert len(read(tmp_path, *rows, limit=3).texts) == 3


BAD = {
    "{": ":1: is not valid JSON",
    '{"other": 1}': "record 1 is not an annotated text",
    '{"text": "x", "spans": [{"start": 0}]}': "record 1 is not an annotated text",
    "[1]": "record 1 is not an annotated text",
    "": "holds no records",
    '{"turns": ["a"]}\n{"text": "x", "spans": []}': "of different forms",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_file_is_named_and_never_quoted(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match="bad") as caught:
        read_gold(path)
    assert BAD[text] in str(caught.value)


def test_a_bad_table_or_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("act\nPoet\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("=== odd\nx\n", encoding="utf-8")
    for name in ("a.csv", "b.txt", "none.jsonl"):
        with pytest.raises(GoldError, match=name):
            read_gold(tmp_path / name)


def test_a_text_is_in_no_repr(tmp_path: Path) -> None:
    assert "Bell" not in repr(read(tmp_path, PROMPT))
