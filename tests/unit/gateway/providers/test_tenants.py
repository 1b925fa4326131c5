"""Which restriction goes with a host."""

from dataclasses import replace

from gateway.providers.tenants import Tenants
from gateway.settings.tenant_row import TenantRow
from tests.make import tool

CHATGPT = TenantRow(chatgpt_workspaces=("0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d",))
PERSONAL = TenantRow(microsoft_personal_accounts=False)


def tenants(*rows: TenantRow) -> Tenants:
    return Tenants(replace(tool(), tenant=row.headers()) for row in rows)


def test_a_suffix_is_for_names_below_it_only() -> None:
    found = tenants(CHATGPT)
    assert found.headers("chatgpt.com")
    assert found.headers("ws.chatgpt.com")
    assert not found.headers("notchatgpt.com")
    assert not found.headers("chatgpt.com.evil.example")


def test_two_tools_with_the_same_restriction_send_it_once() -> None:
    assert len(tenants(CHATGPT, CHATGPT).headers("chatgpt.com")) == 1


def test_only_hosts_where_people_sign_in_are_opened_for_it() -> None:
    found = tenants(CHATGPT, PERSONAL)
    assert found.signs_in("login.live.com")
    assert not found.signs_in("chatgpt.com")
    assert not tenants().signs_in("login.live.com")
