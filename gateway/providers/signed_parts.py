"""Which parts of a message a provider has signed, so that they leave as they came or not at all."""

from collections.abc import Mapping

from gateway.providers.json_text import LITERAL, STRING, Leaf, Path

_NOTED = frozenset(("type", "role", "signature", "thoughtSignature", "thought_signature"))
_SIGNED = frozenset(("thinking", "text", "content"))
_OF_THOUGHTS = ("thoughtSignature", "thought_signature")


def noted(leaf: Leaf, source: str) -> bool:
    """Whether this says what its part is: words, and that a part is a thought."""
    name = leaf.path[-1] if leaf.path else ""
    if name == "thought":
        return leaf.kind == LITERAL and source[leaf.start : leaf.end] == "true"
    return leaf.kind == STRING and name in _NOTED


def is_signed_part(path: Path, notes: Mapping[Path, str]) -> bool:
    """Whether a text may not be altered, by the `noted` values of its document.

    Google signs answers and calls too, which are put back for their reader and so may be altered;
    only of its thoughts the answer left everything as it came.
    """
    *place, name = path or ("",)
    if name not in _SIGNED:
        return False
    if (*place, "signature") in notes:
        return True
    return (*place, "thought") in notes and any((*place, one) in notes for one in _OF_THOUGHTS)
