"""Recorded requests and answers as HTTP/1.1 on one kept connection, their bodies cut into chunks."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from pathlib import Path

import yaml

from detectors.types import Category, Finding
from gateway.providers.dialect import dialect_for
from gateway.types import Answer, WireRequest
from tests.golden.providers.cases import HOMES, SOCKETS, Recorded, answers, requests
from tests.property.test_restore_recorded import issued
from tests.proxy import Proxy, proxying
from tests.served import HOSTS, tool
from tests.upstream import Conversation, Script

type Pieces = Sequence[bytes]

_TELLING = re.compile(rb"[\x80-\xff]|[\\%\r\n]|--xyz")
_WORD = re.compile(r"\b[A-Za-z]{5,}\b")
_OPEN = ("unread", "provider-history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A recorded request and what is answered, either of which may not have been recorded."""

    name: str
    request: WireRequest
    answer: bytes = b"{}"
    media: str = "application/json"
    tokens: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What the provider received, and what the caller got, less the reference of a refusal."""

    left: tuple[bytes, ...]
    status: int
    media: bytes
    told: bytes


def cases() -> list[Case]:
    """Every recording of a folder that is not about sockets; requests and answers side by side."""
    spoken: list[Case] = []
    for folder in sorted(HOMES.keys() - set(SOCKETS)):
        asked = [one for one in requests() if one.dialect == folder]
        said = [one for one in answers() if one.dialect == folder]
        spoken += (_case(*pair) for pair in zip_longest(asked, said))
    return spoken


def _case(asked: Recorded | None, said: Recorded | None) -> Case:
    known = asked or said
    assert known
    names = [str(one) for one in (asked, said) if one]
    if said is None:
        return Case(name=names[0], request=known.request())
    return Case(
        name=" ".join(names),
        request=known.request(),
        answer=said.content,
        media=said.media,
        tokens=issued(said),
    )


def cut(content: bytes, places: Iterable[int]) -> Pieces:
    """The content in pieces that end at these places."""
    bounds = [0, *sorted({at for at in places if 0 < at < len(content)}), len(content)]
    return [content[start:end] for start, end in pairwise(bounds) if start < end]


def telling(content: bytes) -> set[int]:
    """Before and after what more than one byte belong to: characters, escapes, boundaries, ends."""
    return {
        at
        for found in _TELLING.finditer(content)
        for at in (*range(found.start(), found.end() + 1), found.end() + 1)
    }


def ways(content: bytes, *, every: int) -> Iterator[Pieces]:
    """In halves at every place if it has up to that many bytes, else at the telling ones only; in
    pieces of some sizes; and at all telling places at once.
    """
    size = len(content)
    for at in range(1, size) if size <= every else sorted(telling(content)):
        yield cut(content, [at])
    for step in (1, 2, 7, 64):
        yield cut(content, range(0, size, step))
    yield cut(content, telling(content))


def chunks(pieces: Pieces) -> bytes:
    """Transfer coding "chunked" (RFC 9112, section 7.1)."""
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


class WordScanner:
    """Finds one word wherever it stands."""

    def __init__(self, word: str) -> None:
        self._word = re.compile(rf"\b{word}\b") if word else None

    async def scan(self, texts: Sequence[str]) -> tuple[tuple[Finding, ...], ...]:
        return tuple(
            tuple(map(_person, self._word.finditer(t) if self._word else ())) for t in texts
        )


def _person(found: re.Match[str]) -> Finding:
    return Finding(
        entity="PERSON",
        category=Category.PERSONAL,
        start=found.start(),
        end=found.end(),
        score=0.95,
        recogniser="fake",
    )


def somebody(request: WireRequest) -> str:
    """A word of the request that stands only where it can be replaced; "" when there is none."""
    segments = dialect_for(request).read(request).segments
    can = " ".join(one.text for one in segments if one.writable and one.role != "file")
    body = request.body.decode(errors="replace") + request.target
    words = (word for word in _WORD.findall(can) if can.count(word) == body.count(word))
    return next(words, "")


@asynccontextmanager
async def speaking(folder: Path) -> AsyncIterator[Proxy]:
    """A proxy for all hosts of the recordings, with a policy that lets what is not read pass."""
    also = tuple({host for host, *_ in HOMES.values()} - {*HOSTS})
    async with proxying(folder, also=also, prepare=_loosen) as proxy:
        yield proxy


def _loosen(config: Path) -> None:
    policy = yaml.safe_load((config / "policy.yaml").read_text(encoding="utf-8"))
    for rule in policy["rules"]:
        if rule["id"] in _OPEN:
            rule["effect"] = "notify"
    (config / "policy.yaml").write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")
    rows = [tool(host.replace(".", "-"), host) for host in {host for host, *_ in HOMES.values()}]
    (config / "tools.yaml").write_text(yaml.safe_dump({"tools": rows}), encoding="utf-8")


@dataclass(slots=True, kw_only=True)
class Line:
    """A connection through the proxy to the host of a case."""

    proxy: Proxy
    case: Case
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, asked: Pieces = (), said: Pieces = ()) -> Came:
        """Send the request in these chunks, have it answered in those; by itself each is one."""
        recorder, upstream = self.proxy.runtime.recorder, self.proxy.upstream
        recorder.requests.clear()
        upstream.received.clear()
        upstream.reply = self._reply(said or [self.case.answer])
        body = self.case.request.body
        self.writer.write(self._head() + (chunks(asked or [body]) if body else b""))
        async with asyncio.timeout(20):
            status, media, told = await _answer(self.reader)
        (screened,) = recorder.requests
        told = told.replace(screened.interaction.id.encode(), b"REFERENCE")
        left = tuple(one.body for one in upstream.received)
        return Came(left=left, status=status, media=media, told=told)

    def _head(self) -> bytes:
        request = self.case.request
        more = [f"{name}: {value}\r\n" for name, value in request.headers]
        if request.body:
            more.append("transfer-encoding: chunked\r\n")
        start = f"{request.method} {request.target} HTTP/1.1\r\nhost: {request.host}\r\n"
        return (start + "".join(more) + "\r\n").encode()

    async def records(self) -> set[tuple[object, ...]]:
        """What is recorded of all answers so far, less references and times."""
        await self.proxy.engine.intercept.closing.settle()
        return {*map(_recorded, self.proxy.answers)}

    def _reply(self, said: Pieces) -> Script:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: {self.case.media}\r\ntransfer-encoding: chunked"

        async def script(conversation: Conversation) -> None:
            await conversation.send(f"{head}\r\n\r\n".encode() + chunks(said))

        return script


@asynccontextmanager
async def line(proxy: Proxy, case: Case) -> AsyncIterator[Line]:
    """A connection on which a word of the request is somebody's name, and tokens come back."""
    host = case.request.host
    proxy.runtime.scanner = WordScanner(somebody(case.request))  # type: ignore[assignment]
    proxy.runtime.issued = case.tokens
    reader, writer = await proxy.tunnel(f"{host}:443", sni=host)
    try:
        yield Line(proxy=proxy, case=case, reader=reader, writer=writer)
    finally:
        writer.close()


def _recorded(answer: Answer) -> tuple[object, ...]:
    texts = (text.replace(answer.interaction_id, "") for text in (answer.received, answer.restored))
    return answer.end, answer.status, *texts, answer.model, answer.output_tokens, answer.unrestored


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    """Status, media type and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(
        one.lower().split(b": ", maxsplit=1) for one in head.split(b"\r\n")[1:] if b": " in one
    )
    if b"content-length" in fields:
        body = await reader.readexactly(int(fields[b"content-length"]))
    else:
        assert fields[b"transfer-encoding"] == b"chunked"
        body = await _chunked(reader)
    return int(head.split(maxsplit=2)[1]), fields.get(b"content-type", b""), body


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body
