"""Parts of one name are joined; two names stay two."""

import pytest

from detectors.model.join import join_pieces
from detectors.model.tagged import Tagged


@pytest.mark.parametrize(
    ("text", "parts", "joined"),
    [
        ("O'Neill", [(0, 1), (2, 7)], ["O'Neill"]),
        ("Smith-Jones", [(0, 5), (6, 11)], ["Smith-Jones"]),
        ("A. Bede", [(0, 2), (3, 7)], ["A. Bede"]),
        ("Ann, Bob", [(0, 3), (5, 8)], ["Ann", "Bob"]),
        ("Ann Bob", [(0, 3), (4, 7)], ["Ann", "Bob"]),
    ],
)
def test_parts_of_one_name_are_joined_and_two_names_are_not(
    text: str, parts: list[tuple[int, int]], joined: list[str]
) -> None:
    spans = [Tagged(start, end, "PERSON", 0.9) for start, end in parts]
    assert [text[s.start : s.end] for s in join_pieces(text, spans)] == joined


def test_a_joined_name_is_as_sure_as_its_parts_on_average() -> None:
    parts = [Tagged(0, 1, "PERSON", 0.5), Tagged(2, 7, "PERSON", 0.9)]
    assert join_pieces("O'Neill", parts) == [Tagged(0, 7, "PERSON", 0.7)]


@pytest.mark.parametrize("labels", [("PERSON", "LOCATION"), ("ADDRESS", "ADDRESS")])
def test_only_parts_of_people_are_joined(labels: tuple[str, str]) -> None:
    parts = [Tagged(0, 5, labels[0], 0.9), Tagged(6, 11, labels[1], 0.9)]
    assert join_pieces("Smith-Leeds", parts) == parts


def test_three_parts_are_one_name() -> None:
    text = "J. R. Bede-Moss"
    spans = [(0, 2), (3, 5), (6, 10), (11, 15)]
    joined = join_pieces(text, [Tagged(start, end, "PERSON", 0.9) for start, end in spans])
    assert [(one.start, one.end) for one in joined] == [(0, 15)]
