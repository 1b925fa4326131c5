"""ZIP archives: every entry is a file of its own, and its name is a text."""

from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.packed import Packed


def read_archive(data: bytes, at: str, gathering: Gathering) -> None:
    """Every entry, as deep and as many as the limits allow."""
    packed = Packed(data, gathering)
    gathering.text(f"{at}names of files", "\n".join(packed.names))
    gathering.text(f"{at}comment", packed.comment.decode("utf-8", errors="replace"))
    for number, entry in enumerate(packed.entries, 1):
        place = f"{at}file {number}/"
        try:
            gathering.inside(packed.unpack(entry), place)
        except Unreadable as error:
            gathering.missed(place, str(error))
