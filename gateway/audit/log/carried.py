"""A signed note as one word, so that it survives whatever a line of text is put into.

Base64 without the signs that syslog, CEF, JSON and their collectors put a backslash before.
"""

import base64
import binascii
import re
from collections.abc import Iterator

MARK = "signed-note:"
_WORD = re.compile(rf"{MARK}([A-Za-z0-9_-]+)")


def carried(note: str) -> str:
    """The note as a word: "signed-note:" and its UTF-8 in base64url without padding (RFC 4648)."""
    return MARK + base64.urlsafe_b64encode(note.encode()).decode("ascii").rstrip("=")


def carried_in(text: str) -> Iterator[str]:
    """The notes that are carried in a text, in order; what was cut on its way is passed over."""
    for found in _WORD.finditer(text):
        word = found[1]
        try:
            yield base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
