"""What the tests of views share: a text's second reading."""

from detectors.normalise import shadow
from detectors.views.view import View, view_of


def read(text: str) -> str | None:
    """The view's text; None when there is no view."""
    view = view_of(shadow(text))
    return view.shadow.text if view else None


def pieces(text: str) -> list[tuple[str, str, str]]:
    """Of each piece: the original characters, what they read as, and the evidence."""
    view = view_of(shadow(text))
    return [] if view is None else [_one(text, view, n) for n in range(len(view.placed))]


def _one(text: str, view: View, number: int) -> tuple[str, str, str]:
    placed = view.placed[number]
    piece = placed.piece
    return text[piece.start : piece.end], piece.text, piece.evidence
