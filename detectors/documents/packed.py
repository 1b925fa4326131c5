"""The parts of a ZIP file, read one by one and never more than the limits allow."""

import zipfile
import zlib
from io import BytesIO

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable

_CHUNK = 262_144
_ENCRYPTED = 0x1
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Packed:
    """A ZIP file. Raises Unreadable when it is none."""

    def __init__(self, data: bytes, gathering: Gathering) -> None:
        self._gathering = gathering
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
        except (*_FAILURES, RuntimeError):
            raise Unreadable(reasons.DAMAGED) from None
        self.entries = [entry for entry in self._file.infolist() if not entry.is_dir()]
        self.comment = self._file.comment
        if len(self._file.infolist()) > gathering.limits.entries:
            raise Unreadable(reasons.TOO_MANY)

    @property
    def names(self) -> list[str]:
        return [entry.filename for entry in self.entries]

    def __contains__(self, name: str) -> bool:
        return name in self._file.NameToInfo

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises Unreadable and StopReading."""
        entry = self._file.NameToInfo.get(name)
        if entry is None:
            raise Unreadable(reasons.DAMAGED)
        return self.unpack(entry)

    def unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """The same for an entry: two can have the same name."""
        self._gathering.entry()
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(reasons.ENCRYPTED)
        # What it says of its size, before anything is unpacked; then what it really is.
        self._gathering.unpacking(entry.file_size, packed=entry.compress_size)
        try:
            return self._content(entry)
        except _FAILURES:
            raise Unreadable(reasons.DAMAGED) from None

    def _content(self, entry: zipfile.ZipInfo) -> bytes:
        whole = BytesIO()  # which gives its bytes without a copy
        with self._file.open(entry) as part:
            while piece := part.read(_CHUNK):
                if whole.tell() + len(piece) > entry.file_size:
                    raise Unreadable(reasons.DAMAGED)
                whole.write(piece)
                self._gathering.tick()
        return whole.getvalue()
