"""RTF: the text that shows, and what a file in an old format may hide in its source."""

import re

from striprtf.striprtf import rtf_to_text

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable

_EMBEDDED = re.compile(rb"\\(?:object|objdata|pict)\b")
_INFO = re.compile(
    r"\{\\(?:\*\\)?(author|operator|title|subject|keywords|comment|doccomm|company|manager|atnauthor"
    r"|atnid|annotation|userprops|staticval)\b ?([^{}\\]{0,2000})"
)
_HIDDEN = re.compile(r"\\v0?\b ?")


def read_rtf(data: bytes, at: str, gathering: Gathering) -> None:
    """Text, hidden text, comments and who wrote it; embedded files are not read."""
    source = data.decode("latin-1")
    if source.count("{") > gathering.limits.characters:
        raise Unreadable(reasons.TOO_MANY)
    try:
        shown = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, RecursionError):
        raise Unreadable(reasons.DAMAGED) from None
    gathering.text(f"{at}text", shown)
    said = "\n".join(f"{name}: {text}" for name, text in _INFO.findall(source) if text.strip())
    gathering.text(f"{at}metadata and comments", said)
    if _EMBEDDED.search(data):
        gathering.missed(f"{at}embedded file", reasons.UNKNOWN)
