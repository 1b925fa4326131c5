"""Files made to use up time or memory are refused by the limits, in the process that reads them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from detectors.documents import reasons
from detectors.documents.documents import Documents, DocumentSettings
from tests.bombs import BOMBS, LATE, read, taken
from tests.made_files import missed

MOST_MEMORY = 200_000  # kB above an idle reader


@pytest.fixture
async def documents() -> AsyncIterator[Documents]:
    made = Documents(DocumentSettings(at_start=True))
    await made.start()
    yield made
    await made.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc only")
@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_within_the_memory_it_may_use(
    documents: Documents, name: str
) -> None:
    make, expected = BOMBS[name]
    reading, _, kilobytes = await taken(documents, make())
    assert {gap.why for gap in reading.gaps} & expected
    assert kilobytes < MOST_MEMORY
    assert (await read(documents, b"words")).gaps == ()


def test_entities_are_refused_in_every_encoding() -> None:
    text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'Ann Lowe'>]><a>&b;</a>"
    for encoding in ("utf-8", "utf-16", "utf-16-be"):
        assert missed(text.encode(encoding)) & {reasons.ENTITIES, reasons.UNKNOWN}


def test_text_that_an_entity_stands_for_is_never_taken_as_read() -> None:
    late = LATE + b"<!DOCTYPE a [<!ENTITY b 'Ann Lowe'>]><a>&b;</a>"
    assert missed(late) == {reasons.ENTITIES}
