"""One run of digits that several recognisers claim is settled; names and words never compete."""

from dataclasses import replace

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


def test_an_address_that_begins_in_a_name_begins_where_another_saw_it_begin() -> None:
    person, wide = finding("PERSON", 5, 18), finding("ADDRESS", 10, 60, 0.75)
    seen = finding("ADDRESS", 20, 60, 0.95)
    found = settle([person, wide, seen])
    assert {(f.entity, f.start) for f in found} == {("PERSON", 5), ("ADDRESS", 20)}


def test_without_another_witness_an_address_keeps_its_beginning() -> None:
    person, wide = finding("PERSON", 5, 18), finding("ADDRESS", 10, 60, 0.75)
    assert set(settle([person, wide])) == {person, wide}


def test_a_model_number_yields_to_a_form_of_its_own_on_the_same_characters() -> None:
    form = finding("UK_NHS", 0, 12, 0.95)
    guess = replace(finding("UK_CASE_REFERENCE", 0, 12, 0.99), recogniser="ModelReference")
    assert settle([guess, form]) == (form,)


def test_a_weak_form_does_not_displace_what_counts() -> None:
    weak = finding("CREDIT_CARD", 0, 12, 0.35)
    guess = replace(finding("UK_CASE_REFERENCE", 0, 12, 0.9), recogniser="ModelReference")
    assert guess in settle([guess, weak])
