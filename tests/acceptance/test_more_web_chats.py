"""More web chats in a real browser: restored answers while they stream, refusals people can read.

The pages are replicas of the vendors' own calls and frames (tests/webchat/pages); the browser, the
gateway and everything between them are real.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.served import Served
from tests.webchat.attaching import ATTACH, ATTACHING, STORES
from tests.webchat.browser import BROWSER, MISSING, behind_a_gateway, browser, pictured
from tests.webchat.replicas import HOSTS, application

CHATS = ("gemini", "perplexity", "lechat", "deepseek", "grok", "copilot")
"""Pages that go on with a chat and open it again, each in its own way."""

ELSEWHERE = {
    "gemini": "['c_0a0b0c0d0e0f0a0b', 'r_1', 'rc_1']",
    "lechat": "'d4c3b2a1-0000-4000-8000-0000000000ff'",
    "deepseek": "'7b1f6a52-8c3d-4e0f-9a61-2d5c4b3a1fff'",
    "grok": "'5f0e1d2c-3b4a-4958-8776-6554433221ff'",
    "copilot": "'Wq3Vn8cRk2LpYt7ZsFFF'",
    "m365": "'5c0f1b2c-0000-4000-8000-0000000000ff'",
}
"""Chats of which this gateway has seen nothing."""

pytestmark = pytest.mark.skipif(BROWSER is None, reason=MISSING)

type Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def chatting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(tmp_path_factory.mktemp("chatting"))
    with behind_a_gateway(folder, (*HOSTS.values(), *STORES), application) as served:
        yield served


@pytest.fixture(scope="module")
def pages(chatting: Served) -> Iterator[Open]:
    """The tab of each page, in one browser."""
    with browser(chatting) as running:
        tabs: dict[str, Any] = {}

        def tab(name: str) -> Any:
            if name not in tabs:
                tabs[name] = running.new_page()
            return tabs[name]

        yield tab


@pytest.fixture
def opened(chatting: Served, pages: Open) -> Open:
    """Opens the page of that name anew; its service forgets what it was sent before."""
    chatting.provider.received.clear()

    def page(name: str) -> Any:
        tab = pages(name)
        tab.goto(f"https://{HOSTS[name]}/")
        return tab

    return page


def asked(page: Any, text: str) -> list[str]:
    """What the page showed one after the other."""
    shown = page.evaluate("text => begin(text)", text)
    assert isinstance(shown, list)
    return shown


def leaked(chatting: Served) -> list[bytes]:
    return [value for value in VALUES if value in chatting.provider.sent]


@pytest.mark.parametrize("name", HOSTS)
def test_the_page_shows_the_persons_own_words_while_the_answer_streams(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    shown = asked(page, PERSONAL)
    pictured(page, f"{name}-answer")
    answer = f"You said: {PERSONAL}"
    assert page.inner_text("#answer") == answer
    assert leaked(chatting) == []
    assert re.search(rb"Person[0-9A-Z]{10}", chatting.provider.sent)
    assert len(set(shown)) > 2
    assert all(answer.startswith(text) for text in shown)


@pytest.mark.parametrize("name", CHATS)
def test_a_chat_goes_on_with_the_same_pseudonyms_and_is_opened_again_with_the_names(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    asked(page, PERSONAL)
    first = set(re.findall(rb"Person[0-9A-Z]{10}", chatting.provider.sent))
    page.evaluate("() => { show(''); return open_again(); }")
    pictured(page, f"{name}-again")
    assert f"You said: {PERSONAL}" in page.inner_text("#answer")
    chatting.provider.received.clear()
    asked(page, "Shorter, please, and greet Margaret Okonkwo.")
    assert page.inner_text("#answer") == "You said: Shorter, please, and greet Margaret Okonkwo."
    assert leaked(chatting) == []
    assert set(re.findall(rb"Person[0-9A-Z]{10}", chatting.provider.sent)) == first


def test_a_chat_goes_on_in_a_socket_of_its_own(chatting: Served, opened: Open) -> None:
    page = opened("m365")
    asked(page, PERSONAL)
    first = set(re.findall(rb"Person[0-9A-Z]{10}", chatting.provider.sent))
    chatting.provider.received.clear()
    asked(page, "Shorter, please, and greet Margaret Okonkwo.")
    assert page.inner_text("#answer") == "You said: Shorter, please, and greet Margaret Okonkwo."
    assert leaked(chatting) == []
    assert set(re.findall(rb"Person[0-9A-Z]{10}", chatting.provider.sent)) == first


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_chat_that_began_elsewhere_does_not_go_on(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    page.evaluate(f"() => {{ window.chat = {ELSEWHERE[name]}; window.last = 7 }}")
    asked(page, CLEAN)
    pictured(page, f"{name}-elsewhere")
    assert "a conversation that the provider keeps" in page.inner_text("#answer")
    assert CLEAN.encode() not in chatting.provider.sent


@pytest.mark.parametrize("name", HOSTS)
def test_a_refusal_is_shown_where_the_answer_would_be(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    asked(page, SPECIAL)
    pictured(page, f"{name}-refusal")
    told = page.inner_text("#answer")
    assert "clause 10.3" in told
    assert "Ask ai.governance@calderwick.example." in told
    assert b"epilepsy" not in chatting.provider.sent


QUICK = ("deepseek", "lechat")
"""One that sends a file as a form, and one that sends it to another host."""

SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in HOSTS if name not in QUICK]


@pytest.mark.parametrize("name", [*QUICK, *SLOW])
def test_a_file_that_is_refused_says_so_on_the_page(
    chatting: Served, opened: Open, name: str
) -> None:
    page = opened(name)
    told = page.evaluate(ATTACH, ATTACHING[name].call(SPECIAL))
    page.evaluate("told => show(told)", told)
    pictured(page, f"{name}-file")
    assert "clause 10.3" in page.inner_text("#answer")
    assert "Ask ai.governance@calderwick.example." in told
    assert b"epilepsy" not in chatting.provider.sent
    assert chatting.provider.received == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in HOSTS if name != "perplexity"])
def test_a_file_that_holds_nothing_is_attached(chatting: Served, opened: Open, name: str) -> None:
    page = opened(name)
    assert page.evaluate(ATTACH, ATTACHING[name].call(CLEAN)) == "attached"
    assert chatting.provider.received != []


@pytest.mark.parametrize(("name", "call"), [("perplexity", "suggest"), ("grok", "report")])
def test_what_goes_beside_the_chat_is_not_sent(
    chatting: Served, opened: Open, name: str, call: str
) -> None:
    page = opened(name)
    assert page.evaluate(f"() => {call}('Write to Margaret Okon')") == 403
    assert chatting.provider.received == []


@pytest.mark.parametrize("address", ["/chat?q=Write+to+Margaret+Okonkwo", "/Margaret%20Okonkwo/x"])
def test_the_address_of_the_page_does_not_go_along_with_its_calls(
    chatting: Served, opened: Open, address: str
) -> None:
    page = opened("grok")
    page.evaluate("address => history.pushState({}, '', address)", address)
    asked(page, CLEAN)
    (call,) = chatting.provider.received
    assert call.headers["referer"] in ("https://grok.com/", "https://grok.com/chat")


def test_no_answer_sends_the_browser_round_the_gateway_or_has_it_report(opened: Open) -> None:
    page = opened("grok")
    names = "['alt-svc', 'nel', 'content-security-policy']"
    head = f"fetch('/rest/rate-limits').then(answer => {names}.map(n => answer.headers.get(n)))"
    assert page.evaluate(f"() => {head}") == ["clear", None, "default-src 'self'"]


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("grok", "/rest/user-settings"),
        ("perplexity", "/rest/user/save-settings"),
        ("deepseek", "/api/v0/users/settings"),
        ("copilot", "/c/api/memories"),
    ],
)
def test_what_is_told_outside_all_chats_comes_back_in_every_one(
    chatting: Served, opened: Open, name: str, setting: str
) -> None:
    page = opened(name)
    told = {"instructions": "Always sign as Theodora Vansittart."}
    page.evaluate("([path, told]) => send(path, told)", [setting, told])
    assert b"Vansittart" not in chatting.provider.sent
    again = page.evaluate("path => fetch(path).then(answer => answer.json())", setting)
    assert again == told
    (token,) = re.findall(r"Person[0-9A-Z]{10}", chatting.provider.sent.decode())
    usual, chatting.provider.reply = chatting.provider.reply, lambda _: f"Hello. {token}"
    try:
        asked(page, CLEAN)
    finally:
        chatting.provider.reply = usual
    assert page.inner_text("#answer") == "Hello. Theodora Vansittart"


def test_a_link_with_a_prompt_in_it_is_refused_by_a_page(chatting: Served, opened: Open) -> None:
    page = opened("perplexity")
    answer = page.goto("https://www.perplexity.ai/search?q=Write+to+Margaret+Okonkwo+AB123456C")
    pictured(page, "perplexity-link")
    assert answer.status == 403
    assert "This request was not sent" in page.inner_text("h1")
    assert chatting.provider.received == []


def test_words_for_suggestions_over_a_socket_are_not_sent(chatting: Served, opened: Open) -> None:
    page = opened("perplexity")
    typed = """() => new Promise(done => {
      const socket = new WebSocket("wss://www.perplexity.ai/suggest/ws");
      socket.onopen = () => done("opened");
      socket.onclose = () => done("refused");
    })"""
    assert page.evaluate(typed) == "refused"
    assert chatting.provider.received == []
