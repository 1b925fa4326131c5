"""The cheap look that says whether a second reading of a text could exist at all."""

import re
from dataclasses import dataclass

from detectors.gist import Gist

_DIGIT_WORDS = frozenset(
    "zero oh nought one two three four five six seven eight nine double treble triple".split()  # noqa: SIM905
)
_NUMBER_WORDS = (_DIGIT_WORDS - {"oh"}) | frozenset(
    """ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty sixty seventy eighty ninety""".split()  # noqa: SIM905
)
# What stands beside numbers in words when somebody reads out an identifier.
_READ_OUT = frozenset(
    """oh hundred alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike
    november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee
    zulu""".split()  # noqa: SIM905
)
# Backwards and in ROT13: words that no text has by chance, and some that take two.
BACKWARDS = frozenset("rebmun sserdda drowssap liame enohp htrib edoctsop tropssap eman".split())  # noqa: SIM905
BACKWARDS_TWO = frozenset("eht dna htiw rof sih reh sah saw".split())  # noqa: SIM905
ROT13 = frozenset("ahzore nqqerff cnffjbeq rznvy cubar ovegu anzr cbfgpbqr".split())  # noqa: SIM905
ROT13_TWO = frozenset("gur naq jvgu sbe uvf ure unf jnf vf".split())  # noqa: SIM905
_SAID = frozenset("backwards backward reversed reverse mirror mirrored".split())  # noqa: SIM905
_LONG = 12
_MIXED = re.compile(r"\d(?:[A-Za-z]|(?<=[A-Za-z]\d))")
_SINGLES = b"\x01\x01\x01\x01"  # so many words of one character in a row


@dataclass(frozen=True, slots=True)
class Look:
    """What a text might hold; each makes one reading worth trying."""

    digit_words: bool = False
    single_letters: bool = False
    long_runs: bool = False
    mixed_words: bool = False
    backwards: bool = False
    said_backwards: bool = False
    rot13: bool = False
    dots: bool = False
    escapes: bool = False
    line_breaks: bool = False
    at_signs: bool = False


NOTHING = Look()


def look(gist: Gist) -> Look:
    """NOTHING, or what to try. One pass over the words; the rest are searches for a literal."""
    text, words, known = gist.text, gist.words, gist.known
    flags = (
        not _DIGIT_WORDS.isdisjoint(known) and _several(words),
        _SINGLES in _widths(words),
        max(map(len, known), default=0) >= _LONG,
        _MIXED.search(text) is not None,
        not BACKWARDS.isdisjoint(known) or len(BACKWARDS_TWO & known) > 1,
        not _SAID.isdisjoint(known),
        not ROT13.isdisjoint(known) or len(ROT13_TWO & known) > 1,
        "dot" in known or "[at]" in text or "(at)" in text,
        "%" in text or "&" in text or "\\" in text,
        "\n" in text,
        "@" in text,
    )
    return Look(*flags) if any(flags) else NOTHING


def _several(words: list[str]) -> bool:
    """Two of them at least, and one beside another, or beside what else may be read out."""
    if sum(map(_DIGIT_WORDS.__contains__, words)) < 2:
        return False
    said = [word in _NUMBER_WORDS for word in words]
    like = [one or _is_read_out(word) for one, word in zip(said, words, strict=True)]
    pairs = zip(zip(said, like, strict=True), zip(said[1:], like[1:], strict=True), strict=False)
    return any((first and beside) or (near and second) for (first, near), (second, beside) in pairs)


def _is_read_out(word: str) -> bool:
    return len(word) == 1 or word.isdecimal() or word in _READ_OUT


def _widths(words: list[str]) -> bytes:
    """The length of each word, as a byte."""
    lengths = list(map(len, words))
    return bytes(lengths) if max(lengths, default=0) < 256 else bytes(min(n, 255) for n in lengths)
