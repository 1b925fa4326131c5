"""Term lists: how they are read, and what stops the start."""

from pathlib import Path

import pytest

from detectors.terms import Strength, TermList, TermsError, load_terms
from tests.unit.detectors.scanning import TERMS


def test_the_shipped_lists_load_and_cover_every_sensitive_entity() -> None:
    lists = load_terms(TERMS)
    assert len({one.entity for one in lists}) == 11
    assert all(one.source and one.licence for one in lists)


def test_every_sensitive_entity_has_a_list_in_welsh_as_well() -> None:
    lists = load_terms(TERMS)
    welsh = {one.entity for one in lists if one.language == "cy"}
    assert welsh == {one.entity for one in lists if one.language == "en"}


def test_no_term_is_in_one_list_twice() -> None:
    for one in load_terms(TERMS):
        both = [term.casefold() for _, terms in one.by_strength() for term in terms]
        assert len(both) == len(set(both)), sorted(t for t in set(both) if both.count(t) > 1)


@pytest.mark.parametrize(
    "content",
    [
        "entity: HEALTH",
        "entity: PERSON\nsource: s\nlicence: l\nstrong: [ab]",
        "[",
        "entity: X\nnew: 1",
    ],
)
def test_a_list_that_cannot_be_used_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    with pytest.raises(TermsError, match=r"bad\.yaml"):
        load_terms(tmp_path)


def test_a_folder_without_lists_is_an_error_not_an_empty_set(tmp_path: Path) -> None:
    with pytest.raises(TermsError):
        load_terms(tmp_path)
    assert load_terms(None) == ()


def test_lists_are_read_in_the_order_of_their_names_and_other_files_left(tmp_path: Path) -> None:
    for name, entity in (("b", "RELIGION"), ("a", "HEALTH")):
        text = f"entity: {entity}\nsource: s\nlicence: l\nstrong: ['  first {name} ']\n"
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "README.md").write_text("not a list")
    lists = load_terms(tmp_path)
    assert [(one.entity, one.strong, one.weak) for one in lists] == [
        ("HEALTH", ("first a",), ()),
        ("RELIGION", ("first b",), ()),
    ]


def test_the_surest_reading_of_a_term_comes_first() -> None:
    one = TermList(entity="HEALTH", source="s", licence="l", strong=("a1",), telling=("b1",))
    order = [strength for strength, _ in one.by_strength()]
    assert order == [Strength.BLOCKED, Strength.TELLING, Strength.STRONG, Strength.WEAK]


@pytest.mark.parametrize("ending", ["is", "Itis", "it is", "itisitisitisitis"])
def test_an_ending_is_a_few_small_letters(tmp_path: Path, ending: str) -> None:
    (tmp_path / "bad.yaml").write_text(
        f"entity: HEALTH\nsource: s\nlicence: l\nstrong: []\nendings: ['{ending}']\n"
    )
    with pytest.raises(TermsError, match="endings"):
        load_terms(tmp_path)
