"""What a piece may hold is what the scanner knows, and a piece never shows its text."""

from detectors.views.piece import CHECKED, NUMBERS, Piece


def test_what_is_checked_is_also_a_number() -> None:
    assert CHECKED < NUMBERS


def test_names_and_sensitive_terms_are_not_guessed_from_digits() -> None:
    assert not NUMBERS & {"PERSON", "ADDRESS", "HEALTH"}


def test_a_piece_does_not_show_what_it_reads() -> None:
    assert "9434" not in repr(Piece(start=0, end=4, text="9434", evidence="base64"))
