"""The files of a prompt become texts that cannot be altered; what was not read stays unread."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from detectors.documents import reasons
from detectors.documents.piece import Gap, Kind, Piece, Reading
from gateway.files import Attached, Blob, Held, Outcome
from gateway.inspecting import Inspecting, leave_unread, plain_id
from gateway.types import Interaction, Unread
from tests.make import interaction, segment

HELD = Held(part="/file_id", id="file-abc", why="kept by the provider")


class Readers:
    """Answers every file alike."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    async def read(self, data: bytes | memoryview, digest: bytes) -> Reading:
        return self.reading


class Known:
    """Knows these ids."""

    def __init__(self, *ids: str) -> None:
        self.ids = frozenset(ids)

    async def known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        return self.ids & frozenset(ids)

    async def remember(self, vendor: str, ids: Collection[str], hashes: Sequence[str]) -> None:
        raise NotImplementedError

    async def expect(self, vendor: str, place: str, ids: Collection[str]) -> None:
        raise NotImplementedError

    async def expected(self, vendor: str, place: str) -> frozenset[str]:
        raise NotImplementedError


def asked(*, held: tuple[Held, ...] = (), blob: bool = True) -> Interaction:
    made = interaction(segment("Summarise the letter"))
    blobs = (Blob(part="/file", source=memoryview(b"x" * 100)),) if blob else ()
    unread = [Unread(part="/file", why="a file")] if blob else []
    unread += [Unread(part=one.part, why=one.why) for one in held]
    attached = Attached(blobs=blobs, held=held)
    return replace(made, prompt=replace(made.prompt, attached=attached, unread=tuple(unread)))


async def test_a_file_that_was_read_is_texts_and_no_longer_unread() -> None:
    reading = Reading(kind=Kind.PDF, pieces=(Piece(place="page 1", text="Ann Lowe"),))
    found = (await Inspecting(documents=Readers(reading), uploads=Known())(asked())).prompt
    assert found.segments[-1].text == "Ann Lowe"
    assert found.segments[-1].path == "/file#page 1"
    assert not found.segments[-1].writable
    assert found.unread == ()
    assert found.attached.notes[0].outcome is Outcome.INSPECTED


async def test_what_was_not_read_says_where_and_why() -> None:
    gaps = (Gap(place="page 2", why=reasons.NO_OCR),)
    reading = Reading(kind=Kind.PDF, pieces=(Piece(place="page 1", text="x"),), gaps=gaps)
    found = (await Inspecting(documents=Readers(reading), uploads=Known())(asked())).prompt
    assert found.unread == (Unread(part="/file#page 2", why=reasons.NO_OCR),)
    assert found.attached.notes[0].outcome is Outcome.PARTLY


async def test_a_file_that_the_provider_keeps_is_known_or_stays_unread() -> None:
    reading = Reading(kind=Kind.TEXT)
    request = asked(held=(HELD,), blob=False)
    known = await Inspecting(documents=Readers(reading), uploads=Known("file-abc"))(request)
    assert known.prompt.unread == ()
    other = await Inspecting(documents=Readers(reading), uploads=Known())(request)
    assert other.prompt.unread == (Unread(part="/file_id", why="kept by the provider"),)


async def test_where_nobody_reads_files_they_stay_unread() -> None:
    request = asked()
    assert await leave_unread(request) is request


def test_an_id_is_known_without_its_scheme_and_an_address_is_none() -> None:
    assert plain_id("sediment://file_1") == "file_1"
    assert plain_id("https://host.example/file_1") == "https://host.example/file_1"
