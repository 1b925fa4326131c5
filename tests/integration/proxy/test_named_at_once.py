"""What an answer names may be asked for at once, from any worker: the store has it by then."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from detectors.documents.piece import Kind, Reading
from gateway.inspecting import Inspecting
from tests.fakes import MemoryVault
from tests.proxy import OPENAI, Proxy, proxying
from tests.upstream import Script, chunked, whole

GEMINI = "generativelanguage.googleapis.com"
PERSONAL = "Write to Ann Lowe."
_LONG = 0.2  # seconds in which any client here would have read its answer


@dataclass
class Store(MemoryVault):
    """Writes slowly: only once the client has its answer, or has waited in vain for long."""

    answered: asyncio.Event = field(default_factory=asyncio.Event)
    late: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    places: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    async def save(self, *owner: Any) -> None:
        await self._write(owner[2])
        await super().save(*owner)

    async def remember(self, vendor: str, ids: Collection[str], hashes: Sequence[str]) -> None:
        await self._write(*ids)
        self.files |= {*ids}

    async def expect(self, vendor: str, place: str, ids: Collection[str]) -> None:
        await self._write(*ids)
        self.places[place] = frozenset(ids)

    async def expected(self, vendor: str, place: str) -> frozenset[str]:
        return self.places.get(place, frozenset())

    async def known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        return frozenset(ids) & self.files

    async def _write(self, *names: str) -> None:
        try:
            await asyncio.wait_for(self.answered.wait(), _LONG)
        except TimeoutError:
            return
        self.late += names

    async def read(self, data: bytes | memoryview, digest: bytes) -> Reading:
        """Any file, as one without a text."""
        return Reading(kind=Kind.TEXT, pieces=())


FILE = {"files": {"file": ("bins.txt", b"Bins", "text/plain")}, "data": {"purpose": "user_data"}}
PLACE = f"https://{OPENAI}/v1/files/put"
BLOB = {"content": b"Bins", "headers": {"x-ms-blob-type": "BlockBlob"}}
STREAM = (
    b'data: {"type": "response.created", "response": {"id": "resp_1"}}\n\n',
    b"data: [DONE]\n\n",
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A request, its answer, and the id in it that somebody may use next."""

    url: str
    asked: dict[str, Any]
    said: Script
    name: str
    method: str = "POST"
    before: frozenset[str] = frozenset()  # ids of what is put there

    def __str__(self) -> str:
        return self.url.rpartition("/")[2]


KINDS = (
    Named(
        url=f"https://{OPENAI}/v1/files",
        asked=FILE,
        said=whole(b'{"id": "file-abc123", "object": "file"}'),
        name="file-abc123",
    ),
    Named(
        method="PUT",
        url=PLACE,
        asked=BLOB,
        said=whole(b"", status="201 Created"),
        name="file_of_the_place",
        before=frozenset(("file_of_the_place",)),
    ),
    Named(
        url=f"https://{GEMINI}/v1beta/cachedContents",
        asked={"json": {"model": "models/m", "contents": [{"parts": [{"text": PERSONAL}]}]}},
        said=whole(b'{"name": "cachedContents/abc"}'),
        name="cachedContents/abc",
    ),
    Named(
        url=f"https://{OPENAI}/v1/responses",
        asked={"json": {"model": "m", "input": PERSONAL}},
        said=whole(b'{"id": "resp_1", "output": []}'),
        name="resp_1",
    ),
    Named(
        url=f"https://{OPENAI}/v1/responses?streamed",
        asked={"json": {"model": "m", "input": PERSONAL, "stream": True}},
        said=chunked(STREAM),
        name="resp_1",
    ),
)


def with_store(proxy: Proxy, store: Store, before: frozenset[str]) -> None:
    runtime = proxy.runtime
    runtime.uploads = runtime.vault = store
    store.places["api.openai.com/v1/files/put"] = before
    inspect = Inspecting(documents=store, uploads=store)
    mask = replace(runtime.gateway.mask, vault=store)
    runtime.gateway = replace(runtime.gateway, inspect=inspect, mask=mask)


async def at_once(folder: Path, kind: Named, *, http2: bool = False) -> None:
    """Ask, and see what the store has when the client has the answer."""
    store = Store()
    async with proxying(folder) as proxy:
        with_store(proxy, store, kind.before)
        proxy.upstream.reply = kind.said
        async with proxy.client(http2=http2) as client:
            answer = await client.request(kind.method, kind.url, **kind.asked)
        assert answer.status_code < 300, answer.text
        known = store.files | {name for _, _, name in store.kept}
        store.answered.set()
        await proxy.engine.intercept.closing.settle()
    assert store.late == []
    assert kind.name in known


@pytest.mark.parametrize("kind", KINDS[:1], ids=str)
async def test_the_store_knows_it_before_the_client_has_the_end(
    tmp_path: Path, kind: Named
) -> None:
    await at_once(tmp_path, kind)


@pytest.mark.slow
@pytest.mark.parametrize("http2", [False, True], ids=["http/1.1", "http/2"])
@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_whatever_it_is_and_however_it_is_asked(
    tmp_path: Path, kind: Named, *, http2: bool
) -> None:
    await at_once(tmp_path, kind, http2=http2)
