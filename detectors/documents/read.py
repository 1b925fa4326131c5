"""Any file to a reading: what it is, then by the reader of its kind. Bad files raise nothing."""

from collections.abc import Callable, Mapping

from detectors.documents import reasons
from detectors.documents.archive import read_archive
from detectors.documents.gathering import Gathering, StopReading, Unreadable
from detectors.documents.limits import Limits
from detectors.documents.mail import read_mail
from detectors.documents.markup import read_html, read_xml
from detectors.documents.office import read_office
from detectors.documents.opendocument import read_opendocument
from detectors.documents.outlook import read_ole
from detectors.documents.pdf import read_pdf
from detectors.documents.picture import read_picture
from detectors.documents.piece import Gap, Kind, Reading
from detectors.documents.plain import read_json, read_text
from detectors.documents.rich_text import read_rtf
from detectors.documents.sheets import read_workbook
from detectors.documents.sniff import kinds

Reader = Callable[[bytes, str, Gathering], None]

READERS: Mapping[Kind, Reader] = {
    Kind.PDF: read_pdf,
    Kind.WORD: read_office,
    Kind.SLIDES: read_office,
    Kind.SPREADSHEET: read_workbook,
    Kind.OPENDOCUMENT: read_opendocument,
    Kind.OLD_OFFICE: read_ole,
    Kind.OUTLOOK: read_ole,
    Kind.RTF: read_rtf,
    Kind.HTML: read_html,
    Kind.XML: read_xml,
    Kind.MAIL: read_mail,
    Kind.TEXT: read_text,
    Kind.JSON: read_json,
    Kind.ARCHIVE: read_archive,
    Kind.PICTURE: read_picture,
}
_NEVER_READ = {Kind.AUDIO: reasons.AUDIO, Kind.VIDEO: reasons.VIDEO, Kind.UNKNOWN: reasons.UNKNOWN}


def read(data: bytes, limits: Limits) -> Reading:
    """Everything that is said in this file, and what of it was not read."""
    gathering = Gathering(limits, _open)
    if len(data) > limits.file_bytes:
        return Reading(kind=Kind.UNKNOWN, gaps=(Gap(place="", why=reasons.TOO_LARGE),))
    kind = Kind.UNKNOWN
    try:
        kind = kinds(data)[0]
        _open(data, "", gathering)
        gathering.finish()
    except StopReading as stop:
        gathering.missed("", str(stop))
    except (MemoryError, RecursionError):
        gathering.missed("", reasons.LIMIT)
    finally:
        gathering.close()
    return Reading(kind=kind, pieces=tuple(gathering.pieces), gaps=tuple(gathering.gaps))


def _open(data: bytes, at: str, gathering: Gathering) -> None:
    for kind in kinds(data) if data else ():
        if kind in _NEVER_READ:
            gathering.missed(at.rstrip("/"), _NEVER_READ[kind])
            continue
        try:
            READERS[kind](data, at, gathering)
        except Unreadable as error:
            gathering.missed(at.rstrip("/"), str(error))
