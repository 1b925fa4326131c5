"""The shipped model: which names it finds, where, and that nothing else sways it."""

import pytest

from detectors.model.component import SHIPPED
from detectors.model.labels import LABELS
from detectors.model.tagged import Reading
from detectors.model.tagger import Tagger

NOTHING = Reading(spans=(), stated=())


@pytest.fixture(scope="module", params=["accurate", "fast"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    return Tagger(SHIPPED, request.param)


def labelled(tagger: Tagger, text: str, label: str) -> list[str]:
    return [
        text[t.start : t.end]
        for t in tagger.tag([text])[0].spans
        if t.label == label and t.score >= 0.36  # the threshold of names in the shipped policy
    ]


def names(tagger: Tagger, text: str) -> list[str]:
    return labelled(tagger, text, "PERSON")


def stated(tagger: Tagger, text: str) -> list[str]:
    return [one.label for one in tagger.tag([text])[0].stated if one.score >= 0.5]


def test_names_are_found_in_every_case_and_at_every_place_of_a_long_text(tagger: Tagger) -> None:
    filler = "The bins were late again, and nobody could say when they would be emptied. " * 12
    said = (
        "Adaeze Okonkwo rang. ",
        "ADAEZE OKONKWO RANG. ",
        "please ring siobhan tully on monday. ",
    )
    text = filler + filler.join(said) + filler
    assert names(tagger, text) == ["Adaeze Okonkwo", "ADAEZE OKONKWO", "siobhan tully"]


def test_a_text_is_read_the_same_whatever_stands_beside_it(tagger: Tagger) -> None:
    texts = ["", "Ring Siobhan Tully.", "nothing " * 200, "Kofi Ansah and Blessing Chikwanha"]
    together = tagger.tag(texts)
    for text, found in zip(texts, together, strict=True):
        assert tagger.tag([text]) == [found]


def test_more_threads_read_the_same(tagger: Tagger, request: pytest.FixtureRequest) -> None:
    texts = ["Kofi Ansah, 14 Elm Grove, has asthma. " * 60, "12 --- 34", "Ring Siobhan Tully."]
    model = request.node.callspec.params["tagger"]
    assert Tagger(SHIPPED, model, threads=3).tag(texts) == tagger.tag(texts)


def test_a_public_figure_is_no_private_person(tagger: Tagger) -> None:
    text = "Write an essay on how Charlotte Bronte and William Shakespeare wrote about the moors."
    assert not names(tagger, text)
    assert labelled(tagger, text, "FIGURE") == ["Charlotte Bronte", "William Shakespeare"]


def test_a_fact_about_one_person_is_stated_and_a_subject_is_not(tagger: Tagger) -> None:
    assert stated(tagger, "Mrs Tully's epilepsy is worse, write to her landlord.") == ["health"]
    assert not stated(tagger, "Draft a leaflet on what reasonable adjustments help with epilepsy.")


def test_the_words_that_state_something_are_where_it_is_found(tagger: Tagger) -> None:
    text = "The lift is broken again. Siobhan Tully has multiple sclerosis. Please chase the firm."
    (one,) = (one for one in tagger.tag([text])[0].stated if one.label == "health")
    assert "sclerosis" in text[one.start : one.end]
    assert "lift" not in text[one.start : one.end]


def test_the_words_read_are_forgotten(tagger: Tagger) -> None:
    tagger.tag(["Adaeze Canary"])
    assert not tagger._reader._seen


def test_spans_have_a_known_label_a_probability_and_no_marks_at_their_edges(
    tagger: Tagger,
) -> None:
    text = 'From: "Siobhan Tully", (14 Elm Grove, Leeds), Northmere Borough Council.'
    found = tagger.tag([text])[0].spans
    assert {one.label for one in found} <= set(LABELS)
    assert {"PERSON", "ADDRESS"} <= {one.label for one in found}
    for one in found:
        assert 0.0 < one.score <= 1.0
        assert text[one.start].isalnum()
        assert text[one.end - 1].isalnum()


def test_the_words_are_forgotten_even_when_a_text_cannot_be_read(tagger: Tagger) -> None:
    with pytest.raises(TypeError):
        tagger.tag(["Adaeze Canary", 7])  # type: ignore[list-item]
    assert not tagger._reader._seen


def test_texts_that_name_nobody_have_no_spans(tagger: Tagger) -> None:
    assert tagger.tag(["", " \n", "12 --- 34,56", "the bins are full"]) == [NOTHING] * 4
    assert tagger.tag([]) == []


def test_no_place_is_empty_whatever_the_text(tagger: Tagger) -> None:
    texts = [
        "!!! ??? ... :)",
        "#x @y ...",
        "he's \u2026 \u201c \u201d",
        "-- she -- ??",
        "\u00b7\u00b7\u00b7 hiv",
    ]
    for reading in tagger.tag(texts * 3):
        assert all(one.end > one.start for one in (*reading.spans, *reading.stated))
