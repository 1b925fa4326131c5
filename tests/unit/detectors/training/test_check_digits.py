"""Check digits: the one that fits is filled in, and a wrong one is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.training.check_digits import CHECKED, FILLED

WRITTEN = [
    ("UK_NHS", "943 476 591#", "943 476 5919"),
    ("UK_CHI", "010170 000#", None),
    ("UK_UTR", "#955839661", None),
    ("UPN", "#801200001001", None),
    ("IBAN", "GB## WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
    ("CREDIT_CARD", "4111 1111 1111 111#", "4111 1111 1111 1111"),
]


@pytest.mark.parametrize(("label", "open_", "whole"), WRITTEN)
def test_the_digit_filled_in_is_the_one_that_checks(
    label: str, open_: str, whole: str | None
) -> None:
    filled = FILLED[label](open_)
    assert CHECKED[label](filled)
    assert "#" not in filled
    assert len(filled) == len(open_)
    assert whole in {None, filled}


@pytest.mark.parametrize(("label", "open_", "_whole"), WRITTEN)
def test_any_other_digit_in_that_place_is_wrong(label: str, open_: str, _whole: str | None) -> None:
    filled, at = FILLED[label](open_), open_.index("#")
    for digit in set("0123456789") - {filled[at]}:
        assert not CHECKED[label](filled[:at] + digit + filled[at + 1 :])


@given(st.text("0123456789", min_size=9, max_size=9))
def test_a_number_gets_the_digit_that_checks_or_is_refused(digits: str) -> None:
    right = [d for d in "0123456789" if CHECKED["UK_NHS"](digits + d)]
    if right:
        assert [FILLED["UK_NHS"](digits + "#")] == [digits + d for d in right]
    else:
        with pytest.raises(ValueError, match="change another digit"):
            FILLED["UK_NHS"](digits + "#")


def test_a_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(ValueError, match="UPN") as caught:
        FILLED["UPN"]("#1234#")
    assert "1234" not in str(caught.value)


@pytest.mark.parametrize("label", CHECKED)
@pytest.mark.parametrize("text", ["", "none", "943 476 5918", "\u0663\u0663"])
def test_what_is_no_such_number_does_not_check(label: str, text: str) -> None:
    assert not CHECKED[label](text)


def test_spaces_and_letter_case_do_not_matter() -> None:
    assert CHECKED["IBAN"]("gb82west12345698765432")
