"""Numbers with letters that a scanner took for digits: O for 0, l and I for 1, S for 5, B for 8."""

import re
from collections.abc import Iterator

from detectors.views.gate import Look
from detectors.views.piece import CHECKED, Piece

_DIGIT_OF = {
    "O": "0",
    "o": "0",
    "Q": "0",
    "l": "1",
    "I": "1",
    "S": "5",
    "s": "5",
    "B": "8",
    "Z": "2",
}
_D = r"[\dOoQlISsBZ]"
_RUN = re.compile(
    rf"(?<![\w-])(?:(?P<digits>{_D}(?:[ .-]?{_D}){{8,18}})|"
    rf"[A-Z]{{2}}[ -]?(?P<nino>{_D}(?:[ -]?{_D}){{5}})[ -]?[A-D]|"
    rf"GB(?P<check>{_D}{{2}}) ?[A-Z]{{4}} ?(?P<account>{_D}(?: ?{_D}){{13}}))(?![\w-])"
)


_LENGTHS = frozenset({2, 6, 10, 14, *range(13, 20)})  # of the numbers that can be checked


def misread(text: str, seen: Look) -> Iterator[Piece]:
    """Each letter that stands for a digit, alone: the rest of the number stays as it is."""
    if not seen.mixed_words:
        return
    for match in _RUN.finditer(text):
        for group in ("digits", "nino", "check", "account"):
            run = match[group] or ""
            wrong = [at for at, c in enumerate(run) if c in _DIGIT_OF and _beside_digit(run, at)]
            digits = sum(c.isdigit() for c in run)
            if wrong and digits >= len(wrong) * 2 and digits + len(wrong) in _LENGTHS:
                for at in wrong:
                    start = match.start(group) + at
                    yield Piece(
                        start=start, end=start + 1, text=_DIGIT_OF[run[at]],
                        evidence="letters taken for digits", entities=CHECKED,
                    )  # fmt: skip


def _beside_digit(run: str, at: int) -> bool:
    """The group of figures that the letter stands in has a digit of its own."""
    group = re.split(r"[ .-]", run[:at])[-1] + re.split(r"[ .-]", run[at:])[0]
    return any(c.isdigit() for c in group)
