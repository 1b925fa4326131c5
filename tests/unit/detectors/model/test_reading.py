"""How the model reads a text, and how its pieces become names."""

import pytest

from detectors.model.component import SHIPPED
from detectors.model.join import join_pieces
from detectors.model.tagged import Tagged
from detectors.model.tagger import Tagger
from detectors.model.windows import cut
from detectors.model.wordpiece import WordPiece


@pytest.fixture(scope="module")
def reader() -> WordPiece:
    return WordPiece(SHIPPED / "vocab.txt")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(SHIPPED, None)


def names(tagger: Tagger, text: str) -> list[str]:
    return [text[t.start : t.end] for t in tagger.tag([text])[0] if t.label == "PERSON"]


def test_words_marks_and_accents_are_split_as_in_training(reader: WordPiece) -> None:
    text = "Jos\u00e9 won't go-to x\u00e9."
    read = reader.encode(text)
    words = [text[start:end] for start, end in read.spans]
    assert words == ["Jos\u00e9", "won", "'", "t", "go", "-", "to", "x\u00e9", "."]
    assert read.ids[0] == reader.encode("jose").ids[0]


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("joan", [1 * 4 + 3]),
        ("a Joan", [1 * 4 + 3, 2 * 4 + 1]),
        ("A\nJOAN", [4 * 4 + 3, 3 * 4 + 2]),
        ("I\n\nmcBell", [4 * 4 + 3, 5 * 4 + 3]),
        ("B2,", [6 * 4 + 3, 7 * 4 + 0]),
    ],
)
def test_letter_case_and_layout_are_kept_as_hints(
    reader: WordPiece, text: str, shapes: list[int]
) -> None:
    read = reader.encode(text)
    firsts = [read.words.index(word) for word in range(len(read.spans))]
    assert [read.shapes[at] for at in firsts] == shapes


def test_a_word_with_no_pieces_is_one_unknown(reader: WordPiece) -> None:
    assert reader.encode("x" * 101).ids == [reader.unknown]


def test_the_words_read_are_forgotten(tagger: Tagger) -> None:
    tagger.tag(["Adaeze Canary"])
    assert not tagger._reader._seen


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


def test_windows_never_split_a_word() -> None:
    words = [n // 3 for n in range(1000)]
    for window in cut(words):
        assert window.start == 0 or words[window.start] != words[window.start - 1]
        assert window.end == len(words) or words[window.end] != words[window.end - 1]


@pytest.mark.parametrize(
    ("text", "parts", "joined"),
    [
        ("O'Neill", [(0, 1), (2, 7)], ["O'Neill"]),
        ("Smith-Jones", [(0, 5), (6, 11)], ["Smith-Jones"]),
        ("A. Bede", [(0, 2), (3, 7)], ["A. Bede"]),
        ("Ann, Bob", [(0, 3), (5, 8)], ["Ann", "Bob"]),
        ("Ann Bob", [(0, 3), (4, 7)], ["Ann", "Bob"]),
    ],
)
def test_parts_of_one_name_are_joined_and_two_names_are_not(
    text: str, parts: list[tuple[int, int]], joined: list[str]
) -> None:
    spans = [Tagged(start, end, "PERSON", 0.9) for start, end in parts]
    assert [text[s.start : s.end] for s in join_pieces(text, spans)] == joined


def test_figures_and_marks_are_not_even_shown_to_the_model(reader: WordPiece) -> None:
    read = reader.encode("12 --- 34,56 ; Ada")
    assert not read.has_letters(0, len(read.ids) - 1)
    assert read.has_letters(0, len(read.ids))
