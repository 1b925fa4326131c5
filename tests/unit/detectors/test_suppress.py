"""What is listed is dropped whole, until its last day; nothing longer is ever hidden by it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.settings import ScanSettings
from detectors.suppress import SuppressError, SuppressFile, SuppressList, read_suppress
from detectors.types import Category, Finding, ScanFailed
from detectors.version import scan_version
from tests.unit.detectors.scanning import finding
from tests.unit.detectors.test_scanner import running

DAY = date(2031, 5, 7)
ENTRY = {"reason": "a building", "owner": "IG", "expires": DAY}
COUNCILLOR = {"name": "Jane Marlow", "role": "Leader", "owner": "DS", "expires": DAY}


def listed(*entries: dict, people: tuple[dict, ...] = (), day: date = DAY) -> SuppressList:
    file = SuppressFile.model_validate(
        {"entries": [ENTRY | e for e in entries], "public_people": [COUNCILLOR | p for p in people]}
    )
    return SuppressList(file, lambda: day)


def names(text: str, *values: str, entity: str = "PERSON") -> tuple[Finding, ...]:
    """A finding for each value, looked for behind the one before."""
    found, at = [], 0
    for value in values:
        at = text.index(value, at)
        found.append(finding(entity, at, at + len(value)))
        at += len(value)
    return tuple(found)


def kept(suppress: SuppressList, text: str, *values: str, entity: str = "PERSON") -> list[str]:
    found = suppress.left(text, names(text, *values, entity=entity))
    return [text[f.start : f.end] for f in found]


def test_a_value_that_is_an_entry_is_dropped_in_any_case_and_spacing() -> None:
    house = listed({"words": "Marlow House", "entity": "PERSON"})
    text = "Come to Marlow House, MARLOW  HOUSE or marlow\nhouse."
    assert kept(house, text, "Marlow House", "MARLOW  HOUSE", "marlow\nhouse") == []


def test_a_longer_value_that_holds_an_entry_stays() -> None:
    house = listed({"words": "Marlow House", "entity": "PERSON"})
    text = "Marlow House Perkins of Marlow House"
    assert kept(house, text, "Marlow House Perkins", "Marlow House") == ["Marlow House Perkins"]


@given(st.text(min_size=1), st.text())
def test_nothing_but_the_entry_itself_is_ever_dropped(before: str, after: str) -> None:
    text = f"{before}x Marlow x{after}"
    whole = finding("PERSON", 0, len(text))
    suppress = listed({"words": "Marlow", "entity": "PERSON"}, people=({},))
    assert suppress.left(text, (whole,)) == (whole,)


def test_an_entry_speaks_for_its_own_entity_only() -> None:
    switchboard = listed({"words": "01632 960 100", "entity": "PHONE_NUMBER"})
    assert kept(switchboard, "+44 1632 960100", "+44 1632 960100", entity="PHONE_NUMBER") == []
    assert kept(switchboard, "01632960100", "01632960100", entity="UK_NHS") == ["01632960100"]


def test_an_entry_ends_with_its_last_day() -> None:
    entry = {"words": "Marlow House", "entity": "PERSON"}
    text = "Marlow House"
    assert kept(listed(entry, day=DAY), text, text) == []
    assert kept(listed(entry, day=date(2031, 5, 8)), text, text) == [text]
    assert kept(listed(people=({},), day=date(2031, 5, 8)), "Jane Marlow", "Jane Marlow")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ask Jane Marlow.", "Jane Marlow"),
        ("JANE MARLOW'S reply", "JANE MARLOW'S"),
        ("Ask Cllr Marlow.", "Marlow"),
        ("Ask Cllr. Marlow.", "Marlow"),
        ("Ask Cllr Marlow.", "Cllr Marlow"),
        ("Ask councillor J. Marlow", "J. Marlow"),
        ("Ask Cllr J Marlow", "J Marlow"),
        ("Ask Cllr Jane Marlow", "Cllr Jane Marlow"),
    ],
)
def test_a_public_person_is_not_private_by_whole_name_or_surname_with_title(
    text: str, value: str
) -> None:
    assert kept(listed(people=({},)), text, value) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ask Marlow.", "Marlow"),
        ("Ask Mrs Marlow.", "Marlow"),
        ("Ask Jane.", "Jane"),
        ("Ask Jean Marlow.", "Jean Marlow"),
        ("Ask Cllr K Marlow.", "K Marlow"),
        ("Ask Jane Marlow Hewitt.", "Jane Marlow Hewitt"),
        ("Ask Cllr Marlowe.", "Marlowe"),
    ],
)
def test_somebody_else_of_a_like_name_stays_private(text: str, value: str) -> None:
    assert kept(listed(people=({},)), text, value) == [value]


def test_the_bare_surname_is_public_in_a_text_that_names_its_bearer() -> None:
    text = "Cllr Jane Marlow opened the meeting. Marlow spoke."
    assert kept(listed(people=({},)), text, "Jane Marlow", "Marlow") == []


@pytest.mark.parametrize("other", ["Toby Marlow", "Mrs Marlow"])
def test_unless_somebody_else_of_that_surname_is_named_too(other: str) -> None:
    text = f"Cllr Jane Marlow met {other}. Marlow spoke."
    value = other.removeprefix("Mrs ")
    assert kept(listed(people=({},)), text, "Jane Marlow", value, "Marlow") == [value, "Marlow"]


def test_titles_and_other_names_are_the_entrys_own() -> None:
    chief = listed(people=({"titles": ["Mr"], "name": "Omar Reid", "also": ["O. J. Reid"]},))
    assert kept(chief, "Mr Reid, O. J. Reid", "Reid", "O. J. Reid") == []
    assert kept(chief, "Cllr Reid", "Reid") == ["Reid"]


def test_other_findings_at_the_same_place_stay() -> None:
    text = "Marlow House"
    address = finding("ADDRESS", 0, 12)
    health = Finding(
        entity="HEALTH",
        category=Category.SPECIAL_CATEGORY,
        start=0,
        end=12,
        score=0.9,
        recogniser="t",
    )
    house = listed({"words": "Marlow House", "entity": "PERSON"})
    found = (*names(text, "Marlow House"), address, health)
    assert house.left(text, found) == (address, health)


def test_an_empty_list_gives_back_what_it_was_given() -> None:
    found = names("Jane Marlow", "Jane Marlow")
    assert SuppressList(SuppressFile()).left("Jane Marlow", found) is found


MISTAKES = {
    "entries:\n  - {words: x}\n": "entries.0",
    "entry: []\n": "entry",
    "entries:\n  - {words: Oak House, entity: PERSONS, reason: rr, owner: oo, expires: 2031-01-01}\n": "did you mean PERSON",
    "entries: [\n": "is not YAML text",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_without_the_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "suppress.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SuppressError) as caught:
        read_suppress(file)
    assert MISTAKES[text] in str(caught.value)
    assert "Oak House" not in str(caught.value)


def test_the_words_are_in_no_repr() -> None:
    made = SuppressFile.model_validate(
        {
            "entries": [ENTRY | {"words": "CANARY", "entity": "PERSON"}],
            "public_people": [COUNCILLOR | {"name": "CANARY", "also": ["CANARY"]}],
        }
    )
    assert "CANARY" not in repr(made)


def test_what_was_typed_is_read_as_text_and_an_empty_file_lists_nothing(tmp_path: Path) -> None:
    file = tmp_path / "suppress.yaml"
    file.write_text("# nothing yet\n", encoding="utf-8")
    assert read_suppress(file) == read_suppress(None) == SuppressFile()
    file.write_text(
        "entries:\n  - {words: 0123, entity: UK_UTR, reason: 'no', owner: on, expires: 2031-01-01}\n",
        encoding="utf-8",
    )
    (entry,) = read_suppress(file).entries
    assert (entry.words, entry.owner, entry.expires) == ("0123", "on", date(2031, 1, 1))


def test_the_scanner_suppresses_and_its_version_tells(tmp_path: Path) -> None:
    file = tmp_path / "suppress.yaml"
    file.write_text("entries: []\n", encoding="utf-8")
    settings = ScanSettings(workers=0, suppress=file)
    first = scan_version(settings)
    file.write_text("public_people: []\n", encoding="utf-8")
    assert len({first, scan_version(settings), scan_version(ScanSettings(workers=0))}) == 3


async def test_a_listed_value_is_no_finding_of_the_scanner(tmp_path: Path) -> None:
    file = tmp_path / "suppress.yaml"
    file.write_text(
        "entries:\n  - {words: 943 476 5919, entity: UK_NHS, reason: the example of the leaflet,"
        " owner: IG, expires: 2100-01-01}\n",
        encoding="utf-8",
    )
    text = "NHS numbers 943 476 5919 and 943 476 5870"
    async with running(ScanSettings(workers=0, suppress=file)) as scanner:
        for _ in range(2):  # the second time from memory
            (found,) = await scanner.scan([text])
            assert [text[f.start : f.end] for f in found if f.entity == "UK_NHS"] == [
                "943 476 5870"
            ]


async def test_a_list_that_cannot_be_read_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ScanFailed, match="cannot be read"):
        async with running(ScanSettings(workers=0, suppress=tmp_path / "none.yaml")):
            pass
