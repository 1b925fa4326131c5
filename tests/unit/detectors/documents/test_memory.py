"""What was read lately is read once, and forgotten in time."""

from detectors.documents.memory import ReadingMemory
from detectors.documents.piece import Kind, Piece, Reading


def reading(text: str) -> Reading:
    return Reading(kind=Kind.TEXT, pieces=(Piece(place="", text=text),))


def test_a_reading_is_remembered_by_the_hash_of_its_file() -> None:
    memory = ReadingMemory()
    memory.put(b"1", reading("words"))
    assert memory.get(b"1") == reading("words")
    assert memory.get(b"2") is None
    assert memory.hits == 1


def test_the_oldest_goes_when_there_is_no_room() -> None:
    memory = ReadingMemory(characters=8)
    memory.put(b"1", reading("words"))
    memory.put(b"2", reading("other"))
    assert memory.get(b"1") is None
    assert memory.get(b"2") is not None


def test_nothing_is_remembered_for_ever() -> None:
    memory = ReadingMemory(seconds=-1.0)
    memory.put(b"1", reading("words"))
    assert memory.get(b"1") is None
