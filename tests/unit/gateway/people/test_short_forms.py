"""Short forms lead from forename to nickname and back."""

from gateway.people.short_forms import SHORT_FORMS, short_forms
from gateway.people.words import fold


def test_bill_is_william_and_william_is_bill() -> None:
    assert "bill" in short_forms("william")
    assert "william" in short_forms("bill")
    assert "joanie" in short_forms("joan")


def test_most_names_have_none() -> None:
    assert short_forms("ottoline") == frozenset()


def test_the_table_is_folded_goes_both_ways_and_never_to_itself() -> None:
    for name, forms in SHORT_FORMS.items():
        assert name == fold(name)
        assert name not in forms
        assert all(name in SHORT_FORMS[form] for form in forms)
