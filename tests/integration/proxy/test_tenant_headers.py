"""Only the organisation's own accounts: the vendors' headers, exactly where they are documented."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.settings.tenant_row import TenantRow
from tests.proxy import OPENAI, PASSING, Proxy, prompt, proxying, raw_chat, read_head

SIGN_IN = "login.live.com"
ROW = TenantRow(
    openai_organisations=("org-Calderwick1", "org-Calderwick2"),
    microsoft_personal_accounts=False,
)


def restrict(proxy: Proxy, row: TenantRow = ROW) -> None:
    """Put the restriction on the register's entry for OpenAI."""
    configuration = proxy.runtime.configuration
    tools = [
        replace(tool, tenant=row.headers()) if tool.id == "openai" else tool
        for tool in configuration.tools
    ]
    proxy.runtime.take(replace(configuration, tools=tuple(tools)))


def lines(proxy: Proxy, name: bytes) -> Sequence[bytes]:
    """The values of that header as they stood on the wire, one for each time it was sent."""
    head = proxy.upstream.received[-1].head
    pairs = (line.partition(b":") for line in head.split(b"\r\n"))
    return [value.strip() for key, _, value in pairs if key.lower() == name]


async def test_the_header_is_on_the_wire_once_and_is_ours(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        restrict(proxy)
        theirs = {"OpenAI-Allowed-Organization-Ids": "org-Personal1"}
        assert (await proxy.chat(headers=theirs)).status_code == 200
        sent = lines(proxy, b"openai-allowed-organization-ids")
        assert sent == [b"org-Calderwick1,org-Calderwick2"]


async def test_a_clients_own_copy_never_passes_where_nothing_is_configured(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        theirs = {"anthropic-allowed-org-ids": "x", "ChatGPT-Allowed-Workspace-Id": "y"}
        assert (await proxy.chat(headers=theirs)).status_code == 200
        assert not lines(proxy, b"anthropic-allowed-org-ids")
        assert not lines(proxy, b"chatgpt-allowed-workspace-id")


async def test_other_hosts_do_not_get_it(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        restrict(proxy)
        url = "https://api.groq.com/openai/v1/chat/completions"
        await client.post(url, json=prompt("Hello"))
        proxy.upstream.received.clear()
        await client.post("https://eu.api.openai.com/v1/chat/completions", json=prompt("Hello"))
        assert not lines(proxy, b"openai-allowed-organization-ids")


async def test_a_sign_in_host_gets_the_header_and_nothing_of_it_is_read_or_kept(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path, also=(SIGN_IN,)) as proxy, proxy.client() as client:
        restrict(proxy)
        theirs = {"sec-Restrict-Tenant-Access-Policy": "none"}
        answer = await client.post(
            f"https://{SIGN_IN}/ppsecure/post.srf",
            content=b"login=ann.lowe&passwd=secret",
            headers=theirs,
        )
        assert answer.status_code == 200
        assert lines(proxy, b"sec-restrict-tenant-access-policy") == [b"restrict-msa"]
        assert proxy.upstream.received[-1].body == b"login=ann.lowe&passwd=secret"
        assert proxy.runtime.scanner.asked == []
        assert proxy.runtime.recorder.requests == []


@pytest.mark.parametrize("host", [SIGN_IN, PASSING])
async def test_without_a_restriction_a_sign_in_host_is_tunnelled_untouched(
    tmp_path: Path, host: str
) -> None:
    async with proxying(tmp_path, also=(SIGN_IN,)) as proxy:
        context = proxy.context()
        proxy.upstream.authority.configure_trust(context)
        _, writer, head = await proxy.connect(f"{host}:443")
        assert b" 200 " in head
        await writer.start_tls(context, server_hostname=host)
        writer.write(raw_chat("Ann Lowe", host=host))
        writer.close()
        assert proxy.counted("tunnelled_total") == 1


async def test_the_header_is_set_on_what_is_refused_for_nobody_and_leaves_with_nothing(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path) as proxy:
        restrict(proxy)
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat("Ann Lowe", host="chatgpt.com"))
        assert b" 421 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()
