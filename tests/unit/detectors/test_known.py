"""Jargon is no person; a famous name counts only beside somebody's own data."""

import pytest

from detectors.known import PUBLIC, REACH, figures, is_jargon, plain, unless_famous
from detectors.types import Category, Finding

TEXT = "Write an essay about Charlotte Bronte and the moors."


def found(entity: str, text: str, value: str, score: float = 0.95) -> Finding:
    start = text.index(value)
    return Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=start + len(value),
        score=score,
        recogniser="Test",
    )


def test_the_lists_hold_what_everybody_knows() -> None:
    assert {"charlotte bronte", "gandalf", "theresa may"} <= figures()
    assert all(map(is_jargon, ("VARCHAR", "Copilot", "copilot", "GDPR", "Balfour Beatty")))


def test_an_acronym_counts_in_capitals_only() -> None:
    assert is_jargon("PIP")
    assert not is_jargon("Pip")


@pytest.mark.parametrize("name", ["John Smith", "David Davis", "Hermione", "Thomas", "Grace Kelly"])
def test_names_that_private_people_bear_are_not_among_the_figures(name: str) -> None:
    assert plain(name) not in figures()


def test_a_famous_name_alone_is_uncertain_and_says_why() -> None:
    (one,) = unless_famous(TEXT, [found("PERSON", TEXT, "Charlotte Bronte")])
    assert (one.score, one.evidence) == (PUBLIC, ("a well-known name",))


@pytest.mark.parametrize("beside", ["01632 960001", "c.bronte@example.org"])
def test_beside_private_data_a_famous_name_is_a_residents(beside: str) -> None:
    text = f"Charlotte Bronte rang from {beside} about her bins"
    entity = "PHONE_NUMBER" if beside[0] == "0" else "EMAIL_ADDRESS"
    person, other = found("PERSON", text, "Charlotte Bronte"), found(entity, text, beside)
    assert unless_famous(text, [person, other]) == (person, other)
    distant = " " * (REACH + 30)
    text = text.replace(" rang", distant)
    person, other = found("PERSON", text, "Charlotte Bronte"), found(entity, text, beside)
    assert unless_famous(text, [person, other])[0].score == PUBLIC


@pytest.mark.parametrize("title", ["Mrs ", "Ms. "])
def test_one_who_is_addressed_with_a_title_is_a_resident(title: str) -> None:
    text = f"Tell {title}Charlotte Bronte about the bins"
    person = found("PERSON", text, "Charlotte Bronte")
    assert unless_famous(text, [person]) == (person,)


def test_a_single_famous_name_yields_to_a_certain_model() -> None:
    text = "Gandalf in Revenues is off sick"
    sure, unsure = found("PERSON", text, "Gandalf", 0.95), found("PERSON", text, "Gandalf", 0.7)
    assert unless_famous(text, [sure]) == (sure,)
    assert unless_famous(text, [unsure])[0].score == PUBLIC


def test_other_people_and_other_findings_stay() -> None:
    text = "Ring Siobhan Tully about Charlotte Bronte"
    person, place = found("PERSON", text, "Siobhan Tully"), found("ADDRESS", text, "about")
    assert unless_famous(text, [person, place]) == (person, place)


@pytest.mark.parametrize(
    "written", [" Charlotte  Bronte ", "charlotte bronte", "Charlotte\nBronte."]
)
def test_spacing_case_and_edges_do_not_matter(written: str) -> None:
    assert plain(written) in figures()
