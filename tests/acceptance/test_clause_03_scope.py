"""Clause 3: every interaction has a person; the stricter rule wins."""

import base64

import httpx
import pytest

from tests.acceptance.records import newest
from tests.served import Served


def test_the_person_and_the_device_are_on_the_record(served: Served) -> None:
    served.chat("Summarise the bin rota", person="joe.bright")
    row = newest(served)
    assert row["person"] == "joe.bright"
    assert "127.0.0.1" in row["address"]
    assert "httpx" in row["user_agent"]


@pytest.mark.parametrize("credentials", ["", "amina.hussain:wrong", "nobody:x"])
def test_without_right_credentials_the_proxy_asks_for_them(
    served: Served, credentials: str
) -> None:
    headers = {}
    if credentials:
        encoded = base64.b64encode(credentials.encode()).decode()
        headers["proxy-authorization"] = f"Basic {encoded}"
    proxy = httpx.Proxy(f"http://127.0.0.1:{served.proxy_port}", headers=headers)
    with httpx.Client(proxy=proxy, verify=False) as client, pytest.raises(httpx.ProxyError) as e:
        client.post("https://api.openai.com/v1/chat/completions", json={})
    assert "407" in str(e.value)
    assert served.provider.received == []


def test_the_proxys_credentials_do_not_reach_the_provider(served: Served) -> None:
    served.chat("Summarise the bin rota")
    assert "proxy-authorization" not in served.provider.received[0].headers


def test_the_strictest_of_several_rules_wins(served: Served) -> None:
    special = "Margaret Okonkwo was diagnosed with epilepsy last week."
    reply = served.chat(special, host="api.fireworks.ai")
    assert reply.status_code == 403
    assert newest(served)["effect"] == "block"
