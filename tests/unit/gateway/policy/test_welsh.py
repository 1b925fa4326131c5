"""The policy's words in Welsh: as many as in English, with the right joining word."""

from datetime import date

import pytest
import yaml

from gateway.policy import welsh, words
from tests.make import hit
from tests.served import ROOT


def test_every_kind_of_finding_has_a_word_in_both_languages() -> None:
    assert welsh.ENTITIES.keys() == words.ENTITIES.keys()
    assert welsh.CATEGORIES.keys() == words.CATEGORIES.keys()


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (["enw person"], "enw person"),
        (["enw person", "rhif GIG"], "enw person a rhif GIG"),
        (["rhif GIG", "enw person"], "rhif GIG ac enw person"),
        (["a", "b", "oedran rhywun"], "a, b ac oedran rhywun"),
        ([], "dim"),
    ],
)
def test_ac_stands_before_a_vowel(parts: list[str], joined: str) -> None:
    assert welsh.listed(parts) == joined


def test_what_was_found_is_said_by_kind_once() -> None:
    hits = [hit("Ann Lowe", "Ann"), hit("Ann Lowe", "Lowe")]
    assert welsh.found(hits) == "enw person"


def test_dates_and_known_phrases_of_checks_are_translated() -> None:
    assert welsh.day(date(2030, 12, 31)) == "31 Rhagfyr 2030"
    assert (
        welsh.said("The DPIA ended on 31 December 2030") == "Daeth y DPIA i ben ar 31 Rhagfyr 2030"
    )
    assert welsh.said("a file and not text") == "ffeil a nid testun"
    assert welsh.said("storage region: not known") == "rhanbarth cadw: anhysbys"
    assert welsh.said("Drafts only.") == "Drafts only."


def test_every_shipped_rule_speaks_both_languages_with_the_same_placeholders() -> None:
    rules = yaml.safe_load((ROOT / "config" / "policy.yaml").read_text("utf-8"))["rules"]
    for rule in rules:
        english, other = _placeholders(rule["message"]), _placeholders(rule["message_cy"])
        assert english == other, rule["id"]


def _placeholders(message: str) -> set[str]:
    return {part.partition("}")[0] for part in message.split("{")[1:]}
