"""Clause 4: only tools of the register; what is not listed is unauthorised."""

import pytest

from tests.acceptance.records import newest
from tests.served import UNLISTED, Served


def test_a_service_that_is_not_listed_gets_nothing(served: Served) -> None:
    reply = served.chat("Summarise the bin rota", host=UNLISTED)
    assert reply.status_code == 403
    assert "(clause 4)" in reply.text
    assert served.provider.received == []
    assert newest(served)["tool"] is None


def test_a_listed_tool_answers(served: Served) -> None:
    reply = served.chat("Summarise the bin rota")
    assert reply.status_code == 200
    assert len(served.provider.received) == 1


def test_an_untouched_request_is_byte_identical(served: Served) -> None:
    body = b'{ "model":"m",  "messages" : [{"role":"user","content":"Caf\\u00e9 rota \\/ plan"}]}'
    with served.client() as client:
        client.post(
            "https://api.openai.com/v1/chat/completions",
            content=body,
            headers={"content-type": "application/json"},
        )
    assert [one.body for one in served.provider.received] == [body]


def test_a_limited_tool_works_and_the_conditions_are_on_the_record(served: Served) -> None:
    reply = served.chat("Summarise the bin rota", host="api.fireworks.ai")
    assert reply.status_code == 200
    assert newest(served)["effect"] == "notify"


@pytest.mark.parametrize("host", ["example.com", "www.bbc.co.uk"])
def test_what_is_not_genai_is_never_opened(served: Served, host: str) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", served.proxy_port), timeout=10) as raw:
        raw.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        first = raw.recv(200)
    # Credentials are asked for first, for tunnels too; no certificate of ours is ever shown.
    assert first.startswith(b"HTTP/1.1 407")
