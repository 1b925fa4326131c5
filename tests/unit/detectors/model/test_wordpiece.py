"""How the model reads a text: pieces, places, and hints of letter case and layout."""

from pathlib import Path

import pytest

from detectors.model.component import SHIPPED
from detectors.model.wordpiece import WordPiece


@pytest.fixture(scope="module")
def reader() -> WordPiece:
    return WordPiece(SHIPPED / "vocab.txt")


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


def test_figures_and_marks_are_not_even_shown_to_the_model(reader: WordPiece) -> None:
    read = reader.encode("12 --- 34,56 ; Ada")
    assert not read.has_letters(0, len(read.ids) - 1)
    assert read.has_letters(0, len(read.ids))


@pytest.fixture
def tiny(tmp_path: Path) -> WordPiece:
    """A vocabulary small enough to know every piece of."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "unkind", "##kind", "##ly", "##k"]
    (tmp_path / "vocab.txt").write_text("\n".join(pieces) + "\n")
    return WordPiece(tmp_path / "vocab.txt")


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("unkind", [5]),
        ("unkindly", [5, 7]),
        ("UNLY", [4, 7]),
        ("unk", [4, 8]),
        ("unkinder", [1]),
        ("kind", [1]),
    ],
)
def test_a_word_is_its_longest_pieces_or_unknown(
    tiny: WordPiece, word: str, ids: list[int]
) -> None:
    assert tiny.encode(word).ids == ids


def test_pieces_know_their_word_and_words_their_place(tiny: WordPiece) -> None:
    read = tiny.encode("un  unkindly")
    assert read.words == [0, 1, 1]
    assert read.spans == [(0, 2), (4, 12)]
    assert (tiny.unknown, tiny.start, tiny.end) == (1, 2, 3)


def test_words_seen_are_remembered_until_they_are_forgotten(tiny: WordPiece) -> None:
    tiny.encode("Canary")
    assert "Canary" in tiny._seen
    tiny.forget()
    assert not tiny._seen


def test_what_was_read_does_not_show_itself(tiny: WordPiece) -> None:
    assert repr(tiny.encode("unkindly")) == "Pieces()"
