"""A tokeniser whose cost is the length of the text, whatever the text."""

import re
from collections.abc import Callable

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"([^\W_]+|_+|[^\w\s]|\s)( ?)")
# spaCy's own tokenisers peel marks off a word one at a time, looking at all of it each time:
# 8,000 quotation marks in a row take three seconds. Words are never this long.
_TOO_LONG = re.compile(r"\S{200}")


class PlainTokens:
    """Words, and every mark by itself."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        parts = _TOKEN.findall(text)
        words = [word for word, _ in parts]
        return Doc(self._vocab, words=words, spaces=[bool(space) for _, space in parts])


class GuardedTokens:
    """A pipeline's own tokeniser, but ours for a text it would take too long over."""

    def __init__(self, own: Callable[[str], Doc], vocab: Vocab) -> None:
        self._own = own
        self._plain = PlainTokens(vocab)

    def __call__(self, text: str) -> Doc:
        return self._plain(text) if _TOO_LONG.search(text) else self._own(text)
