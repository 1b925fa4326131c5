"""A text as it is given out: every redacted span replaced by the grounds it stands on."""

from collections.abc import Iterable
from itertools import batched

from gateway.audit.cases.case import Redaction


def redacted_text(text: str, redactions: Iterable[Redaction]) -> str:
    """The text without the spans of these redactions, which must be of this text.

    What stands in their place says nothing of their length; spans that touch become one.
    """
    pieces: list[str] = []
    position = 0
    for start, end, grounds in _merged(redactions):
        pieces += [text[position:start], f"[redacted: {', '.join(grounds)}]"]
        position = end
    return "".join((*pieces, text[position:]))


def kept_pieces(text: str, redactions: Iterable[Redaction]) -> tuple[str, ...]:
    """What is left of a text, in pieces: nothing of it is a mark."""
    edges = [0, *(edge for start, end, _ in _merged(redactions) for edge in (start, end))]
    return tuple(text[start:end] for start, end in batched([*edges, len(text)], 2))


def of_text(redactions: Iterable[Redaction], kind: str, number: int) -> tuple[Redaction, ...]:
    """Those of one text of a record."""
    return tuple(one for one in redactions if (one.kind, one.text) == (kind, number))


def _merged(redactions: Iterable[Redaction]) -> list[tuple[int, int, tuple[str, ...]]]:
    merged: list[tuple[int, int, tuple[str, ...]]] = []
    for one in sorted(redactions, key=lambda r: (r.start, r.end)):
        if merged and one.start <= merged[-1][1]:
            start, end, grounds = merged.pop()
            both = tuple(dict.fromkeys((*grounds, one.ground)))
            merged.append((start, max(end, one.end), both))
        else:
            merged.append((one.start, one.end, (one.ground,)))
    return merged
