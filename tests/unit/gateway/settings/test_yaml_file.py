"""YAML is read with lines, without YAML 1.1's surprises, and without quoting the file in errors."""

from pathlib import Path

import pytest

from gateway.errors import ConfigError, Problem
from gateway.settings.yaml_file import Document, dotted, read


def document(folder: Path, text: str) -> Document:
    file = folder / "some.yaml"
    file.write_text(text, encoding="utf-8")
    return read(file)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        document(folder, text)
    return caught.value.problems


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "OFF", "y", "n", "12:30", "1_000", "010", "0x1F", "2030-12-31"]
)
def test_words_that_yaml_1_1_would_change_stay_as_typed(tmp_path: Path, word: str) -> None:
    assert document(tmp_path, f"key: {word}").value == {"key": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("42", 42),
        ("-7", -7),
        ("0.5", 0.5),
    ],
)
def test_the_core_words_have_their_values(tmp_path: Path, word: str, value: object) -> None:
    assert document(tmp_path, f"key: {word}").value == {"key": value}


@pytest.mark.parametrize("text", ['"true"', "'42'", '"null"', "!!str 42", "|-\n  42"])
def test_quoted_words_are_text(tmp_path: Path, text: str) -> None:
    value = document(tmp_path, f"key: {text}").value
    assert isinstance(value, dict)
    assert isinstance(value["key"], str)


def test_keys_are_text_whatever_they_look_like(tmp_path: Path) -> None:
    assert document(tmp_path, "no: 1\n10.3: 2").value == {"no": 1, "10.3": 2}


def test_every_place_knows_its_line(tmp_path: Path) -> None:
    found = document(tmp_path, "# why\nrules:\n  - id: a\n    params:\n      score: 1\n  - id: b\n")
    assert found.line(("rules",)) == 2
    assert found.line(("rules", 0, "params", "score")) == 5
    assert found.line(("rules", 1, "id")) == 6


def test_a_place_that_is_not_written_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    found = document(tmp_path, "rules:\n  - id: a\n  - id: b\n")
    assert found.line(("rules", 1, "params", "score")) == 3


def test_every_key_that_is_written_twice_is_named_with_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, "a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [(p.line, p.where) for p in found] == [(4, "b.c"), (5, "a")]


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x", "a: &x\n  <<: *x"])
def test_aliases_are_refused(tmp_path: Path, text: str) -> None:
    assert "anchors and aliases" in problems(tmp_path, text)[0].message


def test_an_alias_bomb_ends_at_once(tmp_path: Path) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    assert problems(tmp_path, f"l0: &l0 [1]\n{levels}")


@pytest.mark.parametrize("value", ["!!python/name:os.system ''", "!mine {b: 1}", "!!set {b}"])
def test_tags_that_make_objects_are_refused(tmp_path: Path, value: str) -> None:
    found = problems(tmp_path, f"a: {value}")
    assert "tag" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[\n" * 50_000,
        "- " * 50_000,
        "- " * 1_900 + "a",
        "{a: " * 900 + "1" + "}" * 900,
        "\n".join(f"{' ' * depth}a:" for depth in range(5_000)),
    ],
    ids=["brackets", "lines of brackets", "dashes", "fewer dashes", "braces", "indentation"],
)
def test_nesting_without_end_is_a_problem_not_a_crash(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_a_block_as_a_key_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "? [a, b]\n: 1")[0].line == 1


def test_broken_syntax_is_told_by_line_without_quoting_the_file(tmp_path: Path) -> None:
    canary = "hunter2" + "-canary"
    (found,) = problems(tmp_path, f"ok: 1\npassword: '{canary}\n")
    assert found.line in {2, 3}
    assert canary not in str(found)


def test_two_documents_in_one_file_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "a: 1\n---\nb: 2\n")


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.yaml: cannot be read"):
        read(tmp_path / "absent.yaml")


def test_text_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Café".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read(tmp_path / "latin.yaml")


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfname: A\n")
    assert read(tmp_path / "bom.yaml").value == {"name": "A"}


def test_the_value_is_not_in_the_representation(tmp_path: Path) -> None:
    assert "hunter" not in repr(document(tmp_path, "password: hunter"))


def test_places_read_as_people_write_them() -> None:
    assert dotted(("rules", 3, "params", "min_score")) == "rules[3].params.min_score"
