"""What is not generative AI passes untouched, and nobody gets a tunnel without being known.

addons.scope and addons.identify against the real engine.
"""

import asyncio
import ssl
from pathlib import Path

import pytest

from gateway.settings.gateway_file import GatewayFile
from tests.proxy import OPENAI, PASSING, Proxy, prompt, proxying, raw_chat, read_head
from tests.served import PASSWORD

URL = f"https://{OPENAI}/v1/chat/completions"
SIGN_IN = {"users_file": "users.yaml"}


def trusting(proxy: Proxy) -> ssl.SSLContext:
    """A client that knows the provider's authority and not the gateway's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy.upstream.authority.configure_trust(context)
    return context


async def test_a_host_outside_the_catalogue_shows_its_own_certificate(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer, _ = await proxy.connect(f"{PASSING}:443")
        await writer.start_tls(trusting(proxy), server_hostname=PASSING)
        writer.write(raw_chat("Ann Lowe has epilepsy", host=PASSING))
        assert b" 200 " in await read_head(reader)
        writer.close()
        assert proxy.runtime.scanner.asked == []
        assert proxy.runtime.recorder.requests == []
        assert proxy.counted("tunnelled_total") == 1


async def test_bytes_that_are_not_tls_pass_untouched_too(tmp_path: Path) -> None:
    async with proxying(tmp_path, tls=False) as proxy:
        reader, writer, _ = await proxy.connect(f"{PASSING}:80")
        request = raw_chat("Ann Lowe", host=PASSING)
        writer.write(request[:10])
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(request[10:])
        assert b" 200 " in await read_head(reader)
        writer.close()
        assert bytes(proxy.upstream.raw) == request


async def test_plain_http_that_names_an_ai_host_in_a_foreign_tunnel_is_refused(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path, tls=False) as proxy:
        reader, writer, _ = await proxy.connect(f"{PASSING}:80")
        writer.write(raw_chat())
        assert b" 421 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()


async def test_plain_http_to_other_hosts_streams_through_without_our_headers(
    tmp_path: Path,
) -> None:
    async with (
        proxying(tmp_path, tls=False, limits={"body_bytes": 2000}) as proxy,
        proxy.client(auth=("nobody", "x")) as client,
    ):
        answer = await client.post(f"http://{PASSING}/form", content=b"Ann Lowe " * 1000)
        assert answer.status_code == 200
        assert proxy.upstream.received[0].body == b"Ann Lowe " * 1000
        assert b"proxy-" not in proxy.upstream.received[0].head.lower()
        assert proxy.runtime.recorder.requests == []


@pytest.mark.parametrize("host", [OPENAI, PASSING])
async def test_a_tunnel_to_whatever_host_needs_credentials(tmp_path: Path, host: str) -> None:
    async with proxying(tmp_path, identity=SIGN_IN) as proxy:
        _, writer, head = await proxy.connect(f"{host}:443")
        assert b" 407 " in head
        assert b'Basic realm="GenAI gateway"' in head
        writer.close()
        assert proxy.counted("refused_connections_total", reason="identity") == 1
        await proxy.nothing_left()


@pytest.mark.parametrize("http2", [False, True])
async def test_the_credentials_of_the_tunnel_hold_for_every_request_inside(
    tmp_path: Path, http2: bool
) -> None:
    async with (
        proxying(tmp_path, identity=SIGN_IN) as proxy,
        proxy.client(http2=http2, auth=("joe.bright", PASSWORD)) as client,
    ):
        for _ in range(2):
            assert (await client.post(URL, json=prompt("Hello"))).status_code == 200
        people = [record.interaction.person for record in proxy.runtime.recorder.requests]
        assert [person.id for person in people] == ["joe.bright"] * 2
        assert people[0].groups == {"all-staff", "social-care"}
        assert PASSWORD.encode() not in proxy.upstream.raw
        assert b"proxy-" not in proxy.upstream.raw.lower()


async def test_a_wrong_password_is_nobody_even_where_the_address_would_be_known(
    tmp_path: Path,
) -> None:
    rule = {"network": "127.0.0.0/8", "person": "kiosk"}
    identity = {"users_file": "users.yaml", "addresses": [rule]}
    async with proxying(tmp_path, identity=identity) as proxy:
        _, writer, head = await proxy.connect(
            f"{OPENAI}:443", b"Proxy-Authorization: Basic am9lLmJyaWdodDp3cm9uZw==\r\n"
        )
        assert b" 407 " in head
        writer.close()
        assert (await proxy.chat()).status_code == 200
        assert proxy.runtime.recorder.requests[0].interaction.person.id == "kiosk"


async def test_a_plain_request_is_asked_for_credentials_as_well(tmp_path: Path) -> None:
    async with proxying(tmp_path, tls=False, identity=SIGN_IN) as proxy, proxy.client() as client:
        for host in (OPENAI, PASSING):
            answer = await client.post(f"http://{host}/v1/chat/completions", json=prompt("Hi"))
            assert answer.status_code == 407
        await proxy.nothing_left()


async def test_the_trusted_header_counts_at_the_proxy_and_not_inside_the_tunnel(
    tmp_path: Path,
) -> None:
    trusted = {"name": "X-Remote-User", "networks": ["127.0.0.0/8"]}
    async with proxying(tmp_path, identity={"header": trusted}) as proxy:
        reader, writer = await proxy.tunnel(
            f"{OPENAI}:443", sni=OPENAI, extra=b"x-remote-user: amina.hussain\r\n"
        )
        writer.write(raw_chat(extra=b"x-remote-user: chief.executive\r\n"))
        assert b" 200 " in await read_head(reader)
        writer.close()
        assert proxy.runtime.recorder.requests[0].interaction.person.id == "amina.hussain"
        assert b"x-remote-user" not in proxy.upstream.raw.lower()


async def test_somebody_whose_account_is_gone_is_out_at_the_next_request(tmp_path: Path) -> None:
    async with (
        proxying(tmp_path, identity=SIGN_IN) as proxy,
        proxy.client(auth=("joe.bright", PASSWORD)) as client,
    ):
        assert (await client.post(URL, json=prompt("Hi"))).status_code == 200
        from dataclasses import replace

        proxy.runtime.take(replace(proxy.runtime.configuration, users=()))
        assert (await client.post(URL, json=prompt("Hi"))).status_code in {403, 407}
        assert len(proxy.upstream.received) == 1


async def test_the_justification_is_for_the_gateway_and_does_not_leave(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reason = {"x-genai-justification": "The manager agreed"}
        assert (await proxy.chat(headers=reason)).status_code == 200
        interaction = proxy.runtime.recorder.requests[0].interaction
        assert interaction.justification == "The manager agreed"
        assert b"justification" not in proxy.upstream.raw.lower()


async def test_a_reload_is_in_force_for_the_next_request(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        assert (await client.post(URL, json=prompt("Hi"))).status_code == 200
        from dataclasses import replace

        settings = proxy.runtime.configuration.gateway.model_dump()
        settings["egress"] = [{"host": OPENAI, "address": "127.0.0.1:1"}]
        changed = GatewayFile.model_validate(settings)
        proxy.runtime.take(replace(proxy.runtime.configuration, gateway=changed))
        async with proxy.client() as another:
            assert (await another.post(URL, json=prompt("Hi"))).status_code == 502
