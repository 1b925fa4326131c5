"""The forms a Welsh word takes at its start."""

import pytest

from detectors.welsh.mutations import mutated


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("canser", {"ganser", "chanser", "nghanser"}),
        (
            "parlys yr ymennydd",
            {"barlys yr ymennydd", "pharlys yr ymennydd", "mharlys yr ymennydd"},
        ),
        ("dementia", {"ddementia", "nementia"}),
        ("llosgi bwriadol", {"losgi bwriadol"}),
        ("gweithiwr rhyw", {"weithiwr rhyw", "ngweithiwr rhyw"}),
        ("iselder", {"hiselder"}),
        ("Mwslim", {"fwslim"}),
    ],
)
def test_soft_aspirate_and_nasal(term: str, forms: set[str]) -> None:
    assert {form.casefold() for form in mutated(term)} == {term.casefold(), *forms}


@pytest.mark.parametrize("term", ["HIV", "chwant", "ffydd", "dull", "strôc"])
def test_what_never_changes_stays_as_it_is(term: str) -> None:
    assert term in mutated(term)
    assert len(mutated(term)) <= (3 if term == "dull" else 1)
