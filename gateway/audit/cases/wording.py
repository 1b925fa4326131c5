"""Words as somebody may have written them: any case, accents, separators, look-alike letters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from detectors.normalise import Shadow, shadow

_APART = r"[\W_]*"
_NOT_PLAIN = re.compile(r"[\W_]+")
_NUMBER = 4  # digits that make a value a number: then it is also found inside longer words


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words to be looked for in whatever way they are written."""

    plain: str = field(repr=False)  # letters and digits alone, folded
    pattern: re.Pattern[str] = field(repr=False)


class Written:
    """A text in which words are looked for."""

    def __init__(self, text: str) -> None:
        self._shadow: Shadow = shadow(text)

    @cached_property
    def _folded(self) -> str:
        return _folded(self._shadow.text)

    @cached_property
    def _plain(self) -> str:
        return _NOT_PLAIN.sub("", self._folded)

    def places(self, wording: Wording) -> Iterator[tuple[int, int]]:
        """Where the words stand: code points of the text, the end exclusive."""
        if wording.plain in self._plain:
            for match in wording.pattern.finditer(self._folded):
                yield self._shadow.original(*match.span())

    def holds(self, wording: Wording) -> bool:
        """Whether the words stand in it."""
        return next(self.places(wording), None) is not None


def wording(words: str) -> Wording | None:
    """The words to be looked for; None where there is neither a letter nor a digit."""
    parts = [part for part in _NOT_PLAIN.split(_folded(shadow(words).text)) if part]
    if not parts:
        return None
    plain = "".join(parts)
    if sum(character.isdigit() for character in plain) >= _NUMBER:
        pattern = _APART.join(map(re.escape, plain))
    else:
        pattern = rf"(?<![^\W_]){_APART.join(map(re.escape, parts))}(?![^\W_])"
    return Wording(plain=plain, pattern=re.compile(pattern))


def _folded(text: str) -> str:
    """Without accents and case, character by character, so that places stay where they are."""
    return text.lower() if text.isascii() else "".join(map(_character, text))


def _character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base if len(base) == 1 else character
