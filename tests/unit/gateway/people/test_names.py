"""A name as written falls into forenames and surname."""

import pytest

from gateway.people.names import Name, around_lower, parts, read, suffix_after
from gateway.people.titles import Gender


def halves(name: Name) -> tuple[str, str]:
    return " ".join(name.given), " ".join(name.family)


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Joan Fletcher", "joan", "fletcher"),
        ("JOAN  FLETCHER", "joan", "fletcher"),
        ("FLETCHER, Joan", "joan", "fletcher"),
        ("Fletcher, J.", "j", "fletcher"),
        ("Fletcher J M", "j m", "fletcher"),
        ("J. Fletcher", "j", "fletcher"),
        ("Joan Mary Fletcher", "joan mary", "fletcher"),
        ("Joan Okafor-Lowe", "joan", "okafor lowe"),
        ("Anne-Marie Lowe", "anne-marie", "lowe"),
        ("Ana de la Cruz", "ana", "de la cruz"),
        ("Joan", "joan", ""),
        ("Okafor-Lowe", "okafor-lowe", ""),
        ("J.F.", "j", "f"),
        ("Dr Joan Fletcher's", "joan", "fletcher"),
    ],
)
def test_the_words_of_a_name(text: str, given: str, family: str) -> None:
    assert halves(read(text)) == (given, family)


def test_behind_a_title_one_word_is_the_surname_but_not_behind_sir() -> None:
    assert halves(read("Fletcher", "mrs")) == ("", "fletcher")
    assert halves(read("Colin", "sir")) == ("colin", "")
    assert halves(read("Mrs Fletcher")) == ("", "fletcher")


@pytest.mark.parametrize("text", ["", "...", "12", "a b c d e f g"])
def test_what_is_no_name_has_no_words(text: str) -> None:
    assert read(text).key == ""


def test_the_key_is_the_natural_order_without_hyphens() -> None:
    assert read("Okafor-Lowe, Anne-Marie").key == "anne marie okafor lowe"


def test_a_title_counts_before_the_forename_and_a_lone_forename_says_nothing() -> None:
    assert read("Joan Fletcher").gender is Gender.WOMAN
    assert read("Joan Fletcher", "mr").gender is Gender.MAN
    assert read("Phil").gender is Gender.UNKNOWN


def test_no_word_of_a_name_shows_in_its_repr() -> None:
    assert "joan" not in repr(read("Joan Fletcher"))


def test_people_named_together_are_told_apart() -> None:
    text = "Jan and Colin Pepperdine"
    assert [text[a:b] for a, b in parts(text)] == ["Jan", "Colin Pepperdine"]
    assert [*parts("Sandy Land")] == [(0, 10)]
    assert [*parts("and")] == [(0, 3)]


def test_words_in_lower_case_between_capitals_are_no_names() -> None:
    def pieces(text: str) -> list[str]:
        return [text[a:b] for a, b in around_lower(text)]

    assert pieces("Foss handed Kallon") == ["Foss", "Kallon"]
    assert pieces("Ana de la Cruz") == ["Ana de la Cruz"]
    assert pieces("joan fletcher") == ["joan fletcher"]
    assert pieces("Joan fletcher") == ["Joan fletcher"]


def test_a_row_of_full_names_is_several_people_and_a_reversed_name_one() -> None:
    text = "Joan Lowe, Ann Day and Tom Day"
    assert [text[a:b] for a, b in parts(text)] == ["Joan Lowe", "Ann Day", "Tom Day"]
    assert len([*parts("Quintero Salas, Maria Fernanda")]) == 1


@pytest.mark.parametrize(
    ("text", "key", "suffix"),
    [
        ("Tom Lovelock Jr.", "tom lovelock", "junior"),
        ("Tom Lovelock (senior)", "tom lovelock", "senior"),
        ("Lovelock senior", "lovelock", "senior"),
        ("Jayden Senior", "jayden senior", ""),
    ],
)
def test_what_tells_father_from_son_is_no_part_of_the_name(
    text: str, key: str, suffix: str
) -> None:
    name = read(text)
    assert (name.key, name.suffix) == (key, suffix)


def test_junior_may_stand_behind_what_was_found() -> None:
    assert suffix_after(" junior owes") == " junior"
    assert suffix_after(" owes") == ""
