"""Tokens: words and marks by themselves, and a guard against texts that take too long."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from detectors.tokens import GuardedTokens, PlainTokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ring 07700, now!", ["Ring", "07700", ",", "now", "!"]),
        ("nhs_number=12", ["nhs", "_", "number", "=", "12"]),
        ("a__b", ["a", "__", "b"]),
        ("((", ["(", "("]),
        ("a\n\nb", ["a", "\n", "\n", "b"]),
        ("Jos\u00e9's", ["Jos\u00e9", "'", "s"]),
        ("", []),
    ],
)
def test_words_and_every_mark_are_tokens(text: str, tokens: list[str]) -> None:
    doc = PlainTokens(Vocab())(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text


class Whole:
    """A tokeniser that makes one token of everything, to be told from ours."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[text], spaces=[False])


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("it's, (fine)", True),
        ("word " * 500, True),
        ("'" * 199, True),
        ("'" * 200, False),
        (f"fine {'x' * 200}", False),
    ],
)
def test_a_pipelines_own_tokens_are_used_unless_a_word_is_too_long(text: str, own: bool) -> None:
    vocab = Vocab()
    doc = GuardedTokens(Whole(vocab), vocab)(text)
    assert (len(doc) == 1) is own
    assert doc.text == text
