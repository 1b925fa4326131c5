"""What is known about a text, asked once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.gist import Gist
from detectors.registry import rule_classes
from detectors.rule import Rule


def test_words_are_seen_in_any_case_and_inside_other_words() -> None:
    assert Gist("Their PASSWORDS").has_any(("pin", "password"))
    assert not Gist("Their words").has_any(("pin", "password"))


def test_a_pattern_is_asked_once() -> None:
    gist = Gist("a1")
    assert gist.has(re.compile(r"\d"))
    assert gist._asked == {re.compile(r"\d"): True}


def test_it_shows_nothing_of_its_text() -> None:
    assert "Canary" not in repr(Gist("Ada Canary"))


HINTED = [rule for rule in rule_classes() if rule.hints]


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.__name__)
def test_hints_are_in_lower_case_or_no_text_would_hold_them(rule: type[Rule]) -> None:
    assert all(word and word == word.lower() for word in rule.hints)


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.__name__)
@given(data=st.data())
def test_a_text_that_a_rule_reads_further_holds_a_hint_of_that_rule(
    rule: type[Rule], data: st.DataObject
) -> None:
    assert rule.needs is not None
    text = data.draw(st.from_regex(rule.needs, alphabet=st.characters(codec="ascii")))
    assert Gist(text).has_any(rule.hints)
