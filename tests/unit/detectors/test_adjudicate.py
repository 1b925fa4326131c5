"""One run of digits that several recognisers claim is settled; names and words never compete."""

from detectors.adjudicate import settle
from tests.unit.detectors.scanning import finding


def test_one_number_two_claims_the_surer_stands() -> None:
    weak, sure = finding("PHONE_NUMBER", 0, 11, 0.35), finding("UK_NHS", 0, 11, 0.95)
    assert settle([weak, sure]) == (sure,)


def test_a_tie_goes_to_the_number_with_a_check_digit() -> None:
    case, card = finding("UK_CASE_REFERENCE", 0, 16, 0.9), finding("CREDIT_CARD", 0, 16, 0.9)
    assert settle([case, card]) == (card,)


def test_a_hair_of_a_difference_in_score_does_not_beat_the_rank() -> None:
    case, card = finding("UK_CASE_REFERENCE", 0, 16, 0.91), finding("CREDIT_CARD", 0, 16, 0.9)
    assert settle([case, card]) == (card,)


def test_a_number_that_reaches_further_is_kept() -> None:
    assert len(settle([finding("UK_NHS", 0, 10, 0.9), finding("PHONE_NUMBER", 5, 15, 0.4)])) == 2


def test_a_name_never_loses_to_a_number() -> None:
    assert len(settle([finding("PERSON", 2, 5), finding("UK_CASE_REFERENCE", 0, 10)])) == 2


def test_a_number_never_loses_to_an_address_that_holds_it() -> None:
    assert len(settle([finding("ADDRESS", 0, 30, 0.9), finding("PHONE_NUMBER", 5, 15, 0.5)])) == 2


def test_what_is_left_comes_in_the_order_of_the_text() -> None:
    parts = [finding("UK_NHS", 20, 30, 0.95), finding("PERSON", 0, 5, 0.5)]
    assert [f.start for f in settle(parts)] == [0, 20]
