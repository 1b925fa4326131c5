"""Known words in one text, alone and side by side."""

from gateway.people.known import Known
from gateway.people.names import read
from gateway.people.reading import Reading
from tests.make import hit


def found(text: str, *names: str, index: int = 0, covered: str = "") -> list[tuple[str, int]]:
    """What is found in segment `index`; name number n was found in segment n."""
    known = Known()
    for source, name in enumerate(names):
        known.learn(read(name), source, hit(name, name).finding)
    already = [hit(text, covered)] if covered else []
    return [
        (text[a:b], since) for a, b, _, since in Reading(index, text, known, already).mentions()
    ]


def texts(text: str, *names: str) -> list[str]:
    return [piece for piece, _ in found(text, *names)]


def test_a_run_of_parts_is_one_mention() -> None:
    assert texts("to joan fletcher, now", "Joan Fletcher") == ["joan fletcher"]
    assert texts("FLETCHER, Joan; FLETCHER,Joan", "Joan Fletcher") == [
        "FLETCHER, Joan",
        "FLETCHER,Joan",
    ]


def test_initials_beside_the_surname_belong_to_it() -> None:
    text = "J. Fletcher, J Fletcher, J.M. Fletcher, Fletcher J, Joan M Fletcher, K Fletcher"
    assert texts(text, "Joan Mary Fletcher") == [
        "J. Fletcher",
        "J Fletcher",
        "J.M. Fletcher",
        "Fletcher J",
        "Joan M Fletcher",
        "Fletcher",
    ]


def test_an_article_is_no_initial() -> None:
    assert texts("ask Fletcher, A new tenant", "Ann Fletcher") == ["Fletcher"]


def test_a_misspelt_part_counts_beside_a_right_one_only() -> None:
    assert texts("joan flecther and Joan Fletchar", "Joan Fletcher") == [
        "joan flecther",
        "Joan Fletchar",
    ]
    assert texts("the flecther", "Joan Fletcher") == []


def test_everyday_words_vouch_for_each_other_in_capitals() -> None:
    assert texts("see Will May", "Will May") == ["Will May"]
    assert texts("you will may be", "Will May") == []


def test_halves_plurals_and_possessives() -> None:
    text = "Okafor's, the Okafors, jonis, OKAFOR-LOWE"
    assert texts(text, "Joni Okafor-Lowe") == ["Okafor", "Okafors", "jonis", "OKAFOR-LOWE"]


def test_a_letter_that_goes_on_in_digits_is_no_name() -> None:
    assert texts("fletcher2 and 2fletcher", "Joan Fletcher") == []


def test_what_the_scanner_found_is_not_found_again() -> None:
    assert found("to Joan Fletcher", "Joan Fletcher", covered="Joan Fletcher") == []
    assert found("to J. Fletcher", "Joan Fletcher", covered="Fletcher") == [("J. Fletcher", 0)]


def test_what_was_known_later_leaves_the_scanners_finding_as_it_was() -> None:
    late = ("Colin Boyd", "Joan Fletcher")
    assert found("to Joan Fletcher", *late, covered="Fletcher") == [("Joan", 1)]


def test_parts_known_at_different_times_are_two_mentions() -> None:
    assert found("to joan fletcher", "Colin Fletcher", "Joan Fletcher") == [
        ("joan", 1),
        ("fletcher", 0),
    ]
