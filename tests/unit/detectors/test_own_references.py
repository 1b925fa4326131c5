"""config/references.yaml: what it may say, and that a mistake is named."""

from pathlib import Path

import pytest
import yaml

from detectors.own_references import ENTITY_OF, OwnReference, ReferencesError, read_references

SHIPPED = Path(__file__).parents[3] / "config" / "references.yaml"


def file(folder: Path, text: str) -> Path:
    path = folder / "references.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_and_an_empty_file_hold_nothing(tmp_path: Path) -> None:
    assert read_references(None) == ()
    assert read_references(file(tmp_path, "")) == ()
    assert read_references(SHIPPED) == ()


def test_the_shipped_examples_can_be_switched_on(tmp_path: Path) -> None:
    _, _, examples = SHIPPED.read_text(encoding="utf-8").partition("# references:")
    text = "references:" + examples.replace("\n# ", "\n").replace("\n#", "\n")
    found = read_references(file(tmp_path, text))
    assert len(found) == len(yaml.safe_load(text)["references"]) > 4
    assert {one.category for one in found} <= set(ENTITY_OF)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("references: [{name: x1, pattern: 'a+b'}]", "x1: the pattern uses '+'"),
        ("references: [{name: x1, pattern: abc, score: 2}]", "references.0.score"),
        ("references: [{name: x1, pattern: abc, colour: red}]", "references.0.colour"),
        ("references: [{name: x1, pattern: abc, checksum: md5}]", "checksum"),
        ("references: [{name: x1, pattern: abc}, {name: x1, pattern: abd}]", "same name"),
        ("references: [", "not YAML"),
    ],
)
def test_every_mistake_is_named(tmp_path: Path, text: str, why: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(ReferencesError) as caught:
        read_references(path)
    assert str(path) in str(caught.value)
    assert why in str(caught.value)


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ReferencesError, match="cannot be read"):
        read_references(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("luhn", "2345 6789 0120 17", "2345 6789 0120 18"),
        ("mod11", "943-476-5919", "943-476-5918"),
        ("mod23", "1234Q", "1234B"),
        ("mod97", "123456789012345611", "123456789012345612"),
        ("luhn", "0", "A1"),
    ],
)
def test_a_wrong_check_digit_is_no_reference(check: str, right: str, wrong: str) -> None:
    reference = OwnReference.model_validate({"name": "x1", "pattern": "abc", "checksum": check})
    assert reference.is_right(right)
    assert not reference.is_right(wrong)
