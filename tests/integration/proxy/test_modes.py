"""The ways clients reach the proxy; each starts, and the ones loopback allows carry a request.

addons.modes, addons.socks and addons.engine against the real engine.
"""

import asyncio
import ssl
from contextlib import suppress
from pathlib import Path

import pytest

from addons.engine import Engine
from addons.modes import listening
from gateway.errors import ConfigError
from tests.proxy import OPENAI, Proxy, proxying, raw_chat, read_head
from tests.served import PASSWORD


async def socks(
    proxy: Proxy, *, sign_in: bool = False
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A SOCKS5 connection (RFC 1928) to the OpenAI API."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"\x05\x01\x02" if sign_in else b"\x05\x01\x00")
    assert (await reader.readexactly(2))[1] != 0xFF
    if sign_in:
        name, word = b"joe.bright", PASSWORD.encode()
        writer.write(bytes([1, len(name)]) + name + bytes([len(word)]) + word)
        assert await reader.readexactly(2) == b"\x01\x00"
    host = OPENAI.encode()
    writer.write(b"\x05\x01\x00\x03" + bytes([len(host)]) + host + (443).to_bytes(2, "big"))
    assert (await reader.readexactly(10))[1] == 0
    await writer.start_tls(proxy.context(), server_hostname=OPENAI)
    return reader, writer


async def test_socks_clients_are_judged(tmp_path: Path) -> None:
    async with proxying(tmp_path, modes=("socks5",)) as proxy:
        reader, writer = await socks(proxy)
        writer.write(raw_chat("Ann Lowe"))
        assert b" 200 " in await read_head(reader)
        assert b"Ann Lowe" not in proxy.upstream.raw
        writer.write(raw_chat("epilepsy", host="api.anthropic.com"))
        writer.close()


async def test_socks_clients_sign_in_where_only_passwords_count(tmp_path: Path) -> None:
    identity = {"users_file": "users.yaml"}
    async with proxying(tmp_path, modes=("socks5",), identity=identity) as proxy:
        reader, writer = await socks(proxy, sign_in=True)
        writer.write(raw_chat())
        assert b" 200 " in await read_head(reader)
        writer.close()
        assert proxy.runtime.recorder.requests[0].interaction.person.id == "joe.bright"


class Between:
    """A proxy between the gateway and the world that speaks CONNECT and counts."""

    def __init__(self, port: int) -> None:
        self.targets: list[bytes] = []
        self._port = port

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.targets.append(head.split()[1])
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


async def test_upstream_mode_goes_by_the_other_proxy(tmp_path: Path) -> None:
    ready: asyncio.Future[Between] = asyncio.get_running_loop().create_future()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await ready.result()(reader, writer)

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    mode = f"upstream:http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with proxying(tmp_path, modes=(mode,), egress=[]) as proxy:
        ready.set_result(Between(proxy.upstream.port))
        trust = str(proxy.upstream.write_ca(tmp_path))
        proxy.engine._set(ssl_verify_upstream_trusted_ca=trust)
        answer = await proxy.chat("Ann Lowe")
        assert answer.status_code == 200
        assert ready.result().targets == [b"api.openai.com:443"]
        assert b"Ann Lowe" not in proxy.upstream.raw
        assert (await proxy.chat("Ann Lowe has epilepsy")).status_code == 403
        assert len(proxy.upstream.received) == 1
    server.close()


async def test_upstream_mode_leaves_out_hosts_with_a_route_of_their_own(tmp_path: Path) -> None:
    async with proxying(tmp_path, modes=("upstream:http://127.0.0.1:1",)) as proxy:
        assert (await proxy.chat("Ann Lowe")).status_code == 200


async def test_wireguard_listens_beside_the_regular_mode(tmp_path: Path) -> None:
    async with proxying(tmp_path, modes=("regular", "wireguard@127.0.0.1:0")) as proxy:
        assert len(proxy.engine.addresses) == 2
        assert (await proxy.chat()).status_code == 200
        keys = tmp_path / "state" / "ca" / "wireguard.conf"
        assert keys.exists()


async def test_transparent_mode_starts_and_closes_what_was_not_redirected(tmp_path: Path) -> None:
    async with proxying(tmp_path, modes=("transparent",)) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        with suppress(ConnectionError, ssl.SSLError):
            writer.write(raw_chat())
            await asyncio.wait_for(reader.read(), 5)
        await proxy.nothing_left()


async def test_a_port_that_is_taken_is_a_configuration_error(tmp_path: Path) -> None:
    taken = await asyncio.start_server(lambda _, __: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with proxying(tmp_path) as proxy:
        runtime = proxy.runtime
    engine = Engine(runtime)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="cannot listen there"):
        await engine.start(listening(("regular",), f"127.0.0.1:{port}"))
    taken.close()
