"""Clients that refuse the certificate are listed with what helps."""

from datetime import UTC, datetime

from gateway.audit.sightings import Seen
from gateway.cli.checks.line import State
from gateway.cli.checks.pinned import ADVICE, check_pinned
from gateway.shadow import REFUSED

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_each_host_has_a_line_with_people_and_times() -> None:
    seen = Seen(
        host="desktop.chatgpt.com",
        how=REFUSED,
        what="OpenAI: ChatGPT desktop app",
        people=3,
        times=40,
        first=NOW,
        last=NOW,
    )
    (line,) = check_pinned([seen])
    assert line.state is State.WARN
    assert "desktop.chatgpt.com" in line.said
    assert "40 times by 3 people" in line.said


def test_without_any_all_is_well() -> None:
    (line,) = check_pinned([])
    assert line.state is State.OK


def test_the_advice_names_quic_native_apps_and_the_ca() -> None:
    assert all(word in ADVICE for word in ("QuicAllowed", "UDP 443", "desktop.chatgpt.com", "CA"))
