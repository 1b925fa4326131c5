"""Web chats in a real browser: restored answers appear while they stream, refusals can be read.

The pages are replicas of the vendors' own calls and frames (tests/web_pages); browser, gateway and
everything between them are real.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_sdks import PERSONAL, SPECIAL, VALUES
from tests.provider import Running
from tests.served import PASSWORD, Served, configure, start, tool
from tests.web_replicas import HOSTS, application

BROWSER = shutil.which("chromium")
PICTURES = os.environ.get("WEB_CHAT_PICTURES", "")
"""A folder for pictures of the pages, for people who want to look."""

AGAIN = ("claude", "gemini", "perplexity", "lechat", "deepseek", "grok")
"""Pages that open a chat again, each in its own way."""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")

type Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def chatting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(tmp_path_factory.mktemp("chatting"))
    with Running(*HOSTS.values(), made=application) as provider:
        ca = str(provider.write_ca(folder))
        address = f"127.0.0.1:{provider.port}"
        egress = [{"host": h, "address": address, "ca_file": ca} for h in HOSTS.values()]
        tools = [tool(f"web-{name}", host) for name, host in HOSTS.items()]
        configure(folder, provider, tools=tools, egress=egress)
        served = start(folder, provider)
        try:
            yield served
        finally:
            served.stop()


@pytest.fixture(scope="module")
def opened(chatting: Served) -> Iterator[Open]:
    """Opens the page of that name, each once, in one browser."""
    from playwright.sync_api import sync_playwright

    server = f"http://127.0.0.1:{chatting.proxy_port}"
    proxy = {"server": server, "username": "amina.hussain", "password": PASSWORD}
    pages: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox"], proxy=proxy
        )
        context = browser.new_context(ignore_https_errors=True)

        def page(name: str) -> Any:
            if name not in pages:
                pages[name] = context.new_page()
                pages[name].goto(f"https://{HOSTS[name]}/")
            return pages[name]

        yield page
        browser.close()


def asked(page: Any, text: str) -> list[str]:
    """What the page showed one after the other."""
    shown = page.evaluate("text => begin(text)", text)
    assert isinstance(shown, list)
    return shown


def pictured(page: Any, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.mark.parametrize("name", HOSTS)
def test_the_page_shows_the_persons_own_words_while_the_answer_streams(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    shown = asked(page, PERSONAL)
    pictured(page, f"{name}-answer")
    answer = f"You said: {PERSONAL}" + ("!" if name == "chatgpt" else "")
    assert page.inner_text("#answer") == answer
    assert [value for value in VALUES if value in chatting.provider.sent] == []
    heard = b"".join(one.body for one in chatting.provider.received if one.host == HOSTS[name])
    assert re.search(rb"Person[0-9A-Z]{10}", heard)
    assert len(set(shown)) > 2
    assert all(answer.startswith(text) for text in shown)


@pytest.mark.parametrize("name", AGAIN)
def test_a_chat_that_is_opened_again_has_the_names_in_it(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    asked(page, PERSONAL)
    page.evaluate("() => { show(''); return open_again(); }")
    pictured(page, f"{name}-again")
    told = page.inner_text("#answer")
    assert PERSONAL in told
    assert "Person" not in told.replace("Personal", "")
    assert [value for value in VALUES if value in chatting.provider.sent] == []


@pytest.mark.parametrize("name", HOSTS)
def test_a_refusal_is_shown_where_the_answer_would_be(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    before = len([r for r in chatting.provider.received if b"epilepsy" in r.body])
    asked(page, SPECIAL)
    pictured(page, f"{name}-refusal")
    told = page.inner_text("#answer")
    assert "clause 10.3" in told
    assert "Ask ai.governance@calderwick.example." in told
    assert before == 0
    assert b"epilepsy" not in chatting.provider.sent


@pytest.mark.parametrize("name", ["claude", "gemini", "perplexity", "deepseek"])
def test_a_chat_that_was_begun_here_goes_on_with_the_same_pseudonyms(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    asked(page, PERSONAL)
    chatting.provider.received.clear()
    asked(page, "Shorter, please, and greet Margaret Okonkwo.")
    assert page.inner_text("#answer").endswith("greet Margaret Okonkwo.")
    assert b"Okonkwo" not in chatting.provider.sent
    assert re.search(rb"Person[0-9A-Z]{10}", chatting.provider.sent)


@pytest.mark.parametrize(
    ("name", "elsewhere"),
    [
        ("claude", "`${CHATS}/c0ffee00-0000-4000-8000-00000000000f`"),
        ("deepseek", "'7b1f6a52-8c3d-4e0f-9a61-2d5c4b3a1fff'"),
    ],
)
def test_a_chat_that_was_begun_elsewhere_does_not(
    chatting: Served, opened: Open, name: str, elsewhere: str
) -> None:
    page = opened(name)
    asked(page, "Write a friendly notice about the new bin days.")
    page.evaluate(f"() => {{ window.chat = {elsewhere} }}")
    chatting.provider.received.clear()
    asked(page, "And in Welsh, please.")
    page.evaluate("() => { window.chat = undefined }")
    pictured(page, f"{name}-elsewhere")
    assert "was not begun here" in page.inner_text("#answer")
    assert chatting.provider.received == []


def test_a_chat_without_an_account_is_refused_with_the_reason(
    chatting: Served, opened: Open
) -> None:
    page = opened("chatgpt")
    chatting.provider.received.clear()
    page.evaluate("() => { window.account = 'backend-anon' }")
    asked(page, "Write a friendly notice about the new bin days.")
    pictured(page, "chatgpt-anonymous")
    assert "You are not signed in to Web-Chatgpt." in page.inner_text("#answer")
    assert "clause 7.2" in page.inner_text("#answer")
    assert chatting.provider.received == []


@pytest.mark.parametrize(
    ("name", "call"),
    [("chatgpt", "suggest"), ("perplexity", "suggest"), ("grok", "report")],
)
def test_what_goes_beside_the_chat_is_not_sent(
    chatting: Served, opened: Open, name: str, call: str
) -> None:
    page = opened(name)
    chatting.provider.received.clear()
    assert page.evaluate(f"() => {call}('Write to Margaret Okon')") == 403
    assert chatting.provider.received == []
