"""Annotated records: text and places come out exactly, and mistakes are named with their line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.training.markup import MarkupError, Record, is_held_out, read_file, read_folder

HEAD = "=== pii health | a note\n"


def read(tmp_path: Path, body: str) -> list[Record]:
    path = tmp_path / "some-01.txt"
    path.write_text(body, encoding="utf-8")
    return list(read_file(path))


def test_marks_say_where_the_words_stand_in_the_plain_text(tmp_path: Path) -> None:
    (record,) = read(tmp_path, HEAD + "Ring [[PERSON|Ada Bell]]\non [[~PHONE|0300 123 4567]].\n")
    assert record.text == "Ring Ada Bell\non 0300 123 4567."
    assert [record.text[m.start : m.end] for m in record.marks] == ["Ada Bell", "0300 123 4567"]
    assert [m.benign for m in record.marks] == [False, True]
    assert (record.kind, record.categories, record.notes) == ("pii", ("health",), "a note")


def test_a_figure_is_never_private(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "=== clean | essay\nWho was [[FIGURE|Ada Lovelace]]?\n")
    assert record.marks[0].benign


def test_a_check_digit_is_filled_in(tmp_path: Path) -> None:
    (record,) = read(tmp_path, HEAD + "NHS [[UK_NHS|943 476 591#]]\n")
    assert record.text == "NHS 943 476 5919"


def test_records_know_their_number_and_line(tmp_path: Path) -> None:
    first, second = read(tmp_path, "=== clean | a\none\n\n=== clean | b\ntwo\n")
    assert (first.id, second.id) == ("some-01-001", "some-01-002")
    assert (first.line, second.line) == (1, 4)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("=== odd | x\ntext\n", "a record starts"),
        ("=== pii sorrow | x\ntext\n", "no such category: sorrow"),
        ("=== special | x\ntext\n", "names its category"),
        (HEAD + "[[NAME|Ada]]\n", "no such label: NAME"),
        (HEAD + "[[PERSON|Ada\n", "not closed"),
        (HEAD + "[[UPN|#1#]]\n", "no check digit"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(MarkupError, match=said) as caught:
        read(tmp_path, body)
    assert "some-01.txt:1" in str(caught.value)


@given(st.lists(st.text("ab \n\u00e9\U0001f600", min_size=1), min_size=1, max_size=6))
def test_every_mark_is_exact_whatever_stands_around_it(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    body = "x" + "".join(f"{part}[[PERSON|Ada Bell]]" for part in parts) + "x"
    (record,) = read(tmp_path_factory.mktemp("r"), "=== pii | x\n" + body + "\n")
    assert [record.text[m.start : m.end] for m in record.marks] == ["Ada Bell"] * len(parts)


def test_what_is_held_out_does_not_depend_on_other_records(tmp_path: Path) -> None:
    many = "".join(f"=== clean | x\nnumber {n}\n" for n in range(400))
    held = {r.id for r in read(tmp_path, many) if is_held_out(r)}
    assert {r.id for r in read(tmp_path, many + "=== clean | y\nmore\n") if is_held_out(r)} >= held
    assert 20 < len(held) < 60


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text("=== clean | x\ntext\n", encoding="utf-8")
    assert [record.id for record in read_folder(tmp_path)] == ["a-001", "b-001"]
