"""The client: keep-alive connections, as little work as possible per request, every failure counted."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from tests.bench.bodies import HOST

Body = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to the provider. `proxy` None: directly."""

    name: str
    proxy: tuple[str, int] | None
    target: tuple[str, int]
    context: ssl.SSLContext
    server_name: str = HOST


@dataclass(slots=True)
class Round:
    """What one round saw, in milliseconds."""

    latencies: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def latency(self) -> float:
        return median(self.latencies) if self.latencies else float("nan")


async def connect(route: Route) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A TLS connection to the provider, through the proxy if the route has one."""
    if route.proxy is None:
        return await asyncio.open_connection(
            *route.target, ssl=route.context, server_hostname=route.server_name
        )
    reader, writer = await asyncio.open_connection(*route.proxy)
    host, port = route.server_name, 443 if route.server_name == HOST else route.target[1]
    writer.write(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise ConnectionError("the proxy refused the tunnel")
    await writer.start_tls(route.context, server_hostname=route.server_name)
    return reader, writer


def wire(route: Route, body: bytes) -> bytes:
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: {route.server_name}\r\n"
        f"Content-Type: application/json\r\nAuthorization: Bearer bench\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def one(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes, seen: Round
) -> None:
    """One request and its whole answer."""
    began = perf_counter()
    writer.write(data)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" in head:
        size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
    else:
        await _chunks(reader, began, seen)
    seen.latencies.append((perf_counter() - began) * 1000)
    if not head.startswith(b"http/1.1 200"):
        seen.failures += 1


async def _chunks(reader: asyncio.StreamReader, began: float, seen: Round) -> None:
    last = 0.0
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
        now = perf_counter()
        if last:
            seen.gaps.append((now - last) * 1000)
        else:
            seen.first.append((now - began) * 1000)
        last = now
    await reader.readline()


async def run(route: Route, body: Body, *, clients: int, seconds: float, first: int) -> Round:
    """Keep `clients` connections busy for that long; request n carries `body(first + n)`."""
    seen = Round()
    numbers = iter(range(first, 10**9))
    until = perf_counter() + seconds

    async def client() -> None:
        try:
            reader, writer = await connect(route)
            while perf_counter() < until:
                await asyncio.wait_for(
                    one(reader, writer, wire(route, body(next(numbers))), seen), 60
                )
            writer.close()
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            seen.failures += 1

    began = perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    seen.seconds = perf_counter() - began
    return seen
