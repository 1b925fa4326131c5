"""The organisation's own references and clients, found in texts."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.clients import ADDRESS, PERSON, REFERENCE, build, load_key, save
from detectors.engine import Engine
from detectors.own_rules import ListedClient
from detectors.settings import ScanSettings
from detectors.types import Category, Finding

KEY = bytes(32)
LISTED = [
    (PERSON, "Ottoline Fairweather"),
    (PERSON, "Fairweather Ottoline"),
    (PERSON, "Se\u00e1n O'Rourke"),
    (ADDRESS, "14 Elm Grove Leeds LS1 4AB"),
    (REFERENCE, "T/00812/4"),
]
PATTERNS = """
references:
  - {name: council tax account, pattern: '7\\d{8}', cues: [council tax], score: 0.3}
  - {name: code name, pattern: 'PROJECT [A-Z]{4,12}', category: confidential}
  - {name: library card, pattern: '2\\d{3} ?\\d{4} ?\\d{4} ?\\d{2}', checksum: luhn}
"""


@pytest.fixture(scope="module")
def scan(light: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Finding]]:
    folder = tmp_path_factory.mktemp("own")
    (folder / "references.yaml").write_text(PATTERNS, encoding="utf-8")
    save(build(LISTED, load_key(folder)), folder)
    settings = ScanSettings(pipeline=light, references=folder / "references.yaml", clients=folder)
    engine = Engine(settings)
    return lambda text: list(engine.scan([text])[0])


@pytest.mark.parametrize(
    ("entity", "text", "value"),
    [
        (PERSON, "letter to ottoline FAIRWEATHER's son", "ottoline FAIRWEATHER"),
        (PERSON, "FAIRWEATHER, Ottoline (DOB unknown)", "FAIRWEATHER, Ottoline"),
        (PERSON, "ring Se\u00e1n O\u2019Rourke", "Se\u00e1n O\u2019Rourke"),
        (ADDRESS, "at 14 Elm Grove,\nLeeds, LS1 4AB.", "14 Elm Grove,\nLeeds, LS1 4AB"),
        (REFERENCE, "see T 00812-4 please", "T 00812-4"),
        (REFERENCE, "see t008124 please", "t008124"),
    ],
)
def test_a_listed_client_is_found_however_typed(
    scan: Callable[[str], list[Finding]], entity: str, text: str, value: str
) -> None:
    found = [f for f in scan(text) if "on the organisation's own list" in f.evidence]
    assert [(f.entity, text[f.start : f.end]) for f in found] == [(entity, value)]
    assert found[0].score == 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Ottoline. A long line further on, Fairweather",
        "Ottoline and Fairweather",
        "Ottoline Fairweathers",
        "14 Elm Grove, York, LS1 4AB",
        "T/00812/45",
    ],
)
def test_a_near_miss_is_nobody_on_the_list(scan: Callable[[str], list[Finding]], text: str) -> None:
    assert not [f for f in scan(text) if "on the organisation's own list" in f.evidence]


def test_an_own_pattern_is_lifted_by_its_cue_word(scan: Callable[[str], list[Finding]]) -> None:
    alone, cued = scan("see 712345678"), scan("council tax 712345678")
    assert [f.score for f in alone if f.recogniser == "OwnReferenceRule"] == [0.3]
    (found,) = [f for f in cued if f.recogniser == "OwnReferenceRule"]
    assert (found.entity, found.score) == ("UK_CASE_REFERENCE", 0.9)
    assert found.evidence == (
        "the organisation's pattern: council tax account",
        "one of its cue words",
    )
    assert not [f for f in scan("see 7123456789") if f.recogniser == "OwnReferenceRule"]


def test_its_category_decides_what_a_finding_is(scan: Callable[[str], list[Finding]]) -> None:
    (found,) = scan("the memo on PROJECT HERON")
    assert found.category is Category.CONFIDENTIAL


def test_a_wrong_check_digit_is_no_finding(scan: Callable[[str], list[Finding]]) -> None:
    assert scan("2345 6789 0120 17")
    assert not [f for f in scan("2345 6789 0120 18") if f.recogniser == "OwnReferenceRule"]


@given(st.text(max_size=80))
def test_every_hit_lies_in_the_text(text: str) -> None:
    rule = ListedClient(build(LISTED, KEY))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in rule.find(text, None))  # type: ignore[arg-type]


@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=2, max_size=4), st.data()
)
def test_whoever_is_listed_is_found_in_any_sentence(names: list[str], data: st.DataObject) -> None:
    name = " ".join(names)
    rule = ListedClient(build([(PERSON, name)], KEY))
    before, after = (
        data.draw(st.sampled_from(["", "Ask ", "(", "re: "])),
        data.draw(st.sampled_from(["", ".", " now"])),
    )
    typed = data.draw(st.sampled_from([name, name.upper(), name.lower()]))
    hits = list(rule.find(before + typed + after, None))  # type: ignore[arg-type]
    assert (len(before), len(before) + len(typed)) in {(h.start, h.end) for h in hits}
