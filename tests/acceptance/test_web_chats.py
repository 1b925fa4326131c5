"""A web chat in a real browser: restored answers appear while they stream, refusals can be read."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_sdks import PERSONAL, SPECIAL, VALUES
from tests.provider import Running
from tests.served import PASSWORD, Served, configure, start, tool
from tests.web_chat import HOST

BROWSER = shutil.which("chromium")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def chatting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(tmp_path_factory.mktemp("chatting"))
    with Running(HOST) as provider:
        ca = str(provider.write_ca(folder))
        egress = [{"host": HOST, "address": f"127.0.0.1:{provider.port}", "ca_file": ca}]
        configure(folder, provider, tools=[tool("chatgpt", HOST)], egress=egress)
        served = start(folder, provider)
        try:
            yield served
        finally:
            served.stop()


@pytest.fixture(scope="module")
def page(chatting: Served) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    server = f"http://127.0.0.1:{chatting.proxy_port}"
    proxy = {"server": server, "username": "amina.hussain", "password": PASSWORD}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox"], proxy=proxy
        )
        opened = browser.new_page(ignore_https_errors=True)
        opened.goto(f"https://{HOST}/")
        yield opened
        browser.close()


def asked(page: Any, text: str) -> list[str]:
    """What the page showed one after the other."""
    shown = page.evaluate("text => ask(text)", text)
    assert isinstance(shown, list)
    return shown


def test_the_page_shows_the_persons_own_words_while_the_answer_streams(
    chatting: Served, page: Any
) -> None:
    shown = asked(page, PERSONAL)
    assert page.inner_text("#answer") == f"You said: {PERSONAL}!"
    assert [value for value in VALUES if value in chatting.provider.sent] == []
    assert len(set(shown)) > 2
    assert all(f"You said: {PERSONAL}!".startswith(text) for text in shown)


def test_a_refusal_is_shown_as_an_answer_of_the_chat(chatting: Served, page: Any) -> None:
    before = len(chatting.provider.received)
    asked(page, SPECIAL)
    assert page.inner_text("#state") == "200 done"
    assert "clause 10.3" in page.inner_text("#answer")
    assert "Ask ai.governance@calderwick.example." in page.inner_text("#answer")
    assert len(chatting.provider.received) == before
