"""What is known about a text, asked once."""

import re
from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detectors import address_parts as parts
from detectors import linking, wording
from detectors.gates import AnyOf
from detectors.gist import Gist, gist_of
from detectors.language import ENGLISH, SpacyPipeline
from detectors.recognisers import ages, dates, places, references, telephone
from detectors.recognisers.ages import Age
from detectors.recognisers.money import BankAccount
from detectors.recognisers.places import Postcode
from detectors.recognisers.references import CaseReference
from detectors.recognisers.telephone import Telephone
from detectors.recognisers.vehicles import VehicleRegistration
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


def test_a_gate_of_ours_is_asked_once_too() -> None:
    gate = AnyOf("pin")
    gist = Gist("a PIN")
    assert gist.has(gate)
    assert gist._asked == {gate: True}


def test_a_question_is_answered_once_for_all_rules() -> None:
    asked: list[str] = []

    def longest(gist: Gist) -> str:
        asked.append(gist.text)
        return max(gist.words, key=len)

    gist = Gist("Two words")
    assert [gist.once(longest), gist.once(longest)] == ["words", "words"]
    assert asked == ["Two words"]


def test_the_rules_of_one_text_share_its_gist(reader: SpacyPipeline) -> None:
    first, second = (reader.process_text("Ada", ENGLISH) for _ in range(2))
    assert gist_of("Ada", first) is gist_of("Ada", first)
    assert gist_of("Ada", first) is not gist_of("Ada", second)


def test_words_numbers_capitals_and_possessives_know_their_places() -> None:
    gist = Gist("Ada's dog, 4a Mill_1's End\u2019s 07 ada")
    assert gist.words == ["ada", "s", "dog", "4a", "mill_1", "s", "end", "s", "07", "ada"]
    assert gist.places["ada"] == [0, 32]
    assert gist.digits == [11, 19, 29]
    assert gist.numbers == [11, 29]
    assert gist.capitals == [0, 14, 23]
    assert gist.possessives == [0, 14, 23]
    assert gist.holds(frozenset({"dog", "cat"}))
    assert not gist.holds(frozenset({"do"}))
    assert gist.starts(frozenset({"dog", "ada"}), [3]) == [0, 3, 6, 32]
    assert gist.beginning(frozenset({"mil", "en"})) == {14, 23}


@given(
    text=st.text("ab 1_-A\u00e9"), pattern=st.sampled_from([r"\ba+", r"(?<!\w)[ab]+ ?", r"\b\w+"])
)
def test_a_pattern_finds_at_the_words_what_it_finds_anywhere(text: str, pattern: str) -> None:
    gist, compiled = Gist(text), re.compile(pattern)
    found = gist.matches(compiled, (start for start, _ in gist.spans))
    assert [m.span() for m in found] == [m.span() for m in compiled.finditer(text)]


Starts = Callable[[Gist], Iterable[int]]
BEGUN: Mapping[str, tuple[re.Pattern[str], Starts]] = {
    "numbered": (parts._NUMBERED, lambda g: parts._numbered(g, parts._UNITS_AND_COUNTED)),
    "named": (parts._NAMED, lambda g: g.starts(parts._UNITS, g.capitals, g.numbers)),
    "unit": (parts._UNIT_AND_NAME, lambda g: g.starts(parts._FLATS)),
    "plain": (parts._PLAIN, lambda g: parts._numbered(g, parts._PLAIN_BEGIN)),
    "capitals": (parts._CAPITALS, lambda g: parts._numbered(g, parts._FLATS)),
    "before postcode": (
        parts._BEFORE_POSTCODE,
        lambda g: sorted({*g.capitals, *g.numbers}),
    ),
    "to postcode": (
        parts._NUMBER_TO_POSTCODE,
        lambda g: parts._numbered(g, parts._COUNTED),
    ),
    "postcode": (Postcode.pattern, lambda g: g.capitals),
    "said postcode": (Postcode.said, lambda g: g.starts(places._POSTCODE_WORDS)),
    "current plate": (VehicleRegistration.current, lambda g: g.capitals),
    "older plate": (VehicleRegistration.older, lambda g: g.capitals),
    "account": (BankAccount.pattern, lambda g: g.numbers),
    "telephone": (Telephone.pattern, lambda g: telephone._dialled(g.text)),
    "reference": (CaseReference.pattern, references._introductions),
    "date": (dates._DATE, lambda g: sorted(g.beginning(dates._BEGIN).union(g.numbers))),
    "age": (Age.old, lambda g: sorted(g.beginning(ages._NUMBER_WORDS).union(g.numbers))),
    "aged": (
        re.compile(Age.aged.pattern.replace(r"|\"age\":", "")),
        lambda g: sorted(g.beginning(ages._AGED)),
    ),
    "is now": (Age.is_now, lambda g: g.starts(ages._SPEAKERS)),
    "clinical": (Age.clinical, lambda g: g.numbers),
    "welsh age": (Age.welsh, lambda g: sorted(g.beginning(ages._WELSH_WORDS).union(g.numbers))),
    "welsh label": (Age.welsh_label, lambda g: g.starts(ages._WELSH_AGE)),
    "welsh house": (parts._WELSH_HOUSE, lambda g: g.starts(parts._WELSH_HOUSES)),
    "sexed": (Age.sexed, lambda g: g.starts(ages._SEXES)),
    "generic": (wording.GENERIC, wording._beginnings),
    "sentence": (
        linking._END,
        lambda g: map(linking._sentence_end, linking._STOP.finditer(g.text)),
    ),
}


# What a pattern looks ahead and behind for, drawing from it does not know: many draws are dropped.
@pytest.mark.parametrize("name", BEGUN)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_pattern_begins_at_no_other_places_than_its_rule_tries(
    name: str, data: st.DataObject
) -> None:
    pattern, starts = BEGUN[name]
    drawn = st.from_regex(pattern, alphabet=st.characters(codec="ascii"))
    text = data.draw(st.sampled_from(["", "a ", "x. ", "No.", "2/"])) + data.draw(drawn)
    gist = Gist(text)
    found = [match.span() for match in gist.matches(pattern, starts(gist))]
    assert found == [match.span() for match in pattern.finditer(text)]


HINTED = [rule for rule in rule_classes() if rule.hints]


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.__name__)
def test_hints_are_in_lower_case_or_no_text_would_hold_them(rule: type[Rule]) -> None:
    assert all(word and word == word.lower() for word in rule.hints)


@pytest.mark.parametrize("rule", HINTED, ids=lambda rule: rule.__name__)
@given(data=st.data())
def test_a_text_that_a_rule_reads_further_holds_a_hint_of_that_rule(
    rule: type[Rule], data: st.DataObject
) -> None:
    if not isinstance(rule.needs, re.Pattern):
        return  # its gates are told by words of their own
    text = data.draw(st.from_regex(rule.needs, alphabet=st.characters(codec="ascii")))
    assert Gist(text).has_any(rule.hints)
