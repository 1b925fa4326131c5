"""What is known of people, word by word."""

from gateway.people.known import Known
from gateway.people.names import read
from tests.make import hit


def known(*names: str) -> Known:
    made = Known()
    for source, name in enumerate(names):
        made.learn(read(name), source, hit(name, name).finding)
    return made


def test_every_word_is_known_from_the_first_segment_that_has_it() -> None:
    made = known("Joan Fletcher", "Colin Fletcher")
    assert {word: made.words[word].source for word in ("joan", "fletcher", "colin")} == {
        "joan": 0,
        "fletcher": 0,
        "colin": 1,
    }


def test_short_forms_are_known_as_not_written_yet() -> None:
    made = known("William Boyd")
    assert made.words["bill"].short
    assert not made.words["boyd"].short


def test_parts_of_two_people_are_not_together() -> None:
    made = known("Joan Fletcher", "Colin Boyd")
    assert made.together("joan", "fletcher")
    assert not made.together("joan", "boyd")


def test_a_misspelt_part_is_near() -> None:
    made = known("Joan Fletcher")
    assert made.near("fletcer") == "fletcher"
    assert made.near("fletchers") == ""
    assert made.near("jaon") == ""


def test_initials_belong_to_a_surname() -> None:
    made = known("Joan Mary Okafor-Lowe")
    assert ("j", "lowe") in made.initials
    assert ("m", "okafor") in made.initials
    assert {"jo", "jmo", "jol", "jmol"} <= made.signs.keys()


def test_single_letters_are_no_words() -> None:
    assert "j" not in known("J Fletcher").words
