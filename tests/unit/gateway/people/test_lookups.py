"""Where a form is looked for, and who is no bearer of it although found there."""

from gateway.people.lookups import EXTENDS, alike, fits, lookups, waiting
from gateway.people.names import read
from gateway.people.variants import SLIP, SOUND


def test_the_name_itself_is_looked_for_first_and_a_misspelling_last() -> None:
    keys = [*lookups(read("Joan Fletcher"), "Joan Fletcher")]
    assert keys[0] == "joan fletcher"
    assert keys[-1].startswith(SLIP)


def test_initials_are_looked_for_only_where_capitals_stand() -> None:
    assert "#jf" in lookups(read("JF"), "JF")
    assert "#jf" not in lookups(read("jf"), "jf")


def test_a_full_name_may_be_that_of_who_was_known_by_half() -> None:
    assert {"fletcher", "joan", "j fletcher"} <= set(waiting(read("Joan Fletcher")))
    assert not {"fletcher"} & set(waiting(read("Joan")))


def test_two_common_forenames_are_no_slip_of_each_other() -> None:
    assert not fits(SLIP + "andre", read("Andrea"), {"andrew", "lowe"})
    assert fits(SLIP + "gwilym", read("Gwillym"), {"gwilym", "oti"})


def test_two_surnames_that_begin_otherwise_are_no_slip_of_each_other() -> None:
    assert not fits(SLIP + "arker", read("Barker"), {"parker"})


def test_common_forenames_heard_alike_are_one_only_if_known_to_be() -> None:
    assert fits(SOUND, read("Steven Garside"), {"stephen", "garside"})
    assert not fits(SOUND, read("Denise Garside"), {"dennis", "garside"})


def test_a_longer_name_must_hold_all_of_the_shorter() -> None:
    assert fits(EXTENDS + "gurpreet kaur", read("Gurpreet Kaur Dosanjh"), {"gurpreet", "kaur"})
    assert not fits(EXTENDS + "mary ann", read("Mary Ann Smith"), {"mary", "ann", "jones"})


def test_a_correction_is_alike_word_by_word() -> None:
    assert alike(read("Vrona"), {"agnieszka", "wrona"})
    assert not alike(read("Colin Lowe"), {"joan", "lowe"})
