"""How findings are shown."""

from dataclasses import replace

from detectors.types import Category, Finding
from gateway.cli.findings import as_json, counted, described, explained, plural
from gateway.settings.thresholds import Thresholds

TEXT = "Dear\nMs Ottoline Fairweather\n"
NAME = Finding(
    entity="PERSON",
    category=Category.PERSONAL,
    start=8,
    end=28,
    score=0.987654,
    recogniser="Person",
)


def test_a_finding_is_placed_by_line_and_column_from_one() -> None:
    (line,) = described(TEXT, [NAME], show=False)
    assert line == "2:4: PERSON (personal), 20 characters, score 0.99, by Person"


def test_values_are_shown_only_when_asked_for() -> None:
    assert "Fairweather" not in "".join(described(TEXT, [NAME], show=False))
    assert "'Ottoline Fairweather'" in "".join(described(TEXT, [NAME], show=True))


def test_a_finding_on_the_first_line_starts_at_column_one() -> None:
    first = Finding(entity="X", category=Category.SECRET, start=0, end=4, score=1.0, recogniser="r")
    assert next(iter(described(TEXT, [first], show=False))).startswith("1:1: X (secret)")


def test_json_has_the_six_promised_keys_and_no_text() -> None:
    assert as_json(NAME) == {
        "entity": "PERSON",
        "category": "personal",
        "start": 8,
        "end": 28,
        "score": 0.9877,
        "recogniser": "Person",
    }


def test_evidence_is_a_seventh_key_only_when_asked_for() -> None:
    told = replace(NAME, evidence=("pattern", "model 0.93"))
    assert "evidence" not in as_json(told)
    assert as_json(told, explain=True)["evidence"] == ["pattern", "model 0.93"]


def test_an_explained_finding_says_what_it_went_by_and_from_what_it_counts() -> None:
    told = replace(NAME, evidence=("pattern", "cue word: nhs"), score=0.45, raw=0.6)
    _, why = described(TEXT, [told], show=False, thresholds=Thresholds())
    assert why == (
        "    went by: pattern; cue word: nhs (raw score 0.60, measured 0.45; "
        "uncertain: PERSON counts from 0.47)"
    )
    assert "what Person looks for (raw score" in explained(NAME, Thresholds())


def test_a_score_that_nothing_was_measured_about_says_so() -> None:
    assert ", not measured; counts" in explained(replace(NAME, raw=NAME.score), Thresholds())
    assert as_json(NAME, explain=True)["raw"] == as_json(NAME)["score"]


def test_counts_name_the_most_frequent_first() -> None:
    assert counted(["A", "B", "B"]) == "2 B, 1 A"
    assert counted([]) == "nothing"


def test_one_is_singular() -> None:
    assert (plural(1, "tool"), plural(0, "tool"), plural(1200, "tool")) == (
        "1 tool",
        "0 tools",
        "1,200 tools",
    )
