"""A sensitive term hangs on a person, stands near one, or is only a topic."""

import pytest

from detectors.lexicon import Place
from detectors.linking import CLOSE, REACH, Link, Links


def link(text: str, term: str, *names: str) -> Link:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    start = text.index(term)
    return Links(text, spans).of(Place(start, start + len(term), "HEALTH", strong=True))


@pytest.mark.parametrize(
    ("text", "term", "names"),
    [
        ("Adaeze Bell has epilepsy.", "epilepsy", ["Adaeze Bell"]),
        ("Arrange chemotherapy for Adaeze Bell.", "chemotherapy", ["Adaeze Bell"]),
        ("Adaeze Bell, whom we met in the town hall on Tuesday, was diagnosed with epilepsy.",
         "epilepsy", ["Adaeze Bell"]),
        ("She voted Green.", "voted Green", []),
        ("My son is autistic.", "autistic", []),
        ("Was it dementia that she had?", "dementia", []),
        ("I was told it is lupus.", "lupus", []),
        ("Has lupus, aged 44.", "lupus", []),
        ("She will miss his epilepsy training.", "epilepsy", []),
    ],
)  # fmt: skip
def test_a_term_of_a_person_is_linked_directly(text: str, term: str, names: list[str]) -> None:
    assert link(text, term, *names) is Link.DIRECT


@pytest.mark.parametrize(
    ("text", "term", "names"),
    [
        ("Epilepsy again. Adaeze Bell rang.", "Epilepsy", ["Adaeze Bell"]),
        ("Adaeze Bell rang.\nEpilepsy again.", "Epilepsy", ["Adaeze Bell"]),
        (f"Adaeze Bell {'x' * REACH} epilepsy", "epilepsy", ["Adaeze Bell"]),
        (f"Epilepsy {'x ' * (CLOSE // 2)}Adaeze Bell", "Epilepsy", ["Adaeze Bell"]),
    ],
)
def test_a_term_that_only_stands_by_a_person_is_near(
    text: str, term: str, names: list[str]
) -> None:
    assert link(text, term, *names) is Link.NEAR


@pytest.mark.parametrize(
    ("text", "term", "names"),
    [
        ("What helps against epilepsy?", "epilepsy", []),
        ("Dementia leaflet for Adaeze Bell.", "Dementia", ["Adaeze Bell"]),
        ("The officer runs our epilepsy training.", "epilepsy", []),
        ("Email Adaeze Bell, epilepsy is the topic.", "epilepsy", ["Adaeze Bell"]),
        ("Adaeze Bell wrote about epilepsy.", "epilepsy", ["Adaeze Bell"]),
        ("Explain epilepsy. Adaeze Bell rang.", "epilepsy", ["Adaeze Bell"]),
        ("I am tired. Epilepsy again.", "Epilepsy", []),
        (f"I am here {'x ' * (CLOSE // 2)}on epilepsy", "epilepsy", []),
        ("Epilepsy. Nothing else. Adaeze Bell rang.", "Epilepsy", ["Adaeze Bell"]),
        ("Residents with epilepsy wrote to Adaeze Bell.", "epilepsy", ["Adaeze Bell"]),
    ],
)
def test_a_topic_is_linked_to_nobody(text: str, term: str, names: list[str]) -> None:
    assert link(text, term, *names) is Link.NONE


def test_every_term_of_a_text_is_judged_by_itself() -> None:
    text = "Adaeze Bell has epilepsy. Two lines follow. Is asthma common?"
    name = (0, len("Adaeze Bell"))
    links = Links(text, [name])
    places = [
        Place(text.index(t), text.index(t) + len(t), "HEALTH", True) for t in ("epil", "asth")
    ]
    assert [links.of(place) for place in places] == [Link.DIRECT, Link.NONE]
