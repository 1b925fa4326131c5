"""A sensitive term hangs on a person, stands near one, or is only a topic."""

import pytest

from detectors.anchors import Kind
from detectors.gist import Gist
from detectors.lexicon import Place
from detectors.linking import Links, Tie
from detectors.terms import Strength
from detectors.ties import REACH, Link


def tie(text: str, term: str, *names: str, strength: Strength = Strength.STRONG) -> Tie:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    start = text.index(term)
    return Links(Gist(text), spans).of(Place(start, start + len(term), "HEALTH", strength))


@pytest.mark.parametrize(
    ("text", "term", "names", "kind"),
    [
        ("Adaeze Bell has epilepsy.", "epilepsy", ["Adaeze Bell"], Kind.NAME),
        ("Arrange chemotherapy for Adaeze Bell.", "chemotherapy", ["Adaeze Bell"], Kind.NAME),
        ("Adaeze Bell, whom we met in the hall on Tuesday, was diagnosed with epilepsy.",
         "epilepsy", ["Adaeze Bell"], Kind.NAME),
        ("Subs: C. Bell GMB 15.32", "GMB", ["C. Bell"], Kind.NAME),
        ("She voted Green.", "voted Green", [], Kind.PRONOUN),
        ("My son is autistic.", "autistic", [], Kind.RELATIVE),
        ("Was it dementia that she had?", "dementia", [], Kind.PRONOUN),
        ("I was told it is lupus.", "lupus", [], Kind.SELF),
        ("Has lupus, aged 44.", "lupus", [], Kind.RECORD),
        ("She will miss his epilepsy training.", "epilepsy", [], Kind.PRONOUN),
        ("The deaf tenant rang.", "deaf", [], Kind.ROLE),
        ("A lad in Y9 has epilepsy.", "epilepsy", [], Kind.SOMEONE),
        ("Thank Adaeze Bell. My mum has lupus.", "lupus", ["Adaeze Bell"], Kind.RELATIVE),
    ],
)  # fmt: skip
def test_a_term_of_a_person_is_tied_to_them(
    text: str, term: str, names: list[str], kind: Kind
) -> None:
    found = tie(text, term, *names)
    assert found.link >= Link.TIED
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "term", "names", "link"),
    [
        ("Epilepsy again. Adaeze Bell rang.", "Epilepsy", ["Adaeze Bell"], Link.BESIDE),
        ("Adaeze Bell rang.\nEpilepsy again.", "Epilepsy", ["Adaeze Bell"], Link.BESIDE),
        ("Epilepsy. Nothing else. Adaeze Bell rang.", "Epilepsy", ["Adaeze Bell"], Link.TEXT),
        (f"Adaeze Bell {'x' * REACH} epilepsy", "epilepsy", ["Adaeze Bell"], Link.TEXT),
        (f"Epilepsy {'x ' * 30}Adaeze Bell", "Epilepsy", ["Adaeze Bell"], Link.SENTENCE),
        ("Name,Bed,Faith\nTwells,9,Sikh", "Sikh", [], Link.ROW),
        ("Name: Twells\nFaith: Sikh", "Sikh", [], Link.ROW),
    ],
)
def test_a_term_that_only_stands_by_a_person_is_linked_less(
    text: str, term: str, names: list[str], link: Link
) -> None:
    assert tie(text, term, *names).link is link


@pytest.mark.parametrize(
    ("text", "term", "names"),
    [
        ("What helps against epilepsy?", "epilepsy", []),
        ("The officer runs our epilepsy training.", "epilepsy", []),
        ("Email Adaeze Bell, epilepsy is the topic.", "epilepsy", ["Adaeze Bell"]),
        ("Hodgkin Ward needs Adaeze Bell.", "Hodgkin", ["Adaeze Bell"]),
        ("A fictional Adaeze Bell has epilepsy.", "epilepsy", ["Adaeze Bell"]),
        ("I am tired. Epilepsy again.", "Epilepsy", []),
        ("I am writing the page on epilepsy", "epilepsy", []),
        ("Our dementia nurse rang.", "dementia", []),
    ],
)
def test_a_topic_is_linked_to_nobody(text: str, term: str, names: list[str]) -> None:
    assert tie(text, term, *names).link is Link.NONE


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Dementia leaflet for Adaeze Bell.", "Dementia"),
        ("Adaeze Bell wrote about epilepsy.", "epilepsy"),
        ("Explain epilepsy. Adaeze Bell rang.", "epilepsy"),
        ("Residents with epilepsy wrote to Adaeze Bell.", "epilepsy"),
        ("Adaeze Bell asks how epilepsy is recorded.", "epilepsy"),
        ("Adaeze Bell needs the epilepsy figures.", "epilepsy"),
    ],
)
def test_a_piece_of_work_or_people_in_general_tie_nobody(text: str, term: str) -> None:
    assert tie(text, term, "Adaeze Bell").link <= Link.TEXT


def test_a_telling_term_takes_whoever_gets_the_text_too() -> None:
    text = "Ask Adaeze Bell when her due date is."
    assert tie(text, "due date", "Adaeze Bell").link < Link.TIED
    telling = tie(text, "her due date", "Adaeze Bell", strength=Strength.TELLING)
    assert telling.link is Link.OWN


def test_a_weak_term_inside_a_person_says_nothing_of_them() -> None:
    assert tie("The poorly tenant rang.", "poorly", strength=Strength.WEAK).link < Link.TIED


def test_every_term_of_a_text_is_judged_by_itself() -> None:
    text = "Adaeze Bell has epilepsy. Two lines follow. Is asthma common?"
    names = ["Adaeze Bell"]
    assert tie(text, "epilepsy", *names).link is Link.OWN
    assert tie(text, "asthma", *names).link is Link.TEXT


@pytest.mark.parametrize(
    ("text", "term", "names"),
    [
        ("Mae hi'n dioddef o iselder ers dydd Llun.", "iselder", []),
        ("Sipsi yw Rosina Bell, ac mae hi'n gofyn am safle.", "Sipsi", ["Rosina Bell"]),
        ("Mae gan Rosina Bell awtistiaeth, meddai ei mam.", "awtistiaeth", ["Rosina Bell"]),
    ],
)
def test_a_term_is_tied_to_its_person_in_welsh(text: str, term: str, names: list[str]) -> None:
    assert tie(text, term, *names).link >= Link.TIED


def test_in_welsh_a_piece_of_work_before_a_term_makes_it_a_topic() -> None:
    text = "Mae Rosina Bell yn trefnu hyfforddiant awtistiaeth erbyn dydd Gwener."
    assert tie(text, "awtistiaeth", "Rosina Bell").link is Link.NONE
