"""Behind the gateway, a service that none of us wrote: LiteLLM's own proxy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import openai
import pytest
import yaml

from tests.acceptance.sdks import REFUSED, through
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere import litellm_proxy
from tests.elsewhere.litellm_proxy import HOST, KEY, NotBuilt
from tests.provider import Running
from tests.served import Served, configure, start, tool

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

MOCKED = "Bins are reported on our web pages."


@pytest.fixture(scope="module")
def litellm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The gateway, LiteLLM's proxy behind it, and behind that, for one model, our provider."""
    folder = Path(tmp_path_factory.mktemp("litellm"))
    try:
        program = litellm_proxy.build(folder)
    except NotBuilt as why:
        pytest.skip(f"LiteLLM's proxy could not be installed: {why}")
    with Running(HOST) as provider:
        ca = str(provider.write_ca(folder))
        base = f"https://localhost:{provider.port}/v1"
        models: dict[str, Any] = {
            "mocked": {"model": "openai/m", "api_key": "k", "mock_response": MOCKED},
            "echo": {"model": "openai/m", "api_key": "k", "api_base": base},
        }
        running = litellm_proxy.running(
            program, folder, provider.authority, models, SSL_CERT_FILE=ca, HOME=str(folder)
        )
        with running as port:
            egress = [{"host": HOST, "address": f"127.0.0.1:{port}", "ca_file": ca}]
            configure(folder, provider, egress=egress)
            register = yaml.safe_dump({"tools": [tool("litellm", HOST)]})
            (folder / "config" / "tools.yaml").write_text(register, encoding="utf-8")
            served = start(folder, provider)
            yield served
            served.stop()


def chat(model: str, text: str, *, stream: bool) -> str:
    client = openai.OpenAI(api_key=KEY, base_url=f"https://{HOST}/v1")
    asked: list[Any] = [{"role": "user", "content": text}]
    if stream:
        parts = client.chat.completions.create(model=model, messages=asked, stream=True)
        return "".join(part.choices[0].delta.content or "" for part in parts if part.choices)
    done = client.chat.completions.create(model=model, messages=asked)
    return done.choices[0].message.content or ""


def message(model: str, text: str, *, stream: bool) -> str:
    client = anthropic.Anthropic(auth_token=KEY, api_key=None, base_url=f"https://{HOST}")
    asked: list[Any] = [{"role": "user", "content": text}]
    if stream:
        with client.messages.stream(model=model, max_tokens=99, messages=asked) as parts:
            return "".join(parts.text_stream)
    done = client.messages.create(model=model, max_tokens=99, messages=asked)
    return "".join(part.text for part in done.content if part.type == "text")


STREAM = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
ASK = pytest.mark.parametrize("ask", [chat, message])


@pytest.mark.parametrize(
    ("ask", "stream"), [(chat, False), (chat, True), (message, False)]
)  # a mocked message it gives whole, even when a stream was asked for
def test_a_mocked_answer_arrives_as_it_was_given(litellm: Served, ask: Any, stream: bool) -> None:
    with through(litellm):
        assert ask("mocked", CLEAN, stream=stream) == MOCKED
        assert ask("mocked", PERSONAL, stream=stream) == MOCKED


@STREAM
def test_names_are_masked_on_the_way_to_it_and_put_back_in_its_answer(
    litellm: Served, stream: bool
) -> None:
    litellm.provider.received.clear()
    with through(litellm):
        assert chat("echo", PERSONAL, stream=stream) == f"You said: {PERSONAL}"
    assert [value for value in VALUES if value in litellm.provider.sent] == []
    assert b"Person" in litellm.provider.sent


@STREAM
@ASK
def test_a_refusal_never_reaches_it(litellm: Served, ask: Any, stream: bool) -> None:
    litellm.provider.received.clear()
    with through(litellm), pytest.raises(REFUSED, match=r"clause 10\.3"):
        ask("echo", SPECIAL, stream=stream)
    assert litellm.provider.received == []
