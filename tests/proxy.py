"""The real proxy on loopback, with the real pipeline and policy; scan and store are stand-ins."""

import asyncio
import json
import shutil
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import httpx

from addons import ca
from addons.engine import Engine
from addons.modes import listening
from detectors.types import Finding
from gateway.begin import Beginning
from gateway.exchange import Exchange
from gateway.identity.identify import Identifier
from gateway.masking import Masking
from gateway.pipeline import Gateway
from gateway.policy.decide import build
from gateway.ports import Uploads, Verdict
from gateway.providers.catalogue import Catalogue
from gateway.providers.suspects import Suspects
from gateway.providers.tenants import Tenants
from gateway.settings.load import Configuration, load
from gateway.shadow import Shadow
from gateway.telemetry import Telemetry
from gateway.types import Answer, End
from gateway.uploading import Uploading
from tests.fakes import MemoryRecorder, MemorySightings, MemoryVault, NameScanner
from tests.h2_provider import HttpTwoProvider
from tests.make import NOW
from tests.served import HOSTS, configure
from tests.upstream import Upstream

OPENAI = "api.openai.com"
PASSING = "www.council.example"
EVERYBODY = {"addresses": [{"network": "127.0.0.0/8", "person": "local.user", "groups": ["staff"]}]}


class _HttpTwoOnly(ssl.SSLContext):
    """httpx offers HTTP/1.1 first, and the engine takes what comes first; browsers offer HTTP/2."""

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        super().set_alpn_protocols(["h2"])


class PartRuntime:
    """What the addons ask of a Runtime, with a scanner and records in memory."""

    def __init__(self, configuration: Configuration) -> None:
        self.scanner, self.recorder, self.vault = NameScanner(), MemoryRecorder(), MemoryVault()
        self.telemetry, self.sightings = Telemetry(), MemorySightings()
        self.issued: Mapping[str, str] = {}  # tokens besides those of a request
        self.dates: list[tuple[str, str]] = []
        self.uploads: Uploads | None = None
        self.take(configuration)

    def take(self, configuration: Configuration) -> None:
        """As a reload does it."""
        self.configuration = configuration
        self.tenants = Tenants(configuration.tools)
        self.shadow = Shadow(
            suspects=Suspects(configuration.services),
            sightings=self.sightings,
            telemetry=self.telemetry,
        )
        self.identifier = Identifier(configuration.gateway.identity, configuration.users)
        settings = configuration.gateway
        begin = Beginning(
            catalogue=Catalogue(configuration.services, configuration.tools),
            settings=settings,
            key=b"i" * 32,
            now=lambda: NOW,
        )
        self.gateway = Gateway(
            settings=settings,
            begin=begin,
            scan=self._scan,
            policy=build(configuration.policy, version=configuration.version),
            mask=Masking(vault=self.vault, key=b"p" * 32),
            recorder=self.recorder,
            now=lambda: NOW,
        )

    async def _scan(self, texts: Sequence[str]) -> tuple[tuple[Finding, ...], ...]:
        return await self.scanner.scan(texts)  # tests put another scanner in its place

    def dated(self, host: str, date: str) -> None:
        self.dates.append((host, date))

    def exchange(self, verdict: Verdict) -> Exchange:
        issued = {**verdict.screened.issued, **self.issued}
        return Exchange(
            verdict=replace(verdict, screened=replace(verdict.screened, issued=issued)),
            recorder=self.recorder,
            vault=self.vault,
            uploading=Uploading(verdict=verdict, uploads=self.uploads) if self.uploads else None,
            now=lambda: NOW,
            capture=100_000,
        )


@dataclass(slots=True, kw_only=True)
class Proxy:
    """A running proxy and ways to talk to it."""

    runtime: PartRuntime
    engine: Engine
    upstream: Upstream

    @property
    def port(self) -> int:
        return int(self.engine.addresses[0].rpartition(":")[2])

    @property
    def answers(self) -> list[Answer]:
        return list(self.runtime.recorder.answers.values())

    async def one_ending(self) -> End:
        """How the one interaction ended; fails when there is not exactly one closed record."""
        for _ in range(200):
            if self.answers:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        assert len(self.runtime.recorder.requests) == len(self.answers) == 1
        return self.answers[0].end

    def counted(self, name: str, **labels: str) -> float:
        """The value of a metric, 0 when there is none."""
        shown = ",".join(f'{key}="{value}"' for key, value in labels.items())
        start = f"genai_gateway_{name}" + (f"{{{shown}}} " if shown else " ")
        lines = self.runtime.telemetry.text().decode().splitlines()
        return next((float(line.split()[-1]) for line in lines if line.startswith(start)), 0.0)

    def context(self, *alpn: str) -> ssl.SSLContext:
        folder = self.runtime.configuration.paths.ca
        made = ssl.create_default_context(cafile=folder / "mitmproxy-ca-cert.pem")
        if alpn:
            made.set_alpn_protocols(list(alpn))
        return made

    def _http2_only(self) -> ssl.SSLContext:
        made = _HttpTwoOnly(ssl.PROTOCOL_TLS_CLIENT)
        made.load_verify_locations(self.runtime.configuration.paths.ca / "mitmproxy-ca-cert.pem")
        return made

    def client(self, *, http2: bool = False, **options: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            proxy=httpx.Proxy(f"http://127.0.0.1:{self.port}", auth=options.pop("auth", None)),
            verify=self._http2_only() if http2 else self.context(),
            http2=http2,
            timeout=10,
            **options,
        )

    async def chat(
        self, text: str = "Hello", *, http2: bool = False, **more: Any
    ) -> httpx.Response:
        """One chat completion to OpenAI."""
        headers = more.pop("headers", {})
        async with self.client(http2=http2) as client:
            url = f"https://{OPENAI}/v1/chat/completions"
            return await client.post(url, json=prompt(text, **more), headers=headers)

    async def nothing_left(self) -> None:
        """Fails when any byte, or even a connection, reached the provider."""
        await asyncio.sleep(0.05)
        assert (bytes(self.upstream.raw), self.upstream.connections) == (b"", 0)

    async def connect(
        self, target: str, extra: bytes = b""
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
        """A raw CONNECT and the head of what it was answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n".encode() + extra + b"\r\n")
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        return reader, writer, head

    async def tunnel(
        self, target: str, *, sni: str, extra: bytes = b""
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """CONNECT, then TLS with that name, trusting the gateway's authority."""
        reader, writer, head = await self.connect(target, extra)
        assert b" 200 " in head, head
        await writer.start_tls(self.context(), server_hostname=sni)
        return reader, writer


def prompt(text: str, **more: Any) -> dict[str, Any]:
    """A chat completion's body."""
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def raw_chat(text: str = "Hello", *, host: str = OPENAI, extra: bytes = b"") -> bytes:
    """The same as bytes of HTTP/1.1."""
    body = json.dumps(prompt(text)).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {host}\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"content-type: application/json\r\n" + extra + b"\r\n" + body


async def read_head(reader: asyncio.StreamReader) -> bytes:
    return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)


@asynccontextmanager
async def proxying(
    folder: Path,
    *,
    modes: tuple[str, ...] = ("regular",),
    tls: bool = True,
    listen: str = "127.0.0.1:0",
    provider: HttpTwoProvider | None = None,
    also: tuple[str, ...] = (),
    prepare: Callable[[Path], None] | None = None,
    **changes: Any,
) -> AsyncIterator[Proxy]:
    """A proxy on a free port with the shipped configuration; `changes` are keys of gateway.yaml.

    `provider`, if given, stands in for the upstream; whoever made it starts and stops it. `also`
    are further hosts that the upstream serves; `prepare` alters the configuration's folder.
    """
    upstream = Upstream()
    await upstream.start(*HOSTS, PASSING, *also, tls=tls)
    changes = {"identity": EVERYBODY, **changes}
    runtime = PartRuntime(configured(folder, provider or upstream, changes, also, prepare))
    engine = Engine(runtime)  # type: ignore[arg-type]
    await engine.start(listening(modes, listen))
    try:
        yield Proxy(runtime=runtime, engine=engine, upstream=upstream)
    finally:
        await engine.stop()
        await upstream.stop()


def configured(
    folder: Path,
    upstream: Upstream | HttpTwoProvider,
    changes: Mapping[str, Any],
    also: tuple[str, ...] = (),
    prepare: Callable[[Path], None] | None = None,
) -> Configuration:
    """The test configuration in that folder, with an authority already made."""
    row = {"address": f"127.0.0.1:{upstream.port}", "ca_file": "../provider-ca.pem"}
    egress = [{"host": host, **row} for host in (*HOSTS, PASSING, *also)]
    configure(folder, upstream, **{"egress": egress, **changes})  # type: ignore[arg-type]
    if prepare:
        prepare(folder / "config")
    shutil.copytree(_authority(), folder / "state" / "ca")
    return load(folder / "config", folder / "state", {})


@cache
def _authority() -> Path:
    """One authority for all tests of a process: keys take long to make."""
    folder = Path(mkdtemp(prefix="genai-gateway-test-ca-"))
    ca.create(folder, "Calderwick Council")
    return folder
