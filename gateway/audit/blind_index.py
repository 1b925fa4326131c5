"""The blind index: finds who or what a text mentions without keeping the value in any form.

A token is a keyed hash of a normalised value; without the index key it says nothing.
"""

import hmac
import re
from collections.abc import Iterable, Iterator

from detectors.normalise_value import normalise_value
from gateway.audit.keys import derive_subkey

TOKEN_BYTES = 16
VALUE, NAME_WORD, REFERENCE = "VALUE", "NAME_WORD", "REFERENCE"

_FORMS = (
    "PERSON",
    "ADDRESS",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "UK_NHS",
    "DATE_OF_BIRTH",
    "IP_ADDRESS",
    "OTHER",
)
# One kind for every way of normalising. Who searches need not say what a value is, and values of
# a kind that is added later are found because tokens do not depend on the kind, only on the form.

_WORD = re.compile(r"[^\W_](?:[^\W_]|['\u2019-](?=[^\W_]))*")
_DIGIT = re.compile(r"\d")
_REFERENCE = re.compile(r"(?<![\w/.-])(?=[A-Za-z/.-]*\d)[A-Za-z\d][A-Za-z\d/.-]{3,39}")
_SEPARATORS = re.compile(r"[^A-Z\d]")
_REFERENCE_LENGTH = 5
REFERENCES_KEPT = 500  # per interaction: a pasted spreadsheet must not swamp the index


class BlindIndex:
    """Turns values into tokens."""

    def __init__(self, key: bytes) -> None:
        self._key = derive_subkey(key, "blind index")
        self._body_key = derive_subkey(key, "body hash")

    def token(self, kind: str, normalised: str) -> bytes:
        """The token of a value that is already normalised."""
        message = f"{kind}\0{normalised}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, "sha256")[:TOKEN_BYTES]

    def tokens_of(self, entity: str, text: str) -> Iterator[bytes]:
        """The tokens under which one found value is filed."""
        normalised = normalise_value(entity, text)
        yield self.token(VALUE, normalised)
        if entity == "PERSON":
            for word in name_words(normalised):
                yield self.token(NAME_WORD, word)
        if entity == "UK_CASE_REFERENCE":
            yield self.token(REFERENCE, reference_form(text))

    def tokens_for_references(self, texts: Iterable[str]) -> Iterator[bytes]:
        """The tokens of the reference-shaped words of some texts, each once, bounded."""
        for reference in references(texts):
            yield self.token(REFERENCE, reference)

    def reference_token(self, text: str) -> bytes:
        """What to look for to find a case reference."""
        return self.token(REFERENCE, reference_form(text))

    def identifier_tokens(self, value: str) -> tuple[bytes, ...]:
        """What to look for when nobody said what kind of value this is."""
        forms = dict.fromkeys(normalise_value(kind, value) for kind in _FORMS)
        return tuple(self.token(VALUE, form) for form in forms if form)

    def word_tokens(self, value: str) -> tuple[bytes, ...]:
        """The words of a name; an interaction matches when one finding holds them all."""
        words = dict.fromkeys(_WORD.findall(normalise_value("PERSON", value)))
        return tuple(self.token(NAME_WORD, word) for word in words)

    def body_hash(self, sha256: str) -> str:
        """A keyed form of a body's hash: recognises repeats, confirms no guess."""
        return hmac.digest(self._body_key, sha256.encode(), "sha256").hex() if sha256 else ""


def name_words(normalised: str) -> tuple[str, ...]:
    """The words of a normalised name, and the pieces of hyphenated ones."""
    words = _WORD.findall(normalised)
    pieces = (piece for word in words if "-" in word for piece in word.split("-"))
    return tuple(dict.fromkeys((*words, *pieces)))


def references(texts: Iterable[str]) -> tuple[str, ...]:
    """Reference-shaped words: five characters or more with a digit among them, normalised."""
    found: dict[str, None] = {}
    for text in texts:
        for piece in _pieces(text):
            form = reference_form(piece)
            if len(form) >= _REFERENCE_LENGTH:
                found[form] = None
        if len(found) >= REFERENCES_KEPT:
            break
    return tuple(found)[:REFERENCES_KEPT]


def _pieces(text: str) -> Iterator[str]:
    """The pattern is slow and few words hold a digit, so each word is seen once and sorted out."""
    for word in dict.fromkeys(text.split()):
        if not word.isalpha() and _DIGIT.search(word):
            yield from _REFERENCE.findall(word)


def reference_form(text: str) -> str:
    """Upper case, without separators: HB/2026-0143 and hb 2026 0143 are one reference."""
    return _SEPARATORS.sub("", text.upper())
