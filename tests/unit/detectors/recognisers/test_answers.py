"""Memorable words, share codes and licence keys."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("caller passed security: memorable word gooseberry, postcode given", "gooseberry"),
        ("Memorable.. pickled walnut\nwhat next", "pickled walnut"),
        ("Agent: a memorable place?\nHyacinth: Aberdovey\n", "Aberdovey"),
        ("txt only before 2pm, code word lampshade.", "lampshade"),
        ("her memorable word is Bramble", "Bramble"),
        ("share code W8K 4RT 2XP, dob 21 Mar", "W8K 4RT 2XP"),
        ("share code: w7k2qp9tr", "w7k2qp9tr"),
        ("licence key for the CAD software is XJ4K9-77TBM-00PQD-W3L1C", "XJ4K9-77TBM-00PQD-W3L1C"),
    ],
)
def test_a_word_that_proves_who_calls_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "Compare voice ID and memorable words for our phone line",
        "ask for the memorable word and then the postcode",
        "a memorable place for children",
        "the memorable word is not needed.",
        "share code guidance for employers",
        "a share code, then the date of birth",
        "the licence key is missing",
    ],
)
def test_talk_about_such_words_is_not(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)


def test_check_codes_of_the_dvla(found: Found) -> None:
    assert found("DVLA check code 7hB kR2 Wy, six points", "CREDENTIAL") == {"7hB kR2 Wy": 0.85}
    assert found("the check code is on the back", "CREDENTIAL") == {}
