"""Letters of other scripts that stand for Latin ones: "J\u043ehn" with a Cyrillic o.

Only in words that mix scripts, and in words made of nothing but look-alikes when no word of the
text is surely of that script: real Greek and Cyrillic text stays as it is. One character becomes
one character, so offsets do not move. After Unicode Technical Report 39, confusables.
"""

import re
import unicodedata

_CYRILLIC = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u04ae\u04c0\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d\u04cf",
    "ABEKMHOPCTYXSIJYIaeopcyxsijhdqwl",
)
_GREEK = str.maketrans(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u03f2\u03f3",
    "ABEZHIKMNOPTYXaikvopuxcj",
)
_SMALL_CAPITALS = str.maketrans(
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "ABCDEFGHIJKLMNOPQRSTUVWYZ",
)
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Letters of these words, digits of any script: each has a plain form whatever the text.
_PLAIN_FORM = re.compile(
    "[\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"
    "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


def fold(text: str) -> str:
    """The text with its look-alikes replaced; the same object when there are none."""
    if text.isascii():
        return text
    if _PLAIN_FORM.search(text):
        text = _PLAIN_FORM.sub(_plain_form, text)
    return _fold_scripts(text) if _OTHER.search(text) else text


def _plain_form(match: re.Match[str]) -> str:
    character = match[0]
    if character >= "\U0001f150":  # letters in filled circles and squares
        return chr(ord("A") + (ord(character) - 0x1F150) % 32)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character.translate(_SMALL_CAPITALS)


def _fold_scripts(text: str) -> str:
    words = [(m.start(), m[0]) for m in _WORD.finditer(text) if _OTHER.search(m[0])]
    real = {is_greek(word) for _, word in words if not _LATIN.search(word) and _is_real(word)}
    parts, done = [], 0
    for start, word in words:
        if _LATIN.search(word) or is_greek(word) not in real:
            parts += [text[done:start], _translated(word)]
            done = start + len(word)
    return "".join(parts) + text[done:] if parts else text


def is_greek(word: str) -> bool:
    """Greek rather than Cyrillic, by its first letter of either."""
    found = _OTHER.search(word)
    return found is not None and found[0] < "\u0400"


def _is_real(word: str) -> bool:
    """It has a letter that no Latin letter looks like, so the text does speak that language."""
    return _OTHER.search(_translated(word)) is not None


def _translated(word: str) -> str:
    return word.translate(_CYRILLIC).translate(_GREEK)
