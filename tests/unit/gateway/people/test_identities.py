"""Forms of one person are linked; people who may be two stay two; nothing later changes that."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.people.identities import Identities, Mention, Person


def met(*mentions: str) -> list[str]:
    """Anchors, in order. "Mrs Lowe" is a title before the name "Lowe"."""
    people = Identities()
    return [people.meet(mention(text))[0] for text in mentions]


def mention(text: str) -> Mention:
    title, _, name = text.rpartition("|")
    return Mention(before=f"{title} " if title else "", text=name)


@pytest.mark.parametrize(
    "form",
    [
        "Mrs|Lowe",
        "Ms|Lowe",
        "Joan",
        "JOAN LOWE",
        "lowe",
        "LOWE, Joan",
        "Lowe J",
        "J. Lowe",
        "J Lowe",
        "JL",
        "J.L.",
        "Joanie",
        "Joanie Lowe",
        "Mrs|L",
        "Joan Mary Lowe",
        "Joan L",
    ],
)
def test_forms_of_one_person_share_an_anchor(form: str) -> None:
    assert len({*met("Joan Lowe", form)}) == 1


@pytest.mark.parametrize(
    "form",
    [
        "Okafor",
        "Whitaker",
        "Joan Whitaker",
        "Mrs|O-W",
        "JOW",
        "Okafor Whitaker",
        "okafor whitaker joan",
        "Joan Okafor-Whitacker",
        "Joan O-W",
    ],
)
def test_forms_of_a_double_barrelled_name_share_an_anchor(form: str) -> None:
    assert len({*met("Joan Okafor-Whitaker", form)}) == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("William Boyd", "Bill"),
        ("Bill Boyd", "William"),
        ("Siobh\u00e1n Reid", "Siobhan"),
        ("Gwilym Oti", "gwillym"),
        ("Rashid Kallon", "Rash"),
        ("Florin Stan", "Mr|Stan"),
        ("Dr|Osei", "Osei"),
        ("Jean-Paul", "JP"),
        ("Bill", "Billy"),
        ("Agnieszka Wrona", "Aga"),
        ("Stephen Garside", "Steven Garside"),
        ("Catherine Rusbridge", "Kathryn Rusbrige"),
        ("Mohammed Sharif", "Muhammad Shareef"),
        ("Yevhenii Tkachenko", "Evgeny Tkatchenko"),
        ("Mr|Smyth", "Mr|Smith"),
        ("Sinead O'Hanlon", "Ms|Ohanlon"),
        ("Sinead O'Hanlon", "SINEAD O HANLON"),
        ("Rokhaya Ndiaye", "Roky"),
        ("Kimberley Osgood", "Kim O"),
        ("Anne-Marie Dalgleish", "A-M Dalgleish"),
        ("Gurpreet Kaur", "Gurpreet Kaur Dosanjh"),
        ("Mar\u00eda Fernanda Quintero Salas", "Maria Quintero"),
        ("Wang Xiaoming", "Xiaoming Wang"),
        ("Xiaoming Wang", "Mr|Wang"),
        ("Jean-Luc Dour", "Mr|Dour"),
    ],
)
def test_short_misspelt_and_shortened_forms_are_linked(name: str, form: str) -> None:
    assert len({*met(name, form)}) == 1


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Mrs|Lowe", "Joan Lowe"),
        ("Joan", "Joan Lowe"),
        ("J. Lowe", "Joan Lowe"),
        ("Ket", "Ketura Lowe"),
    ],
)
def test_the_full_name_may_come_later(first: str, later: str) -> None:
    assert len({*met(first, later)}) == 1


def test_two_halves_known_apart_keep_their_anchors_when_they_turn_out_to_be_one() -> None:
    title, joan, full, again, surname = met("Mrs|Lowe", "Joan", "Joan Lowe", "Joan", "Mrs|Lowe")
    assert title != joan
    assert full == title
    assert (again, surname) == (joan, title)


@pytest.mark.parametrize(
    "names",
    [
        ("Joan Lowe", "Colin Lowe"),
        ("Mr|Lowe", "Mrs|Lowe"),
        ("Joan Lowe", "Mr|Lowe"),
        ("Colin Lowe", "Mrs|Lowe"),
        ("Joan Lowe", "Lowes"),
        ("Joan Lowe", "Joan Smith"),
        ("Joanna Lowe", "Joan"),
        ("Joan Lowe", "Jean Lowe"),
        ("Mr and Mrs|Lowe", "Joan Lowe"),
        ("Joan Lowe", "Mr and Mrs|Lowe"),
        ("Joan Lowe", "LJ"),
        ("Daddy Sam", "Mummy Sam"),
        ("Mr|Patel", "Meena Patel"),
        ("Jon Lowe", "Joan Lowe"),
        ("Harish", "Meena"),
        ("Andrew Lowe", "Andrea"),
        ("Mr|Barker", "Mr|Parker"),
        ("Terence Lovelock junior", "Terence Lovelock senior"),
        ("Terence Lovelock junior", "Lovelock senior"),
        ("Mary Ann Jones", "Mary Ann Smith"),
        ("Joan Lowe", "a different Mrs|Lowe"),
        ("his brother|Lowe", "Mrs|Lowe"),
    ],
)
def test_people_who_may_be_two_stay_two(names: tuple[str, ...]) -> None:
    assert len({*met(*names)}) == 2


def test_a_form_that_fits_two_people_belongs_to_neither() -> None:
    joan, colin, lowe, again = met("Joan Lowe", "Colin Lowe", "Lowe", "Lowe")
    assert lowe not in {joan, colin}
    assert lowe == again


def test_a_title_tells_husband_from_wife() -> None:
    joan, colin, mrs, mr = met("Joan Lowe", "Colin Lowe", "Mrs|Lowe", "Mr|Lowe")
    assert (mrs, mr) == (joan, colin)


def test_a_surname_behind_a_title_stays_hers_when_another_of_that_name_comes() -> None:
    joan, _, denise, mrs, ms = met("Joan Lowe", "Mrs|Lowe", "Denise Lowe", "Mrs|Lowe", "Ms|Lowe")
    assert mrs == joan
    assert ms not in {joan, denise}


def test_of_a_couple_whoever_is_met_by_name_may_be_either() -> None:
    _, first, mr, mrs = met("Mr and Mrs|Abasi", "Bo Abasi", "Mr|Abasi", "Mrs|Abasi")
    assert len({first, mr, mrs}) == 3


def test_the_surname_of_jayden_senior_is_senior() -> None:
    assert len({*met("Jayden Senior", "Mr|Senior")}) == 1


def test_the_whole_surname_goes_before_half_of_a_double_barrelled_one() -> None:
    _, mother, ms = met("Theo Mbatha-Lyle", "Nomsa Mbatha", "Ms|Mbatha")
    assert ms == mother


def test_nothing_said_later_changes_an_anchor_given_before() -> None:
    forms = ("Mrs|Lowe", "Joan", "Joan Lowe", "Colin Lowe", "Lowe", "Mr|Lowe")
    for turn in range(1, len(forms)):
        assert met(*forms)[:turn] == met(*forms[:turn])


def told(first: str, between: str, second: str) -> bool:
    people = Identities()
    anchor, person = people.meet(mention(first))
    told = Mention(before="", text=second, previous=person, between=between)
    return people.meet(told)[0] == anchor


def test_the_text_may_say_that_two_names_are_one_person() -> None:
    assert told("Rashid Kallon", " aka ", "Ricky K")
    assert told("Chidera Lowe", ", now ", "Chidera Pollard")
    assert not told("Chidera Lowe", ", now ", "Greta Pollard")
    assert not told("Mr|Lowe", ", aka ", "Mrs Pollard")
    assert not told("Rashid Kallon", " and ", "Ricky K")


@pytest.mark.parametrize(
    ("first", "between", "second", "later"),
    [
        ("Ethel Grimoldby", " (n\u00e9e ", "Sowter", "Ethel Sowter"),
        ("Lucinda Marchbank", ", now Mrs ", "Mrs|Treadaway", "Lucinda Treadaway"),
        ("Lucinda Treadaway", " (formerly ", "Marchbank", "Lucinda Marchbank"),
        ("Rosebud", " (real name ", "Chantelle Obaseki", "Chantelle"),
        ("Surname:|Ibbotson", ". Forename: ", "Forename:|Valerie", "Valerie Ibbotson"),
        ("Kayden", " (", "Bear", "Bear"),
    ],
)
def test_a_name_that_the_text_ties_to_another_makes_new_forms(
    first: str, between: str, second: str, later: str
) -> None:
    people = Identities()
    anchor, person = people.meet(mention(first))
    tied = replace(mention(second), previous=person, between=between, after=")")
    assert people.meet(tied)[0] == anchor
    assert people.meet(mention(later))[0] == anchor


def test_a_pronoun_speaks_against_a_tie() -> None:
    assert told("Joan Lowe", ". She goes by ", "Zed")
    assert not told("Joan Lowe", ". He goes by ", "Zed")


def test_an_alias_is_known_from_then_on() -> None:
    people = Identities()
    anchor, person = people.meet(mention("Rashid Kallon"))
    people.meet(Mention(before="", text="Zed", previous=person, between=" aka "))
    assert people.meet(mention("Zed"))[0] == anchor


def test_who_is_introduced_takes_up_what_stood_before() -> None:
    people = Identities()
    people.introduce(mention("Joan Lowe"))
    people.introduce(mention("Lowe"))
    assert len({people.meet(mention(form))[0] for form in ("Mrs|Lowe", "Joan", "Joan Lowe")}) == 1


def test_what_is_no_name_is_nobody() -> None:
    people = Identities()
    assert people.meet(mention("42")) == ("42", None)


def test_a_surname_of_very_many_people_is_nobodys() -> None:
    names = [f"{chr(97 + n)}gnes{n % 7 * 'a'} Lowe" for n in range(20)]
    anchors = met(*names, "Lowe")
    assert anchors[-1] not in anchors[:-1]


def test_no_name_shows_in_a_repr() -> None:
    person = Identities().meet(mention("Joan Lowe"))[1]
    assert isinstance(person, Person)
    assert "joan" not in repr(person).lower()
    assert "Joan" not in repr(mention("Joan Lowe"))


FORMS = st.sampled_from(
    [
        "Joan Lowe",
        "Mrs|Lowe",
        "Mr|Lowe",
        "Joan",
        "Colin Lowe",
        "Lowe",
        "JL",
        "LOWE, Joan",
        "Jo",
        "X",
    ]
)


@settings(deadline=None)
@given(st.lists(FORMS, max_size=10), st.lists(FORMS, max_size=4))
def test_whatever_comes_later_anchors_stand(first: list[str], later: list[str]) -> None:
    assert met(*first, *later)[: len(first)] == met(*first)
