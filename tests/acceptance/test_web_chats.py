"""Web chats in a real browser: people see their own words, the service never does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.served import Served
from tests.webchat import chatgpt, claude
from tests.webchat.attaching import ATTACH, ATTACHING
from tests.webchat.browser import BROWSER, MISSING, behind_a_gateway, browser, pictured

pytestmark = pytest.mark.skipif(BROWSER is None, reason=MISSING)

FOLLOW_UP = "Now thank Margaret Okonkwo for her patience."
PLAIN: dict[str, Any] = {"encodings": []}


@pytest.fixture(scope="module")
def chatting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with behind_a_gateway(Path(tmp_path_factory.mktemp("chatting"))) as served:
        yield served


@pytest.fixture(scope="module")
def opened(chatting: Served) -> Iterator[Any]:
    with browser(chatting) as running:
        yield running


def page_of(host: str, opened: Any, chatting: Served) -> Any:
    """A page of that service, whose server forgets what it was sent before."""
    page = opened.new_context().new_page()
    page.goto(f"https://{host}/")
    chatting.provider.received.clear()
    chatting.provider.delay = 0.0
    return page


@pytest.fixture
def gpt(opened: Any, chatting: Served) -> Iterator[Any]:
    page = page_of(chatgpt.HOST, opened, chatting)
    yield page
    page.context.close()


@pytest.fixture
def claude_page(opened: Any, chatting: Served) -> Iterator[Any]:
    page = page_of(claude.HOST, opened, chatting)
    yield page
    page.context.close()


def asked(page: Any, text: str, **options: Any) -> list[str]:
    """What the page showed, one after the other."""
    shown = page.evaluate("([text, options]) => ask(text, options)", [text, options])
    assert isinstance(shown, list)
    return shown


def called(page: Any, name: str, *arguments: Any) -> Any:
    return page.evaluate(f"given => {name}(...given)", list(arguments))


def bubbles(page: Any, kind: str) -> list[str]:
    return [str(text) for text in page.locator(f"#chat .{kind}").all_inner_texts()]


def leaked(chatting: Served) -> list[bytes]:
    """Values that the service got to see, in bodies or addresses."""
    seen = chatting.provider.sent + "\n".join(r.path for r in chatting.provider.received).encode()
    return [value for value in VALUES if value in seen]


def paths(chatting: Served) -> list[str]:
    return [one.path.partition("?")[0] for one in chatting.provider.received]


@pytest.mark.parametrize("options", [{}, PLAIN], ids=["changes", "snapshots"])
def test_chatgpt_shows_the_persons_own_words_while_the_answer_streams(
    chatting: Served, gpt: Any, options: dict[str, Any]
) -> None:
    shown = asked(gpt, PERSONAL, **options)
    assert bubbles(gpt, "assistant") == [f"You said: {PERSONAL}"]
    assert leaked(chatting) == []
    assert b"Person" in chatting.provider.sent
    assert len(set(shown)) > 2
    assert all(f"You said: {PERSONAL}".startswith(text) for text in shown)
    assert gpt.evaluate("title") == f"About: {PERSONAL}"


def test_claude_shows_the_persons_own_words_while_the_answer_streams(
    chatting: Served, claude_page: Any
) -> None:
    shown = asked(claude_page, PERSONAL)
    assert bubbles(claude_page, "assistant") == [f"You said: {PERSONAL}"]
    assert leaked(chatting) == []
    assert len(set(shown)) > 2
    assert all(f"You said: {PERSONAL}".startswith(text) for text in shown)


def test_claudes_older_style_and_pasted_text_are_treated_alike(
    chatting: Served, claude_page: Any
) -> None:
    asked(claude_page, "Sum this up.", mode="raw", pasted=[PERSONAL])
    assert bubbles(claude_page, "assistant") == [f"You said: Sum this up. {PERSONAL}"]
    assert leaked(chatting) == []


@pytest.mark.parametrize("service", ["gpt", "claude_page"])
def test_a_chat_that_began_here_goes_on_here(
    chatting: Served, request: pytest.FixtureRequest, service: str
) -> None:
    page = request.getfixturevalue(service)
    asked(page, CLEAN)
    asked(page, PERSONAL)
    asked(page, FOLLOW_UP)
    replies = [f"You said: {text}" for text in (CLEAN, PERSONAL, FOLLOW_UP)]
    assert bubbles(page, "assistant") == replies
    assert leaked(chatting) == []


def test_a_chat_that_began_elsewhere_does_not(chatting: Served, gpt: Any) -> None:
    gpt.evaluate("conversation = 'c-9999'")
    asked(gpt, CLEAN)
    assert "a conversation that the provider keeps" in bubbles(gpt, "assistant")[0]
    assert paths(chatting) == []


@pytest.mark.parametrize("service", ["gpt", "claude_page"])
def test_a_chat_that_is_opened_again_and_the_list_show_the_persons_own_words(
    chatting: Served, request: pytest.FixtureRequest, service: str
) -> None:
    page = request.getfixturevalue(service)
    asked(page, PERSONAL)
    if service == "claude_page":
        assert called(page, "name_it", PERSONAL) == f"About: {PERSONAL}"
    called(page, "open_again")
    assert bubbles(page, "user") == [PERSONAL]
    assert bubbles(page, "assistant") == [f"You said: {PERSONAL}"]
    called(page, "chats")
    assert f"About: {PERSONAL}" in page.locator("#chats li").all_inner_texts()
    assert leaked(chatting) == []


def test_an_event_source_about_a_chat_shows_the_persons_own_words(
    chatting: Served, gpt: Any
) -> None:
    asked(gpt, PERSONAL)
    assert called(gpt, "follow") == f"You said: {PERSONAL}"


def test_chatgpt_shows_a_refusal_as_an_answer(chatting: Served, gpt: Any) -> None:
    asked(gpt, SPECIAL)
    pictured(gpt, "chatgpt-refusal")
    (told,) = bubbles(gpt, "assistant")
    assert "clause 10.3" in told
    assert "Ask ai.governance@calderwick.example." in told
    assert paths(chatting) == []


def test_claude_shows_a_refusal_as_an_error(chatting: Served, claude_page: Any) -> None:
    asked(claude_page, SPECIAL)
    pictured(claude_page, "claude-refusal")
    (told,) = bubbles(claude_page, "error")
    assert "clause 10.3" in told
    assert "Ask ai.governance@calderwick.example." in told
    assert claude_page.inner_text("#state") == "403 refused"
    assert not any(path.endswith("/completion") for path in paths(chatting))


@pytest.mark.slow
@pytest.mark.parametrize(("service", "name"), [("gpt", "chatgpt"), ("claude_page", "claude")])
def test_a_file_that_is_refused_says_so_on_the_page(
    chatting: Served, request: pytest.FixtureRequest, service: str, name: str
) -> None:
    page = request.getfixturevalue(service)
    told = page.evaluate(ATTACH, ATTACHING[name].call(SPECIAL))
    page.evaluate("told => bubble('error', told)", told)
    pictured(page, f"{name}-file")
    assert "clause 10.3" in bubbles(page, "error")[0]
    assert "Ask ai.governance@calderwick.example." in told
    assert b"epilepsy" not in chatting.provider.sent
    assert page.evaluate(ATTACH, ATTACHING[name].call(CLEAN)) == "attached"
    assert CLEAN.encode() in chatting.provider.sent


def test_what_is_typed_leaves_no_sooner_than_it_may(chatting: Served, gpt: Any) -> None:
    assert called(gpt, "type", SPECIAL) == [403, 403]
    assert paths(chatting) == []
    assert called(gpt, "type", PERSONAL) == [200, 403]  # half a name has no pseudonym
    assert paths(chatting) == ["/backend-api/f/conversation/prepare"]
    assert leaked(chatting) == []


def test_a_name_that_is_searched_for_stays_here(chatting: Served, gpt: Any) -> None:
    query = "/backend-api/conversations/search?query=Margaret+Okonkwo"
    assert gpt.evaluate("path => fetch(path).then(one => one.status)", query) == 403
    assert paths(chatting) == []


def test_without_an_account_nothing_is_sent_and_the_page_says_why(
    chatting: Served, gpt: Any
) -> None:
    asked(gpt, CLEAN, kind="anon")
    (told,) = bubbles(gpt, "assistant")
    assert "You are not signed in to Chatgpt-Com" in told
    assert "clause 7.2" in told
    assert paths(chatting) == []
