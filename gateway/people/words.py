"""Words as names are compared: without case, accents and the shape of apostrophe or hyphen."""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
"""A run of letters; an apostrophe inside belongs to it ("O'Brien", "Joan's")."""

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
_LONGEST_TYPO = 24  # longer words are no names, and would have many neighbours


def fold(text: str) -> str:
    """Lower case without accents, apostrophes straight; the length may change."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def bare(word: str) -> str:
    """A folded word without a possessive at its end, and without apostrophes: "ohanlon"."""
    return word.removesuffix("'s").replace("'", "") if "'" in word else word


def near(word: str) -> Iterator[str]:
    """The word with any one letter left out, and itself: what words one slip apart share."""
    if len(word) <= _LONGEST_TYPO:
        yield word
        for at in range(len(word)):
            yield word[:at] + word[at + 1 :]


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed, or swapped with the next.

    A plural or possessive "s" at the end is no slip: the Patels are not Patel.
    """
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    longer, shorter = sorted((first, second), key=len, reverse=True)
    if longer == shorter + "s":
        return False
    at = next((n for n, c in enumerate(shorter) if longer[n] != c), len(shorter))
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    swapped = shorter[:at] + shorter[at + 1 : at + 2] + shorter[at : at + 1] + shorter[at + 2 :]
    return longer[at + 1 :] == shorter[at + 1 :] or longer == swapped
