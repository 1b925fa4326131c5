"""Files are read in a process of its own; one that is lost is replaced."""

import hashlib

import psutil

from detectors.documents import reasons
from detectors.documents.documents import Documents, DocumentSettings, nothing
from detectors.documents.limits import Limits
from tests.made_files import archive, pdf, word


async def read(documents: Documents, data: bytes) -> set[str]:
    reading = await documents.read(data, hashlib.sha256(data).digest())
    return {gap.why for gap in reading.gaps}


async def test_a_file_is_read_and_a_second_time_remembered() -> None:
    documents = Documents(DocumentSettings())
    try:
        assert await read(documents, word()) == set()
        data = pdf("Ann Lowe")
        found = await documents.read(data, hashlib.sha256(data).digest())
        assert any("Ann Lowe" in piece.text for piece in found.pieces)
        assert await documents.read(data, hashlib.sha256(data).digest()) == found
        assert documents.statistics.remembered == 1
        assert "network" in documents.statistics.held
    finally:
        await documents.close()


def alive(documents: Documents) -> psutil.Process:
    (reader,) = documents._alive
    return psutil.Process(reader.pid)


async def test_a_reader_that_hangs_is_ended_and_another_reads_the_next_file() -> None:
    documents = Documents(DocumentSettings(workers=1, limits=Limits(seconds=1)))
    try:
        assert await read(documents, word()) == set()
        stuck = alive(documents)
        stuck.suspend()
        assert await read(documents, archive(a__txt=b"Ann Lowe")) == {reasons.SLOW}
        assert not stuck.is_running()
        assert (documents.statistics.alive, documents.statistics.restarts) == (0, 1)
        assert await read(documents, archive(a__txt=b"Ann Lowe")) == set()  # not remembered
        assert alive(documents).pid != stuck.pid
        assert (documents.statistics.alive, documents.statistics.restarts) == (1, 1)
    finally:
        await documents.close()


async def test_a_reader_that_dies_loses_its_file_and_no_other() -> None:
    documents = Documents(DocumentSettings(workers=1))
    try:
        assert await read(documents, word()) == set()
        dead = alive(documents)
        dead.kill()
        dead.wait(5)
        assert await read(documents, pdf("Ann Lowe")) == {reasons.LIMIT}
        assert await read(documents, pdf("Joe Bright")) == set()
        assert alive(documents).pid != dead.pid
    finally:
        await documents.close()


async def test_a_deadline_that_nothing_meets_leaves_the_file_unread() -> None:
    documents = Documents(DocumentSettings(limits=Limits(seconds=0.000001)))
    try:
        assert await read(documents, archive(a__txt=b"x"))
    finally:
        await documents.close()


async def test_without_readers_nothing_is_read() -> None:
    documents = Documents(DocumentSettings(workers=0))
    assert await read(documents, word())
    await documents.close()
    assert nothing(reasons.DOWN).gaps
