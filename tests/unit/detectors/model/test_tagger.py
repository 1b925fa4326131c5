"""The shipped model: which names it finds, where, and that nothing else sways it."""

import pytest

from detectors.model.component import SHIPPED
from detectors.model.tagger import LABELS, Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(SHIPPED, None)


def names(tagger: Tagger, text: str) -> list[str]:
    return [text[t.start : t.end] for t in tagger.tag([text])[0] if t.label == "PERSON"]


def test_names_are_found_in_every_case_and_at_every_place_of_a_long_text(tagger: Tagger) -> None:
    filler = "the van was late again and nobody knew why it had been sent there. " * 12
    text = f"{filler}Adaeze Okonkwo rang. {filler}{filler}adaeze okonkwo rang. {filler}"
    assert names(tagger, text) == ["Adaeze Okonkwo", "adaeze okonkwo"]


def test_a_text_is_read_the_same_whatever_stands_beside_it(tagger: Tagger) -> None:
    texts = ["", "Ring Siobhan Tully.", "nothing " * 200, "Kofi Ansah and Blessing Chikwanha"]
    together = tagger.tag(texts)
    for text, found in zip(texts, together, strict=True):
        assert tagger.tag([text]) == [found]


def test_a_lower_threshold_finds_no_less(tagger: Tagger) -> None:
    bold = Tagger(SHIPPED, 0.05)
    text = "Speak to Wren or Jarvis in the Hazel room about Ruby and the Grace unit"
    assert set(names(bold, text)) >= {n for n in names(tagger, text) if n in names(bold, text)}
    assert len(names(bold, text)) > len(names(Tagger(SHIPPED, 0.99), text))


def test_the_words_read_are_forgotten(tagger: Tagger) -> None:
    tagger.tag(["Adaeze Canary"])
    assert not tagger._reader._seen


def test_spans_have_a_known_label_a_probability_and_no_marks_at_their_edges(
    tagger: Tagger,
) -> None:
    text = 'From: "Siobhan Tully", (14 Elm Grove, Leeds), Northmere Borough Council.'
    found = tagger.tag([text])[0]
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
    assert tagger.tag(["", " \n", "12 --- 34,56", "the bins are full"]) == [[], [], [], []]
    assert tagger.tag([]) == []
