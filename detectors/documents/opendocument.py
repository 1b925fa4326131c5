"""OpenDocument texts, sheets, slides and drawings, and e-books: every part of them."""

import re

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.office import read_flow
from detectors.documents.packed import Packed

_PLACES = {
    "content.xml": "body",
    "styles.xml": "headers and footers",
    "meta.xml": "metadata",
}
_MADE_BY_PROGRAMS = re.compile(
    r"mimetype|settings\.xml|(?:.*/)?manifest\.xml|.*/manifest\.rdf|manifest\.rdf"
    r"|Configurations2/.*|.*\.(?:ttf|otf)",
    re.IGNORECASE,
)
_ENCRYPTED = b"encryption-data"


def read_opendocument(data: bytes, at: str, gathering: Gathering) -> None:
    """Every part. Raises Unreadable for an encrypted file."""
    packed = Packed(data, gathering)
    manifest = "META-INF/manifest.xml"
    if manifest in packed and _ENCRYPTED in packed.read(manifest):
        raise Unreadable(reasons.ENCRYPTED)
    for name in packed.names:
        if not _MADE_BY_PROGRAMS.fullmatch(name):
            _part(packed, name, at, gathering)


def _part(packed: Packed, name: str, at: str, gathering: Gathering) -> None:
    last = name.rpartition("/")[2]
    place = f"{at}{_PLACES.get(last, 'part')}"
    if name.startswith(("Basic/", "Scripts/")) and not name.endswith("lc.xml"):
        gathering.missed(place, reasons.MACROS)
        return
    try:
        content = packed.read(name)
        if not content:
            return
        if last in _PLACES:
            read_flow(content, place, gathering)
        else:
            gathering.inside(content, f"{place}/")
    except Unreadable as error:
        gathering.missed(place, str(error))
