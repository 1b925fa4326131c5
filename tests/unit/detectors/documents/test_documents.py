"""Files are read in a process of its own; one that is lost is replaced."""

import hashlib

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


async def test_a_reader_out_of_time_is_replaced_and_the_next_file_is_read() -> None:
    documents = Documents(DocumentSettings(limits=Limits(seconds=0.000001)))
    try:
        assert await read(documents, archive(a__txt=b"x"))
    finally:
        await documents.close()
    documents = Documents(DocumentSettings())
    try:
        assert await read(documents, word()) == set()
    finally:
        await documents.close()


async def test_without_readers_nothing_is_read() -> None:
    documents = Documents(DocumentSettings(workers=0))
    assert await read(documents, word())
    await documents.close()
    assert nothing(reasons.DOWN).gaps
