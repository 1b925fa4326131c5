"""`doctor --live`: a tool is tried through the real gateway, and the result is kept."""

import pytest

from gateway.audit.live_checks import live_checks, record_live_check
from gateway.cli.checks.line import State
from gateway.cli.checks.live import LiveCheck
from gateway.cli.checks.probe import PERSON, Route
from gateway.providers.catalogue import Catalogue
from gateway.settings.load import load
from tests.served import ANTHROPIC, GEMINI, OPENAI, PASSWORD, Served


def check(served: Served, host: str, *, key: str = "k", told: list[str] | None = None) -> LiveCheck:
    configuration = load(served.config, served.state, {})
    destination = Catalogue(configuration.services, configuration.tools).find(host)
    assert destination is not None
    route = Route(
        proxy=f"127.0.0.1:{served.proxy_port}",
        certificate=served.ca,
        user="amina.hussain",
        password=PASSWORD,
    )
    return LiveCheck(
        route=route,
        store=served.store(),
        destination=destination,
        model="m",
        key=key,
        patience=10.0 if key else 0.1,
        tell=(told if told is not None else []).append,
    )


@pytest.mark.parametrize("host", [OPENAI, ANTHROPIC, GEMINI])
def test_a_tool_that_works_is_well_in_every_line(served: Served, host: str) -> None:
    lines = list(check(served, host).lines())
    assert [line.said for line in lines if line.state is not State.OK] == []
    assert len(lines) == 5
    assert PERSON.encode() not in served.provider.sent


def test_an_answer_without_the_name_is_a_warning(served: Served) -> None:
    served.provider.reply = lambda _: "Good morning."
    lines = {line.name: line.state for line in check(served, OPENAI).lines()}
    assert lines["live: answer"] is State.WARN
    assert lines["live: masking"] is State.OK


def test_without_a_key_a_person_is_asked_and_waited_for(served: Served) -> None:
    told: list[str] = []
    lines = list(check(served, OPENAI, key="", told=told).lines())
    assert PERSON in told[0]
    assert lines[-1].name == "live: prompt"
    assert lines[-1].state is State.FAIL


def test_the_result_stands_under_the_product(served: Served) -> None:
    store = served.store()
    record_live_check(store, "it.admin", tool="openai", product="OpenAI API", result="warn")
    record_live_check(store, "it.admin", tool="openai", product="OpenAI API", result="ok")
    assert live_checks(store)["OpenAI API"].endswith(": ok")
    store.close()
