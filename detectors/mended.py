"""Words that a scanner damaged, as they were: "schiz0phrenia", "HlV", "can cer".

For word lists only, where the list says whether the guess is a word: nothing else may rely on it.
One character stands for one, so that offsets do not move.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_INSIDE = re.compile(r"[01345689](?<=[^\W\d_].)(?=[^\W\d_])")
_SMALL_L = re.compile(r"l(?<=[A-Z].)(?=[A-Z])")
_AS_I = str.maketrans("01345689", "oieasbbg")
_AS_L = str.maketrans("01345689", "oleasbbg")
_SHORTEST = 6  # letters of a word in two parts
_VOCABULARY = Path(__file__).parent / "model" / "vocab.txt"


def mended(text: str) -> Iterator[str]:
    """Other readings of a text, as long as it is; none of one without such damage."""
    capital = _SMALL_L.sub("I", text)
    if _INSIDE.search(capital):
        as_i = _INSIDE.sub(lambda match: match[0].translate(_AS_I), capital)
        as_l = _INSIDE.sub(lambda match: match[0].translate(_AS_L), capital)
        yield as_i
        if as_l != as_i:
            yield as_l
    elif capital != text:
        yield capital


def is_split(first: str, second: str) -> bool:
    """Whether these may be one word in two parts: "can cer", and not "form on" or "a sexual"."""
    if min(len(first), len(second)) < 2 or len(first) + len(second) < _SHORTEST:
        return False
    return not {first.casefold(), second.casefold()} <= _english()


@cache
def _english() -> frozenset[str]:
    """The whole words of the model's vocabulary."""
    lines = _VOCABULARY.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isalpha())
